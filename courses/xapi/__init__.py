"""Learning records in the words of xAPI: pure functions from what happened to statements. No database, no request."""

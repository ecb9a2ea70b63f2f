"""Questions that one screen asks; each with a fixed number of queries."""

"""Questions that one screen or feed asks, with typed answers and a fixed number of queries."""

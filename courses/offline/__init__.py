"""Lessons away from the site: on paper, in an e-book, as plain text."""

"""Turns stored content into the HTML that every reader of a lesson shares."""

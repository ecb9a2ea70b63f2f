"""A small list that people type one line at a time: outcomes, the summary, sources."""


def lines_of(text: str) -> list[str]:
    """Return the non-empty lines of a text, trimmed."""
    return [line.strip() for line in text.splitlines() if line.strip()]

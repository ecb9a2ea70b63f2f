"""The lines that calendars are made of (RFC 5545 3.1 and 3.3.11): cleaned, escaped, folded, ended with CRLF."""

import re
from datetime import UTC, date, datetime

LINE_OCTETS = 75
# C0 but TAB and LF, DEL, C1 with U+0085, and halves of surrogate pairs, which are not characters at all.
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029")


def clean(text: str) -> str:
    """Return the text with one kind of line end (LF) and without control characters."""
    return NOT_TEXT.sub("", LINE_ENDS.sub("\n", text))


def escape(text: str) -> str:
    """Return text as a TEXT value: cleaned, with backslash, comma, semicolon and line ends escaped."""
    text = clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def one_line(text: str) -> str:
    """Return cleaned text in which every run of white space is one space, for values that are not escaped."""
    return " ".join(clean(text).split())


def fold(line: str) -> bytes:
    """Return one logical line as bytes ended with CRLF, in pieces of at most 75 octets that split no character."""
    raw = line.encode()
    if len(raw) <= LINE_OCTETS:
        return raw + b"\r\n"
    pieces, start, room = [], 0, LINE_OCTETS
    while len(raw) - start > room:
        end = start + room
        while raw[end] & 0xC0 == 0x80:  # a byte that continues a character
            end -= 1
        pieces.append(raw[start:end])
        start, room = end, LINE_OCTETS - 1  # the next piece starts with a space
    pieces.append(raw[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def lines(logical: list[str]) -> bytes:
    """Return logical lines, folded and joined."""
    return b"".join(map(fold, logical))


def utc_text(instant: datetime) -> str:
    """Return an aware datetime as RFC 5545 writes UTC; raises ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def wall_text(wall: date | datetime) -> str:
    """Return a date, or a naive datetime, as RFC 5545 writes them without a zone."""
    if not isinstance(wall, datetime):
        return f"{wall:%Y%m%d}"
    if wall.tzinfo is not None:
        raise ValueError("wall time has no time zone of its own")
    return f"{wall:%Y%m%dT%H%M%S}"

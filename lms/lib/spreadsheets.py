"""The one CSV writer: files that people open in a spreadsheet, where nothing that somebody typed may run.

The dialect, the same everywhere: UTF-8 with a byte order mark (without it Excel reads names as another alphabet), commas,
CRLF, every text in double quotes, numbers bare, no value an empty cell. A text that a spreadsheet could take for a
formula starts with an apostrophe (OWASP, CSV injection); `as_typed` takes it off again, exactly.
"""

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from math import isfinite
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.functional import Promise

BYTE_ORDER_MARK = "\ufeff"
CONTENT_TYPE = "text/csv; charset=utf-8"
ROWS_AT_ONCE = 200

Cell = str | int | float | Decimal | date | datetime | Promise | None
Row = Sequence[Cell]

STARTS_A_FORMULA = frozenset("=+-@|%\t\r\n")
MINUS_SIGNS = frozenset("\u2212\ufe63\uff0d")  # NFKC leaves the first of them alone
# Drawn as nothing, and not in a category that says so: Hangul fillers, the empty Braille pattern.
LOOKS_EMPTY = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f")
UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def may_be_formula(text: str) -> bool:
    """Return whether a spreadsheet could run a text: its first visible character starts a formula, in any width.

    Spaces, invisible characters and apostrophes before it are looked through: programs trim them.
    """
    for character in text:
        if character in STARTS_A_FORMULA or character in MINUS_SIGNS:
            return True
        if character == "'" or character in LOOKS_EMPTY or unicodedata.category(character) in UNSEEN:
            continue
        return unicodedata.normalize("NFKC", character)[:1] in STARTS_A_FORMULA
    return False


def defused(text: str) -> str:
    """Return a text that no spreadsheet runs: with an apostrophe before what could be a formula."""
    return f"'{text}" if may_be_formula(text) else text


def as_typed(cell: str) -> str:
    """Return the text that `defused` was given: what a program should take from a cell of our files."""
    return cell[1:] if cell.startswith("'") and may_be_formula(cell[1:]) else cell


def cell_value(value: Cell) -> Any:
    """Return what goes into a cell: a number as itself, also a negative one; a date as ISO 8601; text defused."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) or (isinstance(value, float | Decimal) and isfinite(value)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return defused(str(value))


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """Return the text."""
        return text


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a file line by line, the byte order mark first. Holds one row at a time, however many there are."""
    writer = csv.writer(Echo(), quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    yield BYTE_ORDER_MARK
    for row in rows:
        yield writer.writerow([cell_value(value) for value in row])


def csv_bytes(rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield a file in pieces worth sending. Half of a character pair, which no encoding knows, becomes "?"."""
    lines = csv_lines(rows)
    while piece := "".join(islice(lines, ROWS_AT_ONCE)):
        yield piece.encode("utf-8", errors="replace")


def csv_response(name: str, rows: Iterable[Row]) -> StreamingHttpResponse:
    """Return a download called `name`.csv (plain letters), sent while it is written and kept by nobody on the way."""
    response = StreamingHttpResponse(csv_bytes(rows), content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response

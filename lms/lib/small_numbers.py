"""Counts of people that may be shown: nobody can be found in them, also not by adding or subtracting what is shown.

Three rules, in this order (docs/adr/0029-small-numbers.md has the reasons):

1. A count from 1 to 4 says "fewer than 5".
2. Any other count is rounded to the nearest five. So the difference of two counts, of the same report or of the report
   of another day, never is a number of people that is under five and certain. A sum is always made of what is shown.
3. Where parts make up a whole so tightly that a hidden part could be worked out, the parts say "not shown", or else
   the whole does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

LEAST = 5  # a count of people below this is never shown
STEP = 5  # every other count is rounded to a multiple of this
ENOUGH_FOR_A_PERCENTAGE = 20

NUMBER, FEW, HIDDEN = "number", "few", "hidden"

Key = TypeVar("Key")


@dataclass(frozen=True)
class Shown:
    """One cell as it may leave the query layer: a rounded `number`, `few` (1 to 4), or `hidden` beside a hidden one."""

    kind: str
    number: int = 0

    @property
    def is_number(self) -> bool:
        """Return whether there is a number to print or to draw."""
        return self.kind == NUMBER

    @property
    def lowest(self) -> int:
        """Return the least number of people that can be behind this cell."""
        if self.kind != NUMBER:
            return 1 if self.kind == FEW else 0
        return max(LEAST, self.number - STEP // 2) if self.number else 0

    @property
    def highest(self) -> int | None:
        """Return the greatest number of people that can be behind this cell; None where nothing is said."""
        if self.kind != NUMBER:
            return LEAST - 1 if self.kind == FEW else None
        return self.number + STEP // 2 if self.number else 0

    @property
    def cell(self) -> int | str:
        """Return what a file holds: a number, or the words."""
        return self.number if self.kind == NUMBER else str(self)

    def __str__(self) -> str:
        if self.kind == NUMBER:
            return f"{self.number:,}"
        return _("Fewer than 5") if self.kind == FEW else _("Not shown")


NOT_SHOWN = Shown(HIDDEN)


def shown(count: int) -> Shown:
    """Return how a count of people is shown by rules 1 and 2."""
    if 0 < count < LEAST:
        return Shown(FEW)
    return Shown(NUMBER, (count + STEP // 2) // STEP * STEP)


def is_too_tight(parts: Iterable[Shown], whole: Shown) -> bool:
    """Return whether parts that cover a whole hardly overlap, so that one of them could be worked out from the others."""
    highest = [cell.highest for cell in parts]
    if len(highest) < 2 or None in highest or not whole.number:
        return False
    return sum(filter(None, highest)) <= whole.number + STEP


def protect_parts(parts: Mapping[Key, Shown], wholes: Iterable[Shown]) -> dict[Key, Shown]:
    """Return the parts of something that is shown elsewhere, whole: everybody in a whole is in at least one part.

    Rule 3: where a hidden part could be worked out, no part is shown. To hide just the next smallest is not enough:
    who knows that it is the next smallest knows how small it is.
    """
    cells = dict(parts)
    whole = max(wholes, key=lambda cell: cell.number, default=NOT_SHOWN)
    has_few = any(cell.kind == FEW for cell in cells.values())
    return dict.fromkeys(cells, NOT_SHOWN) if has_few and is_too_tight(cells.values(), whole) else cells


def protect_whole(whole: int, parts: Iterable[Shown]) -> Shown:
    """Return a whole beside parts that are shown already and cover it: hidden where it would give one away."""
    cell = shown(whole)
    return NOT_SHOWN if is_too_tight(parts, cell) else cell


def about(cells: Iterable[Shown]) -> Shown:
    """Return the sum of what is shown, and of nothing else: a total that says no more than its parts do.

    Where nothing but hidden counts would be summed, it is not shown: "0" would be wrong.
    """
    parts = list(cells)
    total = sum(cell.number for cell in parts if cell.is_number)
    return Shown(NUMBER, total) if total or all(cell.is_number for cell in parts) else NOT_SHOWN


def share(part: Shown, whole: Shown) -> int | None:
    """Return a percentage made of two shown numbers, at most 100; None where people are too few for one."""
    if not part.is_number or not whole.is_number or whole.number < ENOUGH_FOR_A_PERCENTAGE:
        return None
    return min(100, round(100 * part.number / whole.number))


def too_few(people: int, everybody: int | None = None) -> bool:
    """Return whether a list of people may not be shown: it, or who is missing from it, is one to four."""
    rest = 0 if everybody is None else everybody - people
    return 0 < people < LEAST or 0 < rest < LEAST


def protect_overlap(overlap: int, parts: Iterable[Shown], everybody: int) -> Shown:
    """Return how many people are in all of some parts of `everybody`: hidden where the parts nearly say it.

    Of 9 people 8 finished the first lesson and 5 the second: then at least 4 finished both.
    """
    lowest = [cell.lowest for cell in parts]
    cell = shown(overlap)
    if len(lowest) < 2:
        return cell
    forced = sum(lowest) - everybody * (len(lowest) - 1)
    return NOT_SHOWN if (cell.highest or 0) - forced <= STEP else cell

"""Charts as plain geometry, which a template draws as SVG: a title, a description, and a table beside it with the same
numbers. Pure: no colour, no size of the screen, no language; those are the style sheet's and the template's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.lib.small_numbers import Shown

WIDTH, TOP, BASE, HEIGHT = 400, 35, 220, 256
SIDE, GAP = 20, 2
FOR_A_HIDDEN_BAR = 14
WIDEST_BAR = 40
LETTER = 9  # about the width of a figure at the size of the numbers above bars


@dataclass(frozen=True)
class Bar:
    """One bar. `series` is 0 for the first of a pair; a hidden count is an empty outline of one fixed height."""

    x: float
    y: float
    width: float
    height: float
    series: int
    is_hidden: bool


@dataclass(frozen=True)
class Group:
    """The bars of one row of the table, with its short name below and its first number above, if there is one."""

    middle: float
    label: str
    number: str
    number_y: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Chart:
    """A bar chart in a box of `width` by `height`; `base` is the line the bars stand on."""

    groups: tuple[Group, ...]
    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE

    @property
    def has_hidden(self) -> bool:
        """Return whether any bar stands for a count that is not shown."""
        return any(bar.is_hidden for group in self.groups for bar in group.bars)


def bar_chart(rows: Sequence[tuple[str, Sequence[Shown]]], *, from_right: bool = False) -> Chart:
    """Return the bars of rows such as ("M1", (started, finished)), in the order of reading.

    Heights are in proportion to the greatest number; a number above zero is never less than one unit high.
    """
    most = max((cell.number for _, cells in rows for cell in cells if cell.is_number), default=0)
    step = (WIDTH - 2 * SIDE) / max(1, len(rows))
    groups = []
    for place, (label, cells) in enumerate(rows):
        width = min(WIDEST_BAR, step * 0.76 / max(1, len(cells)))
        middle = SIDE + step * (place + 0.5)
        left = middle - (width * len(cells) + GAP * (len(cells) - 1)) / 2
        bars = tuple(bar(cell, left + number * (width + GAP), width, number, most) for number, cell in enumerate(cells))
        first = cells[0] if cells else None
        text = str(first) if first is not None and first.is_number else ""
        fits = len(text) * LETTER <= step
        groups.append(Group(middle, label, text if fits else "", min(one.y for one in bars) - 8, bars))
    chart = Chart(tuple(groups))
    return mirrored(chart) if from_right else chart


def bar(cell: Shown, left: float, width: float, series: int, most: int) -> Bar:
    """Return the bar of one count."""
    if not cell.is_number:
        height = float(FOR_A_HIDDEN_BAR)
    else:
        height = max(1.0, (BASE - TOP) * cell.number / most) if cell.number else 0.0
    return Bar(round(left, 1), round(BASE - height, 1), round(width, 1), round(height, 1), series, not cell.is_number)


def mirrored(chart: Chart) -> Chart:
    """Return a chart for people who read from right to left."""
    return Chart(
        tuple(
            Group(
                chart.width - group.middle,
                group.label,
                group.number,
                group.number_y,
                tuple(
                    Bar(
                        round(chart.width - one.x - one.width, 1),
                        one.y,
                        one.width,
                        one.height,
                        one.series,
                        one.is_hidden,
                    )
                    for one in group.bars
                ),
            )
            for group in chart.groups
        )
    )

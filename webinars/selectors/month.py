"""One month as a table of days for wide screens, and as an agenda for phones."""

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from lms.lib.clock import now
from webinars.models import Occurrence
from webinars.models.choices import Format
from webinars.recurrence.wording import MONTHS, WEEKDAYS, say_date
from webinars.selectors.cards import event_url, with_parts
from webinars.selectors.day_facts import LONDON, day_notes, month_bounds
from webinars.selectors.filters import Filters, narrowed
from webinars.selectors.words import said_place, said_start

CELL_LIMIT = 12


@dataclass(frozen=True)
class Item:
    """One event in a day. `gone` says "Moved" or "Cancelled"; empty when it takes place."""

    title: str
    url: str
    clock: str
    kind: str
    small: str
    gone: str = ""


@dataclass
class Day:
    """One cell of the table."""

    day: date
    outside: bool
    today: bool
    notes: list[str]
    items: list[Item] = field(default_factory=list)

    @property
    def weekday(self) -> str:
        """Return the full name of the weekday."""
        return WEEKDAYS[self.day.weekday()]

    @property
    def month(self) -> str:
        """Return the full name of the month."""
        return MONTHS[self.day.month - 1]

    @property
    def shown(self) -> list[Item]:
        """Return what fits into a cell."""
        return self.items[:CELL_LIMIT]

    @property
    def hidden(self) -> int:
        """Return how many more there are."""
        return max(0, len(self.items) - CELL_LIMIT)


@dataclass(frozen=True)
class Month:
    """One month."""

    title: str
    value: str
    weeks: list[list[Day]]
    agenda: list[Day]
    total: int
    before: str
    before_address: str
    after: str
    after_address: str
    weekdays: tuple[str, ...] = WEEKDAYS


def month_of(year: int, month: int, filters: Filters) -> Month:
    """Return a month with its events. A moved date also stays, struck out, on the day it was planned for."""
    lo, hi = month_bounds(year, month)
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    today = now().astimezone(LONDON).date()
    weeks = [
        [Day(day, day.month != month, day == today, day_notes(day) if day.month == month else []) for day in week]
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]
    days = {day.day: day for week in weeks for day in week if not day.outside}
    touching = Q(starts_at__lt=hi, ends_at__gt=lo) | Q(
        start_override__isnull=False, original_local__gte=f"{first} 00:00:00", original_local__lte=f"{last} 23:59:59"
    )
    rows = with_parts(narrowed(Occurrence.objects.listed().filter(touching), filters).order_by("starts_at", "pk"))
    total = 0
    for row in rows:
        total += put(row, days)
    earlier, later = first - timedelta(days=1), last + timedelta(days=1)
    return Month(
        title=f"{MONTHS[month - 1]} {year}",
        value=f"{year}-{month:02}",
        weeks=weeks,
        agenda=[day for day in days.values() if day.items],
        total=total,
        before=f"{MONTHS[earlier.month - 1]} {earlier.year}",
        before_address=filters.address(view="month", month=f"{earlier:%Y-%m}") if year > 2000 else "",
        after=f"{MONTHS[later.month - 1]} {later.year}",
        after_address=filters.address(view="month", month=f"{later:%Y-%m}") if year < 2099 else "",
    )


def put(row: Occurrence, days: dict[date, Day]) -> int:
    """Put one date into its days; return 1 if it takes place in this month."""
    url = f"{event_url(row)}#date-{row.pk}" if row.event.repeats else event_url(row)
    if row.is_moved and row.original_local.date() in days and not row.is_cancelled:
        days[row.original_local.date()].items.append(
            Item(row.shown_title, url, "", "gone", f"Moved to {say_date(row.starts_local, year=False)}", "Moved")
        )
    small = said_place(row, short=True)
    if row.is_moved:
        small += f". Moved from {say_date(row.original_local, year=False)}"
    kind = "web" if row.shown_format == Format.ONLINE else "place"
    item = Item(row.shown_title, url, said_start(row), kind, small)
    if row.is_cancelled:
        item = Item(row.shown_title, url, "", "gone", f"Cancelled: {row.reason}", "Cancelled")
    here = [day for day in covered(row) if day in days]
    for day in here:
        days[day].items.append(item)
    return int(bool(here) and not row.is_cancelled)


def covered(row: Occurrence) -> list[date]:
    """Return the days a date lies on: the first, or every one of several whole days."""
    first = row.starts_local.date()
    if not row.event.all_day:
        return [first]
    return [first + timedelta(days=number) for number in range((row.ends_local.date() - first).days)]

"""The list of trainings: what is to come, month by month, with how many there are."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import HttpRequest

from lms.lib.clock import now
from webinars.models import EventIndexPage, Occurrence
from webinars.models.occurrence import OccurrenceQuerySet
from webinars.recurrence.wording import MONTHS
from webinars.selectors.cards import Card, cards, with_parts
from webinars.selectors.day_facts import LONDON, month_bounds
from webinars.selectors.filters import Filters, narrowed, read_filters
from webinars.selectors.month import month_of

PAGE_SIZE = 30


@dataclass(frozen=True)
class Section:
    """One month of the list. `total` counts all of that month, also those on another page."""

    title: str
    total: int
    cards: list[Card]


@dataclass(frozen=True)
class Listing:
    """One page of the list."""

    sections: list[Section]
    total: int
    earlier: str
    later: str
    nearest: list[Card]


def upcoming() -> OccurrenceQuerySet:
    """Return everything public that is not over, cancelled dates too, in order."""
    return Occurrence.objects.listed().not_over(now()).order_by("starts_at", "event__title", "pk")


def index_context(page: EventIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the page of all trainings shows: a list or a month, and its filters."""
    filters = read_filters(request.GET)
    shared = {"filters": filters, "list_address": filters.address(), "month_address": filters.address(view="month")}
    if filters.month_view:
        year, month = filters.month or first_month(filters)
        return shared | {"month": month_of(year, month, filters)}
    return shared | {"listing": listing(filters)}


def first_month(filters: Filters) -> tuple[int, int]:
    """Return the month a calendar opens at: that of the next date that fits, this one when there is none."""
    row = narrowed(upcoming(), filters).first()
    opening = max(row.starts_at if row else now(), now()).astimezone(LONDON)
    return opening.year, opening.month


def listing(filters: Filters) -> Listing:
    """Return one page of the list. Where nothing fits, the nearest three of everything."""
    rows = narrowed(upcoming(), filters)
    if filters.month:
        rows = rows.filter(starts_at__gte=month_bounds(*filters.month)[0])
    counts = {
        (moment.year, moment.month): number
        for moment, number in rows.annotate(in_month=TruncMonth("starts_at", tzinfo=LONDON))
        .order_by("in_month")
        .values_list("in_month")
        .annotate(Count("pk", distinct=True))
    }
    total = sum(counts.values())
    start = (filters.page - 1) * PAGE_SIZE
    shown = with_parts(rows[start : start + PAGE_SIZE])
    month = f"{filters.month[0]}-{filters.month[1]:02}" if filters.month else None
    return Listing(
        sections=in_months(shown, counts),
        total=total,
        earlier=filters.address(month=month, page=filters.page - 1) if filters.page > 1 else "",
        later=filters.address(month=month, page=filters.page + 1) if start + PAGE_SIZE < total else "",
        nearest=[] if shown else cards(with_parts(upcoming().planned()[:3])),
    )


def in_months(rows: list[Occurrence], counts: dict[tuple[int, int], int]) -> list[Section]:
    """Return dates under their months, by UK time."""
    sections: dict[tuple[int, int], list[Card]] = {}
    for row, shown in zip(rows, cards(rows), strict=True):
        here = row.starts_at.astimezone(LONDON)
        sections.setdefault((here.year, here.month), []).append(shown)
    return [
        Section(f"{MONTHS[month - 1]} {year}", counts.get((year, month), len(found)), found)
        for (year, month), found in sections.items()
    ]

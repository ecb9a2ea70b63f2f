"""The roster of an edition: everybody under a pseudonym, with how far they are as exactly as nobody can be found by it.

How far is a band of percentages that at least five people share; a band is one percentage where many people are. The
same holds for who was not active: no band says it of one to four people. So the lists that filters make can be laid
over each other, and no part of them is smaller than five. Within a band people are in an order that is drawn by the site's
key: it tells neither who is further nor who came first. Everything comes from the rollups: two statements a page.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import MD5, Cast, Concat

from courses.models import ProgressRollup
from lms.lib.pseudonyms import Pseudonyms
from lms.lib.small_numbers import too_few

PAGE = 25
CHUNK = 2000
QUIET_AFTER = timedelta(days=14)
MOST_FIRST, LEAST_FIRST = "most", "least"
ORDERS = {MOST_FIRST: ("-low", "-drawn"), LEAST_FIRST: ("low", "drawn")}


@dataclass(frozen=True)
class Band:
    """The people between two percentages, both included; `quiet` of them did nothing for 14 days."""

    low: int
    high: int
    people: int
    quiet: int

    def __add__(self, other: "Band") -> "Band":
        return Band(self.low, other.high, self.people + other.people, self.quiet + other.quiet)

    @property
    def label(self) -> str:
        """Return "40%" or "40% to 46%"."""
        return f"{self.low}%" if self.low == self.high else f"{self.low}% to {self.high}%"


@dataclass(frozen=True)
class RosterRow:
    """One person."""

    pseudonym: str
    band: Band


@dataclass(frozen=True)
class Wanted:
    """What a reader asked for: whitelisted, whatever the address says."""

    order: str = MOST_FIRST
    low: int | None = None
    quiet: bool = False
    page: int = 1


@dataclass(frozen=True)
class Roster:
    """One page of the roster. `too_few`: what was asked for is about so few people that nothing is shown."""

    wanted: Wanted
    bands: tuple[Band, ...]
    quiet_is_known: bool
    people: int
    too_few: bool
    rows: tuple[RosterRow, ...] = ()

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.people // PAGE))


def counted(programme: uuid.UUID, year: int, now: datetime) -> list[Band]:
    """Return a band for each percentage that occurs, from the lowest. One statement."""
    quiet = Count("pk", filter=Q(enrolment__place_at__lt=now - QUIET_AFTER))
    rows = rollups(programme, year).values_list("percent").annotate(people=Count("pk"), quiet=quiet)
    return [Band(percent, percent, people, still) for percent, people, still in rows.order_by("percent")]


def safe_bands(exact: Iterable[Band], *, with_quiet: bool) -> list[Band]:
    """Return neighbours put together until each band is of five people or more, and so are its parts if they are told."""

    def is_safe(band: Band) -> bool:
        return not too_few(band.people) and not (with_quiet and too_few(band.quiet, band.people))

    bands: list[Band] = []
    for band in exact:
        if bands and not is_safe(bands[-1]):
            bands[-1] += band
        else:
            bands.append(band)
    while len(bands) > 1 and not is_safe(bands[-1]):
        last = bands.pop()
        bands[-1] += last
    return bands if all(map(is_safe, bands)) else []


def rollups(programme: uuid.UUID, year: int) -> "QuerySet[ProgressRollup]":
    """Return the rollups of an edition."""
    return ProgressRollup.objects.filter(programme=programme, year=year)


def in_bands(rows: "QuerySet[ProgressRollup]", bands: list[Band], names: Pseudonyms) -> "QuerySet[Any]":
    """Return the people of neighbouring bands, each with its band's `low` and its `drawn` place, which only the key gives."""
    lows = [When(percent__range=(band.low, band.high), then=Value(band.low)) for band in bands]
    return rows.filter(percent__range=(bands[0].low, bands[-1].high)).annotate(
        low=Case(*lows, default="percent", output_field=IntegerField()),
        drawn=MD5(Concat(Value(names.digest("order").hex()), Cast("enrolment_id", CharField()))),
    )


def bands_of_page(bands: list[Band], wanted: Wanted, start: int) -> tuple[list[Band], int]:
    """Return the bands that are on the page which starts after `start` people, from the lowest, and how many to skip."""
    found: list[Band] = []
    skipped = seen = 0
    for band in reversed(bands) if wanted.order == MOST_FIRST else bands:
        size = band.quiet if wanted.quiet else band.people
        seen += size
        if seen <= start:
            skipped = seen
        else:
            found.append(band)
        if seen >= start + PAGE:
            break
    return sorted(found, key=lambda band: band.low), start - skipped


def roster(programme: uuid.UUID, year: int, wanted: Wanted, now: datetime) -> Roster:
    """Return one page. Unknown wishes were made usual ones before; a page beyond the end is the last one."""
    exact = counted(programme, year, now)
    bands = safe_bands(exact, with_quiet=True)
    quiet_is_known = bool(bands) and any(band.quiet for band in bands)
    if not bands:
        bands = safe_bands(exact, with_quiet=False)
    chosen = [band for band in bands if wanted.low in (None, band.low)]
    asked_for_hidden = wanted.quiet and not quiet_is_known
    people = 0 if asked_for_hidden else sum(band.quiet if wanted.quiet else band.people for band in chosen)
    nothing = asked_for_hidden or (bool(exact) and not bands)
    found = Roster(wanted, tuple(bands), quiet_is_known, people, nothing)
    if nothing or not people:
        return found
    names = Pseudonyms("roster", programme, year)
    here, start = bands_of_page(chosen, wanted, (min(wanted.page, found.pages) - 1) * PAGE)
    rows = in_bands(rollups(programme, year), here, names).order_by(*ORDERS[wanted.order])
    if wanted.quiet:
        rows = rows.filter(enrolment__place_at__lt=now - QUIET_AFTER)
    page = rows.values_list("enrolment_id", "percent")[start : start + PAGE]
    shown = tuple(RosterRow(names.of(number), band_of(percent, bands)) for number, percent in page)
    return Roster(wanted, tuple(bands), quiet_is_known, people, too_few=False, rows=shown)


def band_of(percent: int, bands: list[Band]) -> Band:
    """Return the band a percentage is in; a row that moved a moment ago may be between two, and takes the one below."""
    return next((band for band in reversed(bands) if band.low <= percent), bands[0])


def roster_rows(programme: uuid.UUID, year: int, now: datetime) -> Iterator[list[str | int]]:
    """Yield the whole roster as the rows of a file, from the least progress. Holds a few thousand rows at a time."""
    exact = counted(programme, year, now)
    bands = safe_bands(exact, with_quiet=True) or safe_bands(exact, with_quiet=False)
    names = Pseudonyms("roster", programme, year)
    for band in bands:
        last = ""
        rows = in_bands(rollups(programme, year), [band], names).order_by("drawn").values_list("drawn", "enrolment_id")
        while chunk := list(rows.filter(drawn__gt=last)[:CHUNK]):
            for _, number in chunk:
                yield [names.of(number), band.low, band.high]
            last = chunk[-1][0]

"""How dates, places and numbers are said on pages and in e-mails."""

from datetime import datetime

from webinars.models import Occurrence
from webinars.models.choices import Format
from webinars.recurrence.wording import say_date, say_range, say_time, say_times, say_zone

SCARCE = 15


def said_when(row: Occurrence) -> str:
    """Return "Tuesday 3 February 2026, 6:30pm to 8pm UK time"."""
    if row.event.all_day:
        return say_range(row.starts_local, row.ends_local)
    return say_range(row.starts_local, row.ends_local, say_zone(row.event.tz))


def said_hours(row: Occurrence, zone: bool = True) -> str:
    """Return "6:30pm to 8pm, UK time" or "all day"."""
    if row.event.all_day:
        return say_times(row.starts_local, row.ends_local)
    hours = say_times(row.starts_local, row.ends_local)
    return f"{hours}, {say_zone(row.event.tz)}" if zone else hours


def said_date(wall: datetime, *, year: bool = True) -> str:
    """Return "Tuesday 3 February 2026"."""
    return say_date(wall, year=year)


def said_start(row: Occurrence) -> str:
    """Return the short time for a month table: "6:30pm"; "All day" for whole days."""
    return "All day" if row.event.all_day else say_time(row.starts_local)


def said_place(row: Occurrence, *, short: bool = False) -> str:
    """Return where it is: "Harehills Hub, Leeds", "Online", "Leeds and online"."""
    place = row.place
    if short and row.region_shown:
        place = row.region_shown.name
    if row.shown_format == Format.ONLINE:
        return "Online"
    if row.shown_format == Format.HYBRID:
        return f"{place} and online" if place else "In a room and online"
    return place or "Place to follow"


def said_places_left(left: int | None) -> str:
    """Return how many places are left, in words; None is no limit."""
    if left is None:
        return "Open to all"
    if left <= 0:
        return "Full: waiting list open"
    return "1 place left" if left == 1 else f"{left} places left"

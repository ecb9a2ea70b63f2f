"""What a demo series has besides its rule: dates skipped, moved, cancelled, added or different, by the real services."""

from typing import Any

from lms.demo.dates import at_same_time, is_meant, shifted
from lms.demo.event_files import date_fields, free_uid
from webinars.models import EventPage, Occurrence
from webinars.services.changing_dates import (
    add_extra_date,
    cancel_occurrence,
    change_occurrence,
    move_occurrence,
    skip_occurrence,
)


def make_exceptions(event: EventPage, data: dict[str, Any], *, year: int, by: str) -> None:
    """Bring the dates of an event to what its file says. A date that is so already is left alone."""
    for entry in data.get("extra", ()):
        starts = shifted(entry["starts"], year)
        uid = free_uid(f"{data['key']}:{starts.isoformat()}")
        row = add_extra_date(event=event, starts_local=starts, by=by, uid=uid, **date_fields(entry))
        say_differently(row, entry, by=by)
    for entry in data.get("skip", ()):
        for row in meant(event, entry, year):
            if row.status == Occurrence.Status.PLANNED:
                skip_occurrence(occurrence=row, by=by, reason=entry["reason"])
    for entry in data.get("move", ()):
        for row in meant(event, entry, year):
            if row.status == Occurrence.Status.PLANNED:
                to = at_same_time(row.original_local, entry["later"])
                move_occurrence(occurrence=row, to=to, by=by, reason=entry["reason"])
    for entry in data.get("date", ()):
        for row in meant(event, entry, year):
            say_differently(row, entry, by=by)
    for entry in data.get("cancel", ()):
        for row in meant(event, entry, year):
            cancel_occurrence(occurrence=row, reason=entry["reason"], by=by)


def meant(event: EventPage, entry: dict[str, Any], year: int) -> list[Occurrence]:
    """Return the dates of the rule that an exception is about. LookupError if a file names a day that is none of them."""
    rows = Occurrence.objects.filter(event=event, is_extra=False).select_related("event").order_by("original_local")
    found = [row for row in rows if is_meant(row.original_local.date(), entry, year)]
    if not found and "holiday" not in entry:
        raise LookupError(f"{event.title} has no date in {year} for {entry}.")
    return found


def say_differently(row: Occurrence, entry: dict[str, Any], *, by: str) -> None:
    """Give a date its own title, place, host and so on, unless it has them."""
    fields = date_fields(entry)
    if any(getattr(row, name) != value for name, value in fields.items()):
        change_occurrence(occurrence=row, by=by, **fields)

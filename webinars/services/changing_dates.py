"""Move, skip or cancel one date, add one, cancel them all: each with its mark in every calendar."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction

from lms.lib.clock import now
from lms.lib.freshness import content_changed
from webinars.errors import DateRefused
from webinars.models import EventPage, Occurrence
from webinars.models.event import new_uid
from webinars.models.timing import clock_change_problem
from webinars.recurrence.wording import say_date
from webinars.services.calendar_entries import sync_entries
from webinars.services.telling import tell_people

logger = logging.getLogger(__name__)
Status = Occurrence.Status

# What one date may say differently from its event.
CHANGEABLE = frozenset(
    {
        "duration_override",
        "title",
        "format_override",
        "venue_name",
        "address",
        "region",
        "host",
        "nation_override",
        "capacity_override",
        "bsl_override",
        "notes",
    }
)


def locked(occurrence: Occurrence) -> Occurrence:
    """Return the row under its lock, with its event."""
    return Occurrence.objects.select_for_update(of=("self",)).select_related("event").get(pk=occurrence.pk)


def settle(row: Occurrence, act: str, by: str) -> Occurrence:
    """Save a changed date, tell calendars, say so in the log."""
    row.set_instants()
    row.save()
    sync_entries(event=row.event)
    content_changed()
    logger.info("occurrence.%s occurrence=%s by=%s", act, row.pk, by)
    return row


@transaction.atomic
def move_occurrence(
    *, occurrence: Occurrence, to: datetime, by: str, reason: str = "", minutes: int | None = None
) -> Occurrence:
    """Move one date to `to`, wall time of the event's zone; its place in the series stays known. Tells who booked.

    Raises DateRefused for a cancelled or skipped date, for a time another date has, and for an hour that the clock
    change removes or repeats. Moving it to where it is changes nothing.
    """
    row = locked(occurrence)
    if row.status != Status.PLANNED:
        raise DateRefused("This date does not take place, so it cannot be moved. Put it back first.")
    if row.starts_local == to and minutes in (None, row.minutes):
        return row
    problem = "" if row.event.all_day else clock_change_problem(to, minutes or row.minutes, row.zone)
    if problem:
        raise DateRefused(problem)
    if any(other.starts_local == to for other in row.event.occurrences.planned().exclude(pk=row.pk)):
        raise DateRefused(f"There is already a date on {say_date(to)} at that time. Choose another.")
    row.start_override = None if to == row.original_local else to
    row.duration_override = minutes or row.duration_override
    row.reason = reason
    settle(row, "moved", by)
    tell_people(row, "date_moved")
    return row


@transaction.atomic
def change_occurrence(*, occurrence: Occurrence, by: str, **overrides: Any) -> Occurrence:
    """Give one date its own title, place, host, capacity or note; see CHANGEABLE. None or "" means as the event."""
    unknown = set(overrides) - CHANGEABLE
    if unknown:
        raise TypeError(f"A date has no {', '.join(sorted(unknown))}.")
    row = locked(occurrence)
    for name, value in overrides.items():
        setattr(row, name, value)
    return settle(row, "changed", by)


@transaction.atomic
def cancel_occurrence(*, occurrence: Occurrence, reason: str, by: str) -> Occurrence:
    """Cancel one announced date: it stays visible with its reason. Tells who booked. A second time changes nothing."""
    row = locked(occurrence)
    if row.is_cancelled:
        return row
    mark_cancelled(row, reason, by)
    settle(row, "cancelled", by)
    tell_people(row, "date_cancelled")
    return row


def mark_cancelled(row: Occurrence, reason: str, by: str) -> None:
    """Set what a cancellation needs; raise without a reason."""
    if not reason.strip():
        raise DateRefused("Say why it is cancelled: people planned on it.")
    row.status, row.reason = Status.CANCELLED, reason.strip()
    row.cancelled_at, row.cancelled_by = now(), by


@transaction.atomic
def skip_occurrence(*, occurrence: Occurrence, by: str, reason: str = "") -> Occurrence:
    """Leave out a date that was never announced. Refused when somebody has booked it: then it must be cancelled."""
    row = locked(occurrence)
    if row.status == Status.SKIPPED:
        return row
    if row.is_extra:
        raise DateRefused("This is an extra date. Cancel it instead.")
    if row.registrations.exists():
        raise DateRefused("People have booked this date. Cancel it with a reason instead of skipping it.")
    row.status, row.reason, row.start_override = Status.SKIPPED, reason, None
    row.cancelled_at, row.cancelled_by = None, ""
    return settle(row, "skipped", by)


@transaction.atomic
def restore_occurrence(*, occurrence: Occurrence, by: str) -> Occurrence:
    """Put a skipped or cancelled date back as the rule has it."""
    row = locked(occurrence)
    row.status, row.reason = Status.PLANNED, row.reason if row.is_moved else ""
    row.cancelled_at, row.cancelled_by = None, ""
    return settle(row, "restored", by)


@transaction.atomic
def add_extra_date(*, event: EventPage, starts_local: datetime, by: str, uid: str = "", **overrides: Any) -> Occurrence:
    """Add a date outside the rule, with a UID of its own, never an RDATE. The same date again returns the first."""
    known = Occurrence.objects.filter(event=event, original_local=starts_local).first()
    if known:
        return known
    problem = "" if event.all_day else clock_change_problem(starts_local, event.duration_minutes, event.zone)
    if problem:
        raise DateRefused(problem)
    row = Occurrence(event=event, original_local=starts_local, is_extra=True, uid=uid or new_uid())
    for name in CHANGEABLE & set(overrides):
        setattr(row, name, overrides[name])
    return settle(row, "added", by)


@transaction.atomic
def cancel_event(*, event: EventPage, reason: str, by: str) -> int:
    """Cancel every date still to come, with one reason; return how many. Tells who booked."""
    coming = Occurrence.objects.filter(event=event).planned().not_over(now()).select_for_update(of=("self",))
    rows = list(coming)
    for row in rows:
        row.event = event
        mark_cancelled(row, reason, by)
        row.save()
        tell_people(row, "date_cancelled")
    sync_entries(event=event)
    content_changed()
    logger.info("event.cancelled event=%s dates=%d by=%s", event.pk, len(rows), by)
    return len(rows)

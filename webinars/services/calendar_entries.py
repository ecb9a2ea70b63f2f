"""Keeps the stored VEVENTs of an event equal to the event: folded once here, joined as they are in every feed."""

import logging
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from lms.lib.clock import now
from webinars.ical import writer
from webinars.models import CalendarEntry, EventPage, Occurrence
from webinars.models.choices import Visibility
from webinars.recurrence.rules import RuleError
from webinars.selectors.vevents import Wanted, cancelled, schedule_hash, wanted_entries
from webinars.services.feed_revisions import bump_feed, current_revision

logger = logging.getLogger(__name__)

WITHDRAWN = "This training is no longer on the calendar."
State = CalendarEntry.State


@transaction.atomic
def sync_entries(*, event: EventPage, gone: bool = False) -> bool:
    """Store what calendars should be told about `event` now, and return whether anything changed.

    SEQUENCE goes up only with time, place, rule or status; the time of change with any change of the bytes; with
    neither, nothing is written. `gone` says that the page is unpublished or deleted. An event that was served and is no longer
    public stays as cancelled. A stored rule that is not possible is logged and leaves the entries as they are.
    """
    occurrences = list(
        Occurrence.objects.filter(event=event).select_related("region", "host").order_by("original_local")
    )
    for row in occurrences:
        row.event = event
    visible = event.live and event.visibility == Visibility.PUBLIC and not gone
    known = {(row.uid, row.recurrence_id): row for row in CalendarEntry.objects.filter(event=event)}
    try:
        wanted = wanted_entries(
            event,
            occurrences,
            window_from=current_revision().window_from,
            cancelled_because=series_reason(event, occurrences),
        )
    except RuleError as problem:
        logger.warning("calendar.rule_refused event=%s part=%s", event.pk, problem.part)
        return False
    told = {key for key, row in known.items() if row.state != State.HIDDEN}
    if not visible:  # changed dates go with their series; what was never served leaves nothing behind
        wanted = [entry for entry in wanted if not entry.recurrence_id and (not gone or (entry.vevent.uid, "") in told)]
    changed = [store(event, entry, known, visible=visible) for entry in wanted]
    kept = {(entry.vevent.uid, entry.recurrence_id) for entry in wanted}
    changed += [drop(row) for key, row in known.items() if key not in kept]
    if any(changed):
        bump_feed()
    return any(changed)


def series_reason(event: EventPage, occurrences: list[Occurrence]) -> str:
    """Return why a whole series is cancelled: when nothing planned or skipped is left of it; else nothing."""
    regular = [row for row in occurrences if not row.is_extra and row.status != Occurrence.Status.SKIPPED]
    if event.repeats and regular and all(row.is_cancelled for row in regular):
        return regular[-1].reason
    return ""


def store(event: EventPage, wanted: Wanted, known: dict[tuple[str, str], CalendarEntry], *, visible: bool) -> bool:
    """Write one entry if it differs from what calendars were told; return whether the public feed changes by it."""
    old = known.get((wanted.vevent.uid, wanted.recurrence_id))
    served = old is not None and old.state != State.HIDDEN
    state = State.LISTED if visible else State.WITHDRAWN if served else State.HIDDEN
    vevent = wanted.vevent
    if state == State.WITHDRAWN and vevent.status != "CANCELLED":
        vevent = cancelled(vevent, WITHDRAWN)
    plan = schedule_hash(vevent)
    sequence = old.sequence + (plan != old.fingerprint) if old else 0
    if wanted.recurrence_id:
        master = known[(vevent.uid, "")]
        sequence = max(sequence, master.sequence + 1)
    if old and sequence == old.sequence and state == old.state and told_already(old, vevent):
        if old.sort_at != wanted.sort_at or old.ends_at != wanted.ends_at:
            CalendarEntry.objects.filter(pk=old.pk).update(sort_at=wanted.sort_at, ends_at=wanted.ends_at)
        return False
    entry = old or CalendarEntry(uid=vevent.uid, recurrence_id=wanted.recurrence_id)
    entry.event, entry.occurrence = event, wanted.occurrence
    entry.sequence, entry.fingerprint, entry.state = sequence, plan, state
    entry.changed_at = change_time(old)
    entry.tzid, entry.sort_at, entry.ends_at = vevent.tzid, wanted.sort_at, wanted.ends_at
    entry.ical_bytes = writer.vevent(replace(vevent, sequence=sequence, changed_at=entry.changed_at))
    entry.save()
    known[(entry.uid, entry.recurrence_id)] = entry
    return served or state == State.LISTED


def told_already(old: CalendarEntry, vevent: writer.VEvent) -> bool:
    """Return whether the stored bytes say exactly this."""
    same = writer.vevent(replace(vevent, sequence=old.sequence, changed_at=old.changed_at))
    return same == bytes(old.ical_bytes)


def change_time(old: CalendarEntry | None) -> datetime:
    """Return this second, and never one before the last change."""
    moment = now().replace(microsecond=0)
    return max(moment, old.changed_at) if old else moment


def drop(row: CalendarEntry) -> bool:
    """Take away an entry that is not wanted any more, but no tombstone; return whether the public feed changes by it."""
    if row.state == State.WITHDRAWN and not row.recurrence_id:
        return False
    row.delete()
    return row.state != State.HIDDEN

"""Makes the dates of an event as rows, so that lists, bookings and feeds never evaluate a rule."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from lms.lib.clock import now
from lms.lib.freshness import content_changed
from webinars.models import EventPage, Occurrence
from webinars.models.event import new_uid
from webinars.recurrence.parts import as_wall
from webinars.recurrence.rules import RuleError, parse_rule
from webinars.services.calendar_entries import sync_entries
from webinars.services.telling import tell_people

logger = logging.getLogger(__name__)


@transaction.atomic
def materialise_occurrences(*, event: EventPage) -> int:
    """Make the rows of every date of `event` and bring calendars up to date; return how many rows are new.

    Idempotent. Rows that people booked or changed are never deleted: where the rule no longer gives their date, they
    follow to the date in the same place if the number of dates is unchanged, or stay as extra dates. A stored rule
    that is not possible is logged and changes nothing.
    """
    EventPage.objects.select_for_update().filter(pk=event.pk).first()
    moment = now()
    try:
        walls = event.walls(moment)
        extra = extra_walls(event)
    except RuleError as problem:
        logger.warning("occurrences.rule_refused event=%s part=%s", event.pk, problem.part)
        return 0
    rows = list(Occurrence.objects.filter(event=event).order_by("original_local"))
    for row in rows:
        row.event = event
    regular = [row for row in rows if not row.is_extra]
    inherited = whole_cancellation(regular, moment)
    orphans = rekey(event, regular, [wall for wall in walls if wall not in extra], moment)
    taken = {row.original_local for row in rows if row not in orphans}
    for row in rows:
        if row not in orphans:
            keep_instants(row)
    made = 0
    for wall in sorted({*walls, *extra}):
        if wall not in taken:
            made += 1
            make_row(event, wall, is_extra=wall in extra, like=inherited)
    sync_entries(event=event)
    content_changed()
    logger.info("occurrences.made event=%s new=%d", event.pk, made)
    return made


def extra_walls(event: EventPage) -> set[datetime]:
    """Return RDATEs of an imported rule as wall times: each becomes an extra date with a UID of its own."""
    if not event.repeats:
        return set()
    return {as_wall(moment, event.zone) for moment in parse_rule(event.recurrence).extra}


def whole_cancellation(regular: list[Occurrence], moment: datetime) -> Occurrence | None:
    """Return a cancelled date if everything to come is cancelled: later dates of that series are cancelled too."""
    coming = [row for row in regular if row.ends_at > moment and row.status != Occurrence.Status.SKIPPED]
    return coming[-1] if coming and all(row.is_cancelled for row in coming) else None


def make_row(event: EventPage, wall: datetime, *, is_extra: bool, like: Occurrence | None) -> Occurrence:
    """Save a new date."""
    row = Occurrence(event=event, original_local=wall, is_extra=is_extra, uid=new_uid() if is_extra else "")
    if like:
        row.status, row.reason = like.status, like.reason
        row.cancelled_at, row.cancelled_by = like.cancelled_at, like.cancelled_by
    row.set_instants()
    row.save()
    return row


def keep_instants(row: Occurrence) -> None:
    """Save the instants of a date again if the event's length or zone has changed."""
    before = (row.starts_at, row.ends_at)
    row.set_instants()
    if (row.starts_at, row.ends_at) != before:
        row.save(update_fields=["starts_at", "ends_at"])


def rekey(event: EventPage, regular: list[Occurrence], walls: list[datetime], moment: datetime) -> list[Occurrence]:
    """Bring rows whose date the rule no longer gives to a date it does; return the rows that were deleted.

    Dates to come are matched in order when their number is unchanged (a new time of day, another weekday).
    """
    here = moment.astimezone(event.zone).replace(tzinfo=None)
    coming = [row for row in regular if row.original_local >= here]
    ahead = [wall for wall in walls if wall >= here]
    lost = [row for row in regular if row.original_local not in set(walls)]
    if not lost:
        return []
    if len(coming) == len(ahead) and all(row in coming for row in lost):
        shift(coming, ahead)
        return []
    deleted = []
    for row in lost:
        if row.registrations.exists() or row.is_changed or row.is_cancelled:
            row.is_extra, row.uid = True, new_uid()
            row.set_instants()
            row.save()
        else:
            row.delete()
            deleted.append(row)
    return deleted


def shift(rows: list[Occurrence], walls: list[datetime]) -> None:
    """Give each row the wall time in the same place, without two rows ever holding the same one on the way."""
    out_of_the_way = timedelta(days=365 * 400)
    for row in rows:
        Occurrence.objects.filter(pk=row.pk).update(original_local=row.original_local - out_of_the_way)
    for row, wall in zip(rows, walls, strict=True):
        row.original_local = wall
        row.set_instants()
        row.save()
        tell_people(row, "date_moved")

"""From an event and its dates to what a calendar is told; nothing here is stored or sent."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings

from webinars.ical.writer import VEvent
from webinars.models import EventPage, Occurrence
from webinars.models.choices import Format
from webinars.recurrence.expand import dates_of
from webinars.recurrence.parts import as_wall
from webinars.recurrence.rules import Rule, parse_rule, rrule_value

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Wanted:
    """A VEVENT that should stand in a calendar, before SEQUENCE and time of change are known."""

    vevent: VEvent
    recurrence_id: str
    occurrence: Occurrence | None
    sort_at: datetime
    ends_at: datetime | None


def public_url(event: EventPage) -> str:
    """Return the event's address on the public site, never taken from a request."""
    path = event.get_url_parts()
    return settings.PUBLIC_BASE_URL + (path[2] if path else "/")


def single_uid(occurrence: Occurrence) -> str:
    """Return the UID of one date by itself; the event's own where the event is just this date."""
    if occurrence.is_extra:
        return occurrence.uid
    if not occurrence.event.repeats:
        return occurrence.event.uid
    return f"{occurrence.event.uid}-{occurrence.original_local:%Y%m%dT%H%M}"


def stamp(event: EventPage, wall: datetime) -> datetime | date:
    """Return wall time as the event's calendar entries write it: a date for whole days."""
    return wall.date() if event.all_day else wall


def told(event: EventPage, occurrence: Occurrence | None) -> str:
    """Return the plain description in reading order: what, how to join, access, language, contact (AC-57)."""
    note = occurrence.notes if occurrence else ""
    moved = occurrence is not None and occurrence.is_moved and occurrence.reason
    offers = [
        word
        for has, word in (
            (event.offers_captions, "captions"),
            (occurrence.has_bsl if occurrence else event.offers_bsl, "BSL"),
            (event.offers_step_free, "step-free"),
            (event.offers_hearing_loop, "hearing loop"),
            (event.offers_quiet_space, "quiet space"),
            (event.offers_easy_read, "Easy Read"),
            (event.offers_childcare, "free childcare"),
        )
        if has
    ]
    languages = ", ".join(str(language) for language in event.languages.all())
    lines = [
        event.lede,
        note,
        f"Why it moved: {occurrence.reason}" if moved and occurrence else "",
        f"How to join: {event.online_note}" if event.online_note else "",
        f"Access: {', '.join(offers)}. All of it is on the page." if offers else "Access: see the page, or ask us.",
        f"Languages: {languages}." if languages else "",
        f"Whom to ask: {event.contact}",
        public_url(event),
    ]
    return "\n".join(line for line in lines if line)


def location(event: EventPage, occurrence: Occurrence | None) -> str:
    """Return the place in one line."""
    shown = occurrence.shown_format if occurrence else event.format
    if shown == Format.ONLINE:
        return "Online"
    place = occurrence.place if occurrence else ", ".join(part for part in (event.venue_name, event.address) if part)
    return f"{place}, and online" if shown == Format.HYBRID else place


def cancelled(vevent: VEvent, reason: str) -> VEvent:
    """Return the entry as cancelled: status, the word first in the title, the reason first in the text."""
    return replace(
        vevent,
        status="CANCELLED",
        transparent=True,
        summary=f"Cancelled: {vevent.summary}",
        description=f"{reason}\n{vevent.description}" if reason else vevent.description,
    )


def base(event: EventPage, occurrence: Occurrence | None, *, uid: str) -> VEvent:
    """Return the entry of the event itself, or of one of its dates."""
    starts = occurrence.starts_local if occurrence else event.starts_local
    ends = occurrence.ends_local if occurrence else starts + timedelta(minutes=event.duration_minutes)
    categories = [topic.name for topic in event.topics.all()]
    if event.area_of_work:
        categories.append(event.get_area_of_work_display())
    return VEvent(
        uid=uid,
        summary=occurrence.shown_title if occurrence else event.title,
        starts=stamp(event, starts),
        ends=stamp(event, ends),
        tzid="" if event.all_day else event.tz,
        sequence=0,
        changed_at=NEVER,
        description=told(event, occurrence),
        url=public_url(event),
        location=location(event, occurrence),
        categories=tuple(dict.fromkeys(categories)),
    )


def skipped_walls(event: EventPage, rule: Rule, occurrences: Iterable[Occurrence], window_from: date) -> list[datetime]:
    """Return the wall times of the rule that calendars must leave out, each a real date of the rule.

    Those are skipped dates, and cancelled ones so long ago that nobody needs to be told any more.
    """
    gone = {as_wall(moment, event.zone) for moment in rule.skipped}
    gone |= {
        row.original_local
        for row in occurrences
        if not row.is_extra
        and (row.status == Occurrence.Status.SKIPPED or (row.is_cancelled and row.ends_at.date() < window_from))
    }
    if not gone:
        return []
    plain = replace(rule, skipped=(), extra=())
    real = dates_of(plain, event.starts_local, event.zone, lo=min(gone), hi=max(gone))
    return sorted(gone & set(real))


def wanted_entries(
    event: EventPage, occurrences: list[Occurrence], *, window_from: date, cancelled_because: str
) -> list[Wanted]:
    """Return every VEVENT of an event, the series first. `cancelled_because` is set when all of it is cancelled.

    Raises RuleError for a stored rule that is not on the whitelist.
    """
    rule = parse_rule(event.recurrence) if event.repeats else None
    regular = [row for row in occurrences if not row.is_extra]
    master = base(event, None if rule else (regular[0] if regular else None), uid=event.uid)
    last: datetime | None = max((row.ends_at for row in occurrences), default=None)
    first = min((row.starts_at for row in regular), default=last or NEVER)
    wanted: list[Wanted] = []
    if rule:
        exdates = skipped_walls(event, rule, occurrences, window_from)
        master = replace(master, rrule=rrule_value(rule), exdates=tuple(stamp(event, wall) for wall in exdates))
        if cancelled_because:
            master = cancelled(master, cancelled_because)
        wanted.append(Wanted(master, "", None, first, None if event.open_ended else last))
        if not cancelled_because:
            wanted += [override(event, row, first) for row in regular if stands_out(row, exdates)]
    elif regular:
        if regular[0].is_cancelled:
            master = cancelled(master, regular[0].reason)
        wanted.append(Wanted(master, "", regular[0], first, regular[0].ends_at))
    for row in occurrences:
        if row.is_extra and row.status != Occurrence.Status.SKIPPED:
            entry = base(event, row, uid=row.uid)
            wanted.append(
                Wanted(cancelled(entry, row.reason) if row.is_cancelled else entry, "", row, row.starts_at, row.ends_at)
            )
    return wanted


def stands_out(row: Occurrence, exdates: list[datetime]) -> bool:
    """Return whether a date of a series needs an entry of its own; never one that is also an EXDATE."""
    return (row.is_changed or row.is_cancelled) and row.original_local not in exdates


def override(event: EventPage, row: Occurrence, series_starts: datetime) -> Wanted:
    """Return the entry of a changed or cancelled date of a series, told apart by the series' own wall time."""
    entry = replace(base(event, row, uid=event.uid), recurrence_id=stamp(event, row.original_local))
    if row.is_cancelled:
        entry = cancelled(entry, row.reason)
    return Wanted(entry, f"{row.original_local:%Y%m%dT%H%M%S}", row, series_starts, row.ends_at)


def schedule_hash(vevent: VEvent) -> str:
    """Return a hash of what people plan by: time, place, rule, status. A change of it moves SEQUENCE (RFC 5546 2.1.4)."""
    plan = (
        vevent.starts,
        vevent.ends,
        vevent.tzid,
        vevent.status,
        vevent.location,
        vevent.rrule,
        vevent.exdates,
        vevent.recurrence_id,
    )
    return hashlib.sha256(repr(plan).encode()).hexdigest()


def day_start(day: date) -> datetime:
    """Return the first instant of a day in UTC."""
    return datetime.combine(day, time.min, tzinfo=UTC)

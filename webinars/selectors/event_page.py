"""What the page of one event shows: its next date, all its dates, its access block, its calendar links."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from cms.models import Nation
from lms.lib.clock import now
from webinars.models import EventPage, Occurrence
from webinars.models.choices import BookingMode
from webinars.recurrence.rules import RuleError, parse_rule
from webinars.recurrence.sentence import say_pattern
from webinars.recurrence.wording import say_date, say_times, say_zone
from webinars.selectors.cards import Card, Tag, cards, format_tag, with_parts
from webinars.selectors.day_facts import working_days_before
from webinars.selectors.event_data import event_data
from webinars.selectors.places_left import Room, rooms
from webinars.selectors.vevents import public_url, told
from webinars.selectors.words import said_hours, said_place, said_places_left, said_when

SHOWN_PAST = 3


@dataclass(frozen=True)
class DateLine:
    """One date of a series as a page lists it. `kind`: past, next, off, moved, ok."""

    row: Occurrence
    kind: str
    title: str
    said: str
    iso: str
    was: str
    hours: str
    own_title: str
    place: str
    left: str
    bookable: bool
    full: bool


@dataclass(frozen=True)
class Sheet:
    """The one date the page is about, and everything said of it."""

    row: Occurrence | None
    room: Room | None
    when: str
    date_words: str
    weekday: str
    hours: str
    iso: str
    iso_end: str
    place: str
    left: str
    ask_by: str
    ask_by_passed: bool
    state: str


def event_context(event: EventPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the event's page shows. A fixed number of queries, whatever the number of dates."""
    rows = with_parts(Occurrence.objects.filter(event=event).order_by("starts_at")) if event.pk else []
    for row in rows:
        row.event = event
    shown = [row for row in rows if row.status != Occurrence.Status.SKIPPED]
    room = rooms(shown)
    moment = now()
    main = next_of(shown, moment)
    sheet = sheet_of(event, main, room, moment)
    lines = [line(row, room[row.pk], main, moment) for row in shown]
    past = [entry for entry in lines if entry.kind == "past"]
    hidden = max(0, len(past) - SHOWN_PAST) if len(lines) > SHOWN_PAST + 2 else 0
    return {
        "sheet": sheet,
        "tags": page_tags(event, main),
        "hosts": hosts_of(event, main),
        "access_lines": event.access_lines(),
        "lines": lines[hidden:] if hidden else lines,
        "earlier_count": hidden,
        "series_words": series_words(event) if event.repeats else "",
        "changes": [entry for entry in lines if entry.kind in ("off", "moved") and entry.row.ends_at > moment],
        "siblings": siblings(event),
        "feed_path": reverse("webinars:event_feed", args=[event.uid]),
        "feed_url": settings.PUBLIC_BASE_URL + reverse("webinars:event_feed", args=[event.uid]),
        "date_path": reverse("webinars:date_file", args=[main.pk]) if main else "",
        "google_url": google_url(main) if main else "",
        "booking_path": reverse("webinars:book", args=[main.pk]) if main else "",
        "page_url": public_url(event),
        "event_data": event_data(event, main) if main else None,
    }


def next_of(rows: list[Occurrence], moment: datetime) -> Occurrence | None:
    """Return the next date that takes place; else the next cancelled one; else the last there was."""
    coming = [row for row in rows if row.ends_at > moment]
    planned = [row for row in coming if row.status == Occurrence.Status.PLANNED]
    found = planned or coming or rows[-1:]
    return found[0] if found else None


def state_of(event: EventPage, row: Occurrence | None, room: Room | None, moment: datetime) -> str:
    """Return which panel the page shows: none, over, cancelled, started, walk_in, closed, full or open."""
    if row is None:
        return "none"
    if row.ends_at <= moment:
        return "over"
    if row.is_cancelled:
        return "cancelled"
    if event.booking == BookingMode.NONE:
        return "walk_in"
    if event.booking == BookingMode.CLOSED:
        return "closed"
    if row.starts_at <= moment:
        return "started"
    return "full" if room and room.is_full else "open"


def sheet_of(event: EventPage, row: Occurrence | None, room: dict[int, Room], moment: datetime) -> Sheet:
    """Return the words for the page's own date."""
    state = state_of(event, row, room.get(row.pk) if row else None, moment)
    if row is None:
        return Sheet(None, None, "", "", "", "", "", "", "", "", "", False, state)
    deadline = working_days_before(row.starts_local.date(), event.request_days, row.shown_nation)
    here = room[row.pk]
    return Sheet(
        row=row,
        room=here,
        when=said_when(row),
        date_words=say_date(row.starts_local, weekday=False),
        weekday=say_date(row.starts_local).split(" ", 1)[0],
        hours=said_hours(row),
        iso=iso(row, row.starts_at),
        iso_end=iso(row, row.ends_at),
        place=said_place(row),
        left="" if event.booking != BookingMode.OPEN else said_places_left(here.left),
        ask_by=say_date(deadline),
        ask_by_passed=deadline < moment.astimezone(row.zone).date(),
        state=state,
    )


def iso(row: Occurrence, instant: datetime) -> str:
    """Return an instant with the offset of the event's zone; a plain date for whole days."""
    aware = instant.astimezone(row.zone)
    return f"{aware:%Y-%m-%d}" if row.event.all_day else aware.isoformat(timespec="minutes")


def line(row: Occurrence, room: Room, main: Occurrence | None, moment: datetime) -> DateLine:
    """Return one date of the series in words."""
    kind = "ok"
    if row.is_cancelled:
        kind = "off"
    elif row.ends_at <= moment:
        kind = "past"
    elif row.is_moved:
        kind = "moved"
    elif main is not None and row.pk == main.pk:
        kind = "next"
    open_to_book = row.event.booking == BookingMode.OPEN and not row.event.booked_as_series
    bookable = open_to_book and not row.is_cancelled and row.starts_at > moment
    own_place = any((row.format_override, row.venue_name, row.address))
    usual = row.event.duration_minutes == row.minutes and row.starts_local.time() == row.event.starts_local.time()
    return DateLine(
        row=row,
        kind=kind,
        title=row.title,
        said=say_date(row.starts_local, year=row.starts_at.year != moment.year),
        iso=iso(row, row.starts_at),
        was=say_date(row.original_local, year=False) if row.is_moved else "",
        hours="" if usual else said_hours(row),
        own_title=row.title,
        place=said_place(row) if own_place else "",
        left=said_places_left(room.left) if bookable else "",
        bookable=bookable,
        full=room.is_full,
    )


def series_words(event: EventPage) -> str:
    """Return how it repeats as a sentence, without evaluating anything; nothing for a rule that is not possible."""
    try:
        pattern = say_pattern(parse_rule(event.recurrence), event.starts_local)
    except RuleError:
        return ""
    ends = event.starts_local + timedelta(minutes=event.duration_minutes)
    return f"{pattern}, {say_times(event.starts_local, ends, say_zone(event.tz))}."


def page_tags(event: EventPage, row: Occurrence | None) -> list[Tag]:
    """Return the tags under the title."""
    tags = [format_tag(row)] if row else []
    if event.offers_captions:
        tags.append(Tag("Captions", "cc"))
    if row.has_bsl if row else event.offers_bsl:
        tags.append(Tag("BSL", "bsl"))
    if event.offers_childcare:
        tags.append(Tag("Childcare", "child"))
    if event.audience:
        tags.append(Tag(event.audience, "people"))
    nation = row.shown_nation if row else event.nation
    if nation:
        tags.append(Tag(f"Law of {Nation(nation).label}", "flag"))
    return tags


def hosts_of(event: EventPage, row: Occurrence | None) -> list[Any]:
    """Return who hosts it: the date's own host, or the event's."""
    return [row.host] if row and row.host else list(event.hosts.all())


def siblings(event: EventPage) -> list[Card]:
    """Return the other events with the same tag that are still to come: the same day in other towns."""
    if not event.tag:
        return []
    rows = Occurrence.objects.listed().not_over(now()).filter(event__tag=event.tag).exclude(event=event)
    return cards(with_parts(rows.order_by("starts_at", "event__title")[:6]))


def google_url(row: Occurrence) -> str:
    """Return the link that opens one date in Google Calendar."""

    def stamp(instant: datetime) -> str:
        return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"

    days: tuple[date, date] = (row.starts_local.date(), row.ends_local.date())
    dates = (
        "/".join(f"{day:%Y%m%d}" for day in days)
        if row.event.all_day
        else f"{stamp(row.starts_at)}/{stamp(row.ends_at)}"
    )
    query = {
        "action": "TEMPLATE",
        "text": row.shown_title,
        "dates": dates,
        "details": told(row.event, row),
        "location": said_place(row),
    }
    return f"https://calendar.google.com/calendar/render?{urlencode(query)}"

"""One date as a card in a list: words, numbers and tags, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from webinars.models import Occurrence
from webinars.models.choices import BookingMode, Format, Language
from webinars.recurrence.wording import MONTHS, WEEKDAYS, say_date
from webinars.selectors.places_left import Room, rooms
from webinars.selectors.words import SCARCE, said_hours, said_place, said_places_left


@dataclass(frozen=True)
class Tag:
    """A word with an icon."""

    text: str
    icon_name: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Card:
    """What `components/event_card.html` prints."""

    pk: int
    title: str
    url: str
    iso: str
    weekday: str
    day: int
    month: str
    full_date: str
    clock: str
    place: str
    online: bool
    cancelled: bool
    tags: list[Tag]
    left: str
    scarce: bool
    note: str = ""
    room: Room | None = field(default=None, compare=False)


def format_tag(row: Occurrence) -> Tag:
    """Return where people meet, as a tag."""
    if row.shown_format == Format.ONLINE:
        return Tag("Online", "screen", "online")
    return (
        Tag("In person", "pin", "place")
        if row.shown_format == Format.IN_PERSON
        else Tag("In person and online", "pin", "place")
    )


def tags_of(row: Occurrence) -> list[Tag]:
    """Return the tags of a date: where, what access there is, other languages."""
    event = row.event
    tags = [format_tag(row)]
    offers = (
        (event.offers_step_free and row.shown_format != Format.ONLINE, "Step-free", "step"),
        (event.offers_captions, "Captions", "cc"),
        (row.has_bsl, "BSL", "bsl"),
        (event.offers_hearing_loop and row.shown_format != Format.ONLINE, "Hearing loop", "loop"),
        (event.offers_quiet_space, "Quiet space", "quiet"),
        (event.offers_easy_read, "Easy Read", "text"),
        (event.offers_childcare, "Childcare", "child"),
    )
    tags += [Tag(text, icon) for has, text, icon in offers if has]
    plain = {Language.ENGLISH, Language.BSL}
    others = [str(language) for language in event.languages.all() if language.code not in plain]
    if others:
        tags.append(Tag(", ".join(others[:3]) + ("…" if len(others) > 3 else ""), "globe"))
    return tags


def said_left(row: Occurrence, room: Room) -> str:
    """Return what a card says about places: only what helps to decide."""
    if row.is_cancelled:
        return "Cancelled"
    if row.event.booking == BookingMode.NONE:
        return "No booking: just come"
    if row.event.booking == BookingMode.CLOSED:
        return "By invitation"
    if room.left is not None and room.left > SCARCE:
        return "Places left"
    return said_places_left(room.left)


def note_of(row: Occurrence) -> str:
    """Return the one sentence a card needs: why it is off, or from when it moved."""
    if row.is_cancelled:
        return row.reason
    if row.is_moved:
        return f"Moved from {say_date(row.original_local, year=False)}."
    return row.notes


def card(row: Occurrence, room: Room, url: str) -> Card:
    """Return one date as a card."""
    wall = row.starts_local
    aware = row.starts_at.astimezone(row.zone)
    return Card(
        pk=row.pk,
        title=row.shown_title,
        url=url,
        iso=f"{wall:%Y-%m-%d}" if row.event.all_day else aware.isoformat(timespec="minutes"),
        weekday=WEEKDAYS[wall.weekday()][:3],
        day=wall.day,
        month=MONTHS[wall.month - 1][:3],
        full_date=say_date(wall),
        clock=said_hours(row, zone=row.event.tz != "Europe/London"),
        place=said_place(row),
        online=row.shown_format == Format.ONLINE,
        cancelled=row.is_cancelled,
        tags=tags_of(row),
        left=said_left(row, room),
        scarce=not row.is_cancelled and room.left is not None and 0 < room.left <= SCARCE,
        note=note_of(row),
        room=room,
    )


def cards(rows: Sequence[Occurrence]) -> list[Card]:
    """Return dates as cards. `rows` come with event, region and languages loaded (see `with_parts`)."""
    room = rooms(rows)
    return [card(row, room[row.pk], event_url(row)) for row in rows]


def event_url(row: Occurrence) -> str:
    """Return the path of the event's page."""
    return row.event.url or "/"


def with_parts(rows: QuerySet[Occurrence]) -> list[Occurrence]:
    """Return dates with all that a card prints, in a fixed number of queries."""
    return list(
        rows.select_related("event", "event__region", "event__locale", "region", "host").prefetch_related(
            "event__languages"
        )
    )

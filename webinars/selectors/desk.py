"""Every date of an event for the people who run it, with what they should notice."""

from dataclasses import dataclass

from lms.lib.clock import now
from webinars.models import EventPage, Occurrence
from webinars.selectors.day_facts import day_notes
from webinars.selectors.places_left import Room, rooms
from webinars.selectors.words import said_place, said_when


@dataclass(frozen=True)
class DeskLine:
    """One date. `warnings` are bank holidays and clock changes: to notice, never to forbid (AC-46)."""

    row: Occurrence
    when: str
    was: str
    place: str
    room: Room
    warnings: list[str]
    is_over: bool


def desk_dates(event: EventPage) -> list[DeskLine]:
    """Return all dates, skipped ones too, in order of time."""
    rows = list(Occurrence.objects.filter(event=event).select_related("region", "host", "event__region", "event"))
    for row in rows:
        row.event = event
    room = rooms(rows)
    moment = now()
    return [
        DeskLine(
            row=row,
            when=said_when(row),
            was=f"{row.original_local:%d/%m/%Y %H:%M}" if row.is_moved else "",
            place=said_place(row),
            room=room[row.pk],
            warnings=day_notes(row.starts_local.date()),
            is_over=row.ends_at <= moment,
        )
        for row in rows
    ]

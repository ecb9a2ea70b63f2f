"""Records to bytes: one event, one calendar. Same data in, same bytes out; nothing here asks what time it is.

What is written follows what every program reads alike: wall time with TZID, DTEND rather than DURATION, UNTIL in UTC,
one EXDATE a line in the zone of DTSTART, overrides keyed by the original wall time.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from webinars.ical.text import clean, escape, fold, lines, one_line, utc_text, wall_text
from webinars.ical.zones import UTC_NAMES

PRODUCT = "-//Commonbrick//Calendar//EN"
STATUSES = ("CONFIRMED", "TENTATIVE", "CANCELLED")
ZONE_NAME = re.compile(r"[A-Za-z0-9_+/-]+")
RULE = re.compile(r"FREQ=[A-Z]+(?:;[A-Z]+=[A-Z0-9,+-]+)*")
UNTIL = re.compile(r"(?<=UNTIL=)(\d{8})(T\d{6})?(Z)?")
DURATION = re.compile(r"P(?:\d+[WD]|(?:\d+D)?T(?:\d+H)?(?:\d+M)?(?:\d+S)?)")
HEX_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
URI_SAFE = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class VEvent:
    """One event, or one changed date of a series, as a calendar should show it.

    `starts` and `ends` are naive wall times of `tzid`, or both dates for whole days (`ends` is the day after the
    last; `tzid` plays no part). `changed_at` is the aware instant at which the row last changed. `rrule` is what stands behind "RRULE:"
    (`parts.rrule_value`); its UNTIL may be a day, wall time or UTC. `exdates` and `recurrence_id` are original starts
    of the same kind as `starts`. `description` is plain text, `description_html` already cleaned HTML. `geo` is
    (latitude, longitude). A cancelled date takes up no time, so it is written as transparent.
    """

    uid: str
    summary: str
    starts: datetime | date
    ends: datetime | date
    tzid: str
    sequence: int
    changed_at: datetime
    status: str = "CONFIRMED"
    description: str = ""
    url: str = ""
    location: str = ""
    categories: tuple[str, ...] = ()
    rrule: str = ""
    exdates: tuple[datetime | date, ...] = ()
    recurrence_id: datetime | date | None = None
    transparent: bool = False
    related_to: str = ""
    geo: tuple[float, float] | None = None
    description_html: str = ""

    def __post_init__(self) -> None:
        """Refuse what no calendar can hold; these are mistakes of ours, not of people, so ValueError."""
        problems = [
            (not clean(self.uid).strip(), "an event needs a UID"),
            (is_timed(self.starts) and not ZONE_NAME.fullmatch(self.tzid), "the zone has no IANA name"),
            (self.sequence < 0, "SEQUENCE counts from 0"),
            (self.status not in STATUSES, "unknown status"),
            (self.changed_at.tzinfo is None, "changed_at is an instant"),
            (any(is_timed(other) != is_timed(self.starts) for other in self.others()), "dates and times do not mix"),
            (bool(self.rrule) and self.recurrence_id is not None, "one changed date has no rule of its own"),
            (bool(self.exdates) and not self.rrule, "a skipped date needs a rule"),
            (bool(self.rrule) and not RULE.fullmatch(self.rrule), "this is not a rule"),
        ]
        for wrong, message in problems:
            if wrong:
                raise ValueError(message)
        if self.ends <= self.starts:
            raise ValueError("an event ends after it starts")

    def others(self) -> list[datetime | date]:
        """Return every stamp that must be of the same kind as `starts`."""
        return [self.ends, *self.exdates, *([] if self.recurrence_id is None else [self.recurrence_id])]


def vevent(event: VEvent) -> bytes:
    """Return the VEVENT: CRLF ended, folded, ready to be stored and joined into any calendar."""
    changed = utc_text(event.changed_at)
    text = [
        "BEGIN:VEVENT",
        f"UID:{escape(event.uid)}",
        f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        f"SEQUENCE:{event.sequence}",
    ]
    if event.recurrence_id is not None:
        text.append(f"RECURRENCE-ID{stamp(event.recurrence_id, event.tzid)}")
    text += [f"DTSTART{stamp(event.starts, event.tzid)}", f"DTEND{stamp(event.ends, event.tzid)}"]
    if event.rrule:
        text.append(f"RRULE:{UNTIL.sub(lambda match: until(match, event), event.rrule)}")
    text += [f"EXDATE{stamp(skipped, event.tzid)}" for skipped in sorted(set(event.exdates))]
    text += [f"SUMMARY:{escape(event.summary)}", f"STATUS:{event.status}"]
    see_through = event.transparent or event.status == "CANCELLED"
    text.append(f"TRANSP:{'TRANSPARENT' if see_through else 'OPAQUE'}")
    if event.description:
        text.append(f"DESCRIPTION:{escape(event.description)}")
        if html := one_line(event.description_html):
            text.append(f"X-ALT-DESC;FMTTYPE=text/html:{html}")
    if event.location:
        text.append(f"LOCATION:{escape(event.location)}")
    if event.geo is not None:
        text.append(f"GEO:{event.geo[0]:.6f};{event.geo[1]:.6f}")
    if url := uri(event.url):
        text.append(f"URL:{url}")
    if names := [escape(name) for name in event.categories if clean(name).strip()]:
        text.append(f"CATEGORIES:{','.join(names)}")
    if event.related_to:
        text.append(f"RELATED-TO:{escape(event.related_to)}")
    text.append("END:VEVENT")
    return lines(text)


def calendar(
    *,
    name: str,
    description: str,
    zones: Iterable[bytes],
    events: Iterable[bytes],
    refresh: str = "PT4H",
    colour: str = "",
    time_zone: str = "",
    source: str = "",
    published: bool = True,
) -> bytes:
    """Return a whole calendar (RFC 5545 3.4, RFC 7986): the zones its events use, then the events in the order given.

    `refresh` is how often to look again, as an ISO 8601 duration. `colour` is a CSS colour name, or #rrggbb for the
    programs that take one. `source` is the address of the feed itself. `published=False` leaves METHOD out, for a
    file to keep. Without events it is still a valid calendar. Raises ValueError for a wrong duration or colour.
    """
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    if published:
        head.append("METHOD:PUBLISH")
    if name:
        # X- values are read raw by some programs and as TEXT by others: one line in either case.
        head += [f"NAME:{escape(one_line(name))}", f"X-WR-CALNAME:{escape(one_line(name))}"]
    if description:
        head += [f"DESCRIPTION:{escape(description)}", f"X-WR-CALDESC:{escape(one_line(description))}"]
    if time_zone:
        if not ZONE_NAME.fullmatch(time_zone):
            raise ValueError("the zone has no IANA name")
        head.append(f"X-WR-TIMEZONE:{time_zone}")
    if not DURATION.fullmatch(refresh) or refresh.endswith(("P", "T")):
        raise ValueError("not a duration")
    head += [f"REFRESH-INTERVAL;VALUE=DURATION:{refresh}", f"X-PUBLISHED-TTL:{refresh}"]
    if address := uri(source):
        head.append(f"SOURCE;VALUE=URI:{address}")
    if colour:
        head.append(colour_line(colour))
    return lines(head) + b"".join(zones) + b"".join(events) + fold("END:VCALENDAR")


def colour_line(colour: str) -> str:
    """Return COLOR for a CSS colour name (RFC 7986 5.9), and the older property for #rrggbb."""
    if HEX_COLOUR.fullmatch(colour):
        return f"X-APPLE-CALENDAR-COLOR:{colour.upper()}"
    if colour.isascii() and colour.isalpha():
        return f"COLOR:{colour.lower()}"
    raise ValueError("a colour is a CSS name or #rrggbb")


def is_timed(value: datetime | date) -> bool:
    """Return whether this has a time of day."""
    return isinstance(value, datetime)


def stamp(value: datetime | date, tzid: str) -> str:
    """Return parameters and value of a date property: a day, UTC with its Z, or wall time with its zone."""
    if not is_timed(value):
        return f";VALUE=DATE:{wall_text(value)}"
    if tzid in UTC_NAMES:
        return f":{wall_text(value)}Z"
    return f";TZID={tzid}:{wall_text(value)}"


def until(match: re.Match[str], event: VEvent) -> str:
    """Return UNTIL as RFC 5545 3.3.10 wants it: a day for whole days, else UTC.

    A last day becomes the instant at which the event starts on it. An hour that happens twice means the first; one that
    is missing is read with the offset before the gap, as everywhere else.
    """
    day, clock, utc = match.groups()
    if not isinstance(event.starts, datetime):
        return day
    if utc:
        return match[0]
    wall = datetime.strptime(day + (clock or f"T{event.starts:%H%M%S}"), "%Y%m%dT%H%M%S")
    return utc_text(wall.replace(tzinfo=UTC if event.tzid in UTC_NAMES else ZoneInfo(event.tzid)))


def uri(address: str) -> str:
    """Return an address fit for a URI value: one line, nothing but ASCII, everything strange percent-encoded."""
    return quote("".join(clean(address).split()), safe=URI_SAFE)

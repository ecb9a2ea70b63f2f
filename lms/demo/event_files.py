"""Reads the files of the demo year's events: one table for each event, in 2026's dates."""

from typing import Any

from cms.models import Organisation, Region
from lms.demo.dates import first_date, rule_text
from lms.demo.files import CONTENT, read
from lms.demo.pages import stable_id
from webinars.models import CalendarEntry
from webinars.models.access_block import ACCESS_ORDER
from webinars.models.choices import NOT_KNOWN
from webinars.models.event_panels import OFFERS

# Taken as they stand. What a file leaves out is as the model has it.
PLAIN = {
    "title": "",
    "lede": "",
    "all_day": False,
    "format": "online",
    "venue_name": "",
    "address": "",
    "online_note": "",
    "join_phone": "",
    "trainers": "",
    "audience": "",
    "area_of_work": "",
    "page_language": "en",
    "nation": "",
    "enjoyable": "",
    "bring": "",
    "safety": "",
    "capacity": None,
    "access_places": 0,
    "booking": "open",
    "booked_as_series": False,
    "visibility": "public",
    "request_days": 15,
}


def event_rows() -> list[dict[str, Any]]:
    """Return every event of the files, in the order of their keys (E01, E02, …)."""
    paths = sorted((CONTENT / "events").glob("*.toml"))
    rows = [row for path in paths for row in read(f"events/{path.name}").get("event", [])]
    return sorted(rows, key=lambda row: str(row["key"]))


def event_fields(data: dict[str, Any], year: int) -> dict[str, Any]:
    """Return the plain fields of an event's page in a year."""
    offers = {f"offers_{name}" for name in data.get("offers", ())}
    return {
        **{name: data.get(name, left_out) for name, left_out in PLAIN.items()},
        "starts_local": first_date(data, year),
        "duration_minutes": data["minutes"],
        "recurrence": rule_text(data, year),
        "region": region_of(data),
        "join_url": f"https://meet.demo.example/{data['slug']}" if data.get("join", False) else "",
        "tag": f"{data['tag']}-{year}" if "tag" in data else "",
        "will_be_able_to": "\n".join(data["able"]),
        **{name: name in offers for name in OFFERS},
        **access_words(data),
    }


def access_words(data: dict[str, Any]) -> dict[str, str]:
    """Return the access block: what the event's file says, then what holds for its kind, then that nobody knows yet."""
    known = read("events/access.toml")
    general = known["all"] | known.get(data.get("format", "online"), {}) | data.get("access", {})
    return {name: general.get(name, NOT_KNOWN) for name, *_ in ACCESS_ORDER}


def date_fields(entry: dict[str, Any]) -> dict[str, Any]:
    """Return what one date says differently from its event, as the services take it."""
    names = {
        "minutes": "duration_override",
        "format": "format_override",
        "capacity": "capacity_override",
        "nation": "nation_override",
        "bsl": "bsl_override",
    }
    same = ("title", "venue_name", "address", "notes")
    fields = {field: entry[name] for name, field in names.items() if name in entry}
    fields |= {name: entry[name] for name in same if name in entry}
    if "host" in entry:
        fields["host"] = Organisation.objects.get(slug=entry["host"])
    if "region" in entry:
        fields["region"] = region_of(entry)
    return fields


def region_of(entry: dict[str, Any]) -> Region | None:
    """Return the part of the country that an event or a date is in."""
    return Region.objects.get(slug=entry["region"]) if "region" in entry else None


def free_uid(path: str) -> str:
    """Return the calendar UID that stays with an event or an extra date.

    It is the same on every machine, unless calendars were told here that the one of that name is gone.
    """
    uid = stable_id(f"event:{path}")
    while CalendarEntry.objects.filter(uid=uid, event=None).exists():
        uid = stable_id(f"event:{uid}")
    return uid

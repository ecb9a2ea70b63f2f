"""An event as schema.org data, for search engines and other people's calendars."""

from typing import Any

from webinars.models import EventPage, Occurrence
from webinars.models.choices import Format
from webinars.selectors.vevents import public_url

MODES = {
    Format.ONLINE: "OnlineEventAttendanceMode",
    Format.IN_PERSON: "OfflineEventAttendanceMode",
    Format.HYBRID: "MixedEventAttendanceMode",
}


def event_data(event: EventPage, row: Occurrence) -> dict[str, Any]:
    """Return the data block of one date. Public words only: no joining link, nobody's name."""
    status = "EventCancelled" if row.is_cancelled else "EventRescheduled" if row.is_moved else "EventScheduled"
    url = public_url(event)
    starts, ends = (moment.astimezone(row.zone) for moment in (row.starts_at, row.ends_at))
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": row.shown_title,
        "description": event.lede,
        "startDate": f"{starts:%Y-%m-%d}" if event.all_day else starts.isoformat(timespec="minutes"),
        "endDate": f"{ends:%Y-%m-%d}" if event.all_day else ends.isoformat(timespec="minutes"),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": f"https://schema.org/{MODES[Format(row.shown_format)]}",
        "isAccessibleForFree": True,
        "inLanguage": event.page_language,
        "url": url,
        "organizer": [{"@type": "Organization", "name": host.name} for host in event.hosts.all()],
    }
    if row.is_moved:
        data["previousStartDate"] = row.original_local.replace(tzinfo=row.zone).isoformat(timespec="minutes")
    place = {"@type": "Place", "name": row.venue_name or event.venue_name, "address": row.place}
    online = {"@type": "VirtualLocation", "url": url}
    data["location"] = {Format.ONLINE: online, Format.IN_PERSON: place, Format.HYBRID: [place, online]}[
        Format(row.shown_format)
    ]
    return data

"""Events for tests: published through Wagtail like everybody's, so that receivers make their dates."""

from datetime import datetime
from typing import Any

from wagtail.models import Page

from webinars.models import EventIndexPage, EventPage, Occurrence

TUESDAY = datetime(2027, 2, 2, 18, 30)
WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=6;BYDAY=TU"


def make_index(home: Page) -> EventIndexPage:
    """Return the page of all trainings, published."""
    found = EventIndexPage.objects.first()
    if found:
        return found
    index = EventIndexPage(title="Learn it together", slug="events", lede="Trainings on housing. Free.")
    home.add_child(instance=index)
    index.save_revision().publish()
    return index


def make_event(home: Page, **fields: Any) -> EventPage:
    """Return a published event: six Tuesdays at 18:30 in London from 2 February 2027, unless `fields` differ."""
    number = EventPage.objects.count() + 1
    values: dict[str, Any] = {
        "title": f"Stewarding training {number}",
        "slug": f"training-{number}",
        "lede": "Look after people at a demonstration.",
        "starts_local": TUESDAY,
        "duration_minutes": 90,
        "recurrence": WEEKLY,
        "capacity": 20,
        "will_be_able_to": "keep people safe\nask instead of order",
    } | fields
    event = EventPage(**values)
    make_index(home).add_child(instance=event)
    event.save_revision().publish()
    return EventPage.objects.get(pk=event.pk)


def dates_of(event: EventPage) -> list[Occurrence]:
    """Return the dates of an event in order of time."""
    return list(Occurrence.objects.filter(event=event).select_related("event").order_by("starts_at"))

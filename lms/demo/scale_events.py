"""Many more events, for measuring: one in ten a series, spread over the year, made by the same services."""

from datetime import datetime, timedelta

from django.db import transaction

from cms.models import HomePage, Region
from lms.accounts.models import User
from lms.demo.pages import stable_id
from webinars.models import EventIndexPage, EventPage
from webinars.models.choices import Format
from webinars.services.materialising import materialise_occurrences

BATCH = 100
PREFIX = "more-training"
SERIES = "RRULE:FREQ=WEEKLY;COUNT=6;BYDAY={}"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def grow_events(*, total: int, owner: User, year: int) -> int:
    """Make events until the school has `total`; return how many are new. Run again, it goes on where it stopped."""
    index = EventIndexPage.objects.first()
    if index is None:
        index = EventIndexPage(title="Learn it together", slug="events", owner=owner, live=True)
        HomePage.objects.get().add_child(instance=index)
    made = EventPage.objects.filter(slug__startswith=f"{PREFIX}-{year}-").count()
    missing = max(0, total - EventPage.objects.count())
    regions = list(Region.objects.order_by("slug"))
    for start in range(made, made + missing, BATCH):
        with transaction.atomic():
            for number in range(start, min(start + BATCH, made + missing)):
                event = one_event(number, year, owner, regions)
                index.add_child(instance=event)
                materialise_occurrences(event=event)
    return missing


def one_event(number: int, year: int, owner: User, regions: list[Region]) -> EventPage:
    """Return the event with that number: always the same one."""
    starts = datetime(year, 1, 4, 9, 30) + timedelta(days=number * 7 % 359, minutes=30 * (number % 18))
    online = number % 3 != 0
    region = None if online or not regions else regions[number % len(regions)]
    return EventPage(
        title=f"Measuring session {number + 1:05}",
        slug=f"{PREFIX}-{year}-{number + 1:05}",
        uid=stable_id(f"{PREFIX}:{year}:{number}"),
        lede="An invented training that is only there for measuring how the school behaves with many of them.",
        owner=owner,
        live=True,
        starts_local=starts,
        duration_minutes=90,
        recurrence=SERIES.format(DAYS[starts.weekday()]) if number % 10 == 0 else "",
        format=Format.ONLINE if online else Format.IN_PERSON,
        venue_name="" if online else f"Hall {number % 40 + 1} (example)",
        region=region,
        capacity=30,
        will_be_able_to="read a table of figures\ncompare two of them",
        offers_captions=number % 2 == 0,
        offers_bsl=number % 5 == 0,
        offers_step_free=number % 4 == 0,
    )

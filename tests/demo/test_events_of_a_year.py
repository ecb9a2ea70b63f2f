"""The demo school's events of 2026: every date to the minute, what each event says, and loading them twice."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import transaction
from wagtail.models import Page, Revision

from cms.models import HomePage, Organisation, Topic
from lms.accounts.models import User
from lms.demo.event_files import event_rows
from lms.demo.site import load_regions
from lms.demo.trainings import load_events
from tests.demo.year_of_events import HOURS_IN_UTC, PRIVATE, everything
from webinars.models import (
    BookingMail,
    CalendarEntry,
    EventIndexPage,
    EventPage,
    FeedRevision,
    Occurrence,
    Registration,
)
from webinars.models.access_block import ACCESS_ORDER
from webinars.models.choices import NOT_KNOWN

AUTUMN_BEFORE = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)
Status = Occurrence.Status
COUNTED = (
    Page, Revision, EventPage, Occurrence, Registration, BookingMail, CalendarEntry, Organisation, Topic
)  # fmt: skip


@pytest.fixture(scope="module")
def year_2026(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[EventIndexPage]:
    """Let it be the autumn of 2025, with the whole year 2026 loaded once for the tests that only look at it."""
    with (
        time_machine.travel(AUTUMN_BEFORE, tick=False),
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        transaction.atomic(),
    ):
        root = Page.objects.get(depth=1)
        root.add_child(instance=HomePage(title="Home", slug="front-of-the-year"))
        load_regions()
        yield load_events(year=2026, owner=User.objects.create_superuser("year@example.org", "brick by brick"))
        transaction.set_rollback(True)


def event(slug: str) -> EventPage:
    return EventPage.objects.get(slug=f"{slug}-2026")


def dates(slug: str) -> list[Occurrence]:
    """Return the dates of an event that were announced, in order of time."""
    rows = Occurrence.objects.filter(event=event(slug)).select_related("event", "host", "region")
    return list(rows.exclude(status=Status.SKIPPED).order_by("starts_at"))


def test_every_event_of_2026_is_on_its_dates(year_2026: EventIndexPage) -> None:
    found: dict[str, list[datetime]] = {}
    for page in EventPage.objects.child_of(year_2026):
        slug = page.slug.removesuffix("-2026")
        found[slug] = [row.starts_local for row in dates(slug)]
    assert found == everything()
    assert {str(row["key"])[:3] for row in event_rows()} == {f"E{number:02}" for number in range(1, 35)}
    assert len(found["monday-organising-clinic"]) == 42


def test_the_hours_hold_when_the_clocks_change(year_2026: EventIndexPage) -> None:
    assert {slug: [f"{row.starts_at:%H:%M}" for row in dates(slug)] for slug in HOURS_IN_UTC} == HOURS_IN_UTC
    assert {f"{row.starts_local:%H:%M}" for slug in HOURS_IN_UTC for row in dates(slug)} == {"18:30"}
    summer, winter = {*range(4, 10)}, {1, 2, 11, 12}
    for row in Occurrence.objects.select_related("event"):
        hours = (row.starts_local - row.starts_at.replace(tzinfo=None)).total_seconds() / 3600
        if row.starts_local.month in summer | winter:
            assert hours == (1 if row.starts_local.month in summer else 0), str(row)


def test_moved_and_skipped_dates_say_what_they_were(year_2026: EventIndexPage) -> None:
    moved = [row for row in Occurrence.objects.select_related("event") if row.is_moved]
    assert {(row.event.slug, row.original_local.date(), row.starts_local.date()) for row in moved} == {
        ("stewarding-training-2026", date(2026, 3, 17), date(2026, 3, 19)),
        ("monday-organising-clinic-2026", date(2026, 5, 4), date(2026, 5, 6)),
    }
    assert all(row.reason for row in moved)
    skipped = Occurrence.objects.filter(status=Status.SKIPPED)
    assert [row.original_local.date() for row in skipped.filter(event=event("housing-english"))] == [
        date(2026, 5, 7),
        date(2026, 5, 28),
    ]
    assert [row.original_local.date() for row in skipped.filter(event=event("stewarding-training"))] == [
        date(2026, 3, 31)
    ]
    assert all(skipped.values_list("reason", flat=True))
    assert event("housing-english").recurrence == "RRULE:FREQ=WEEKLY;COUNT=10;BYDAY=TH"


def test_dates_of_one_series_have_their_own_titles_places_hosts_and_law(year_2026: EventIndexPage) -> None:
    questions = dates("live-module-questions")
    assert len({row.title for row in questions} - {""}) == 6
    assert [row.starts_local.month for row in questions if row.has_bsl] == [2, 5, 9]
    roadshow = dates("repairs-roadshow")
    assert [row.place.rsplit(", ", 1)[-1] for row in roadshow] == [
        "Rotherham", "Greater Manchester", "Newcastle upon Tyne", "Plymouth"
    ]  # fmt: skip
    assert len({row.host_id for row in roadshow} - {None}) == 4
    assert [row.capacity for row in roadshow] == [40, 30, 60, 45]
    assert [row.shown_nation for row in dates("regional-gatherings")] == ["", "", "scotland", ""]
    assert "Caerdydd" in dates("regional-gatherings")[3].shown_title
    observers = dates("legal-observer-basics")
    assert [(row.shown_format, row.capacity, row.minutes) for row in observers] == [
        ("in_person", 24, 360),
        ("online", 40, 180),
    ]
    assert [row.minutes for row in dates("annual-summit")] == [420, 360]
    nations = EventPage.objects.exclude(nation="").values_list("slug", "nation")
    assert {(slug.removesuffix("-2026"), nation) for slug, nation in nations} == {
        ("know-your-rights-at-a-demonstration", "england_wales"),
        ("know-your-rights-arabic-and-spanish", "england_wales"),
        ("repairs-roadshow", "england"),
        ("renters-rights-act-evening", "england"),
        ("renters-rights-act-lunchtime", "england"),
        ("module-2-in-arabic", "england"),
        ("rights-at-home-in-bsl", "england"),
    }


def test_special_kinds_of_event_are_there(year_2026: EventIndexPage) -> None:
    [cancelled] = Occurrence.objects.filter(status=Status.CANCELLED)
    assert cancelled.event == event("land-search-workshop")
    assert "lift" in cancelled.reason
    week = dates("warm-homes-week")[0]
    assert week.event.all_day
    assert (week.ends_local - week.starts_local).days == 5
    assert event("train-the-trainer").booked_as_series
    assert event("spring-demonstration").booking == "none"
    arabic = event("module-2-in-arabic")
    assert arabic.direction == "rtl"
    assert re.search(r"[a-z]", arabic.title + arabic.lede + arabic.will_be_able_to) is None
    same_day = EventPage.objects.filter(tag="placards-2026")
    assert {dates(row.slug.removesuffix("-2026"))[0].starts_local for row in same_day} == {datetime(2026, 4, 12, 13)}
    assert same_day.count() == 4


def test_private_meetings_are_found_by_nobody(year_2026: EventIndexPage) -> None:
    private = EventPage.objects.filter(visibility="private")
    assert {page.slug.removesuffix("-2026") for page in private} == set(PRIVATE)
    assert not Occurrence.objects.listed().filter(event__in=private).exists()
    entries = CalendarEntry.objects.filter(event__in=private)
    assert {row.state for row in entries} == {CalendarEntry.State.HIDDEN}
    listed = CalendarEntry.objects.filter(state=CalendarEntry.State.LISTED)
    assert {row.event_id for row in listed} == {page.pk for page in EventPage.objects.filter(visibility="public")}


def test_no_join_link_is_in_what_calendars_are_told(year_2026: EventIndexPage) -> None:
    links = set(EventPage.objects.exclude(join_url="").values_list("join_url", flat=True))
    assert len(links) > 10
    told = b"".join(bytes(row.ical_bytes) for row in CalendarEntry.objects.all()).replace(b"\r\n ", b"")
    assert [link for link in links if link.encode() in told] == []
    assert b"meet.demo.example" not in told


def test_loading_again_changes_nothing(year_2026: EventIndexPage) -> None:
    owner = User.objects.get(email="year@example.org")
    before = [model.objects.count() for model in COUNTED]
    entries = list(CalendarEntry.objects.order_by("pk").values_list("uid", "sequence", "changed_at"))
    revision = FeedRevision.objects.get().number
    assert load_events(year=2026, owner=owner) == year_2026
    assert [model.objects.count() for model in COUNTED] == before
    assert list(CalendarEntry.objects.order_by("pk").values_list("uid", "sequence", "changed_at")) == entries
    assert FeedRevision.objects.get().number == revision


def test_every_event_says_what_people_need_to_know(year_2026: EventIndexPage) -> None:
    for page in EventPage.objects.child_of(year_2026):
        for field in ("lede", "audience", "will_be_able_to", "enjoyable", "bring", "contact"):
            assert getattr(page, field).strip(), f"{page.slug} has no {field}"
        assert page.hosts.exists(), page.slug
        assert page.languages.exists(), page.slug
        assert all(getattr(page, name).strip() for name, *_ in ACCESS_ORDER), page.slug
        assert page.contact != NOT_KNOWN, page.slug
        page.full_clean()
    for host in Organisation.objects.exclude(kind="team"):
        assert host.is_example
        assert "example" in host.name.lower()


def test_the_copy_is_short_and_plain() -> None:
    long = []
    for row in event_rows():
        words = [
            row[name] for name in ("lede", "enjoyable", "bring", "trainers", "safety", "online_note") if name in row
        ]
        for text in [*words, *row["able"], *row.get("access", {}).values()]:
            long += [part for part in re.split(r"(?<=[.?!])\s+", text) if len(part.split()) > 25]
    assert long == []

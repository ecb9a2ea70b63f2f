"""The feed over HTTP: same bytes for the same data, 304 when nothing changed, tombstones, nothing private."""

import gzip
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from cms.models import Branding, HomePage
from tests.webinars.events import dates_of, make_event
from webinars.models import CalendarEntry, EventPage, FeedRevision, Occurrence
from webinars.selectors import feeds
from webinars.services.booking import Contact, book_place
from webinars.services.changing_dates import add_extra_date, cancel_occurrence, move_occurrence, skip_occurrence
from webinars.services.feed_revisions import bump_feed
from webinars.services.tending import roll_window

pytestmark = pytest.mark.django_db
FEED = "/calendar/events.ics"


def get(visitor: Client, path: str = FEED, **headers: str) -> Any:
    """Fetch a feed with request headers such as if_none_match."""
    return visitor.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_a_school_without_events_has_an_empty_feed(visitor: Client, db: None) -> None:
    answer = get(visitor)
    assert answer.status_code == 200
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"VEVENT" not in answer.content


def test_two_fetches_are_the_same_bytes_in_another_process_and_at_another_time(
    visitor: Client, training: EventPage
) -> None:
    first = get(visitor)
    cache.clear()
    with time_machine.travel(datetime(2027, 1, 20, tzinfo=UTC)):
        second = get(visitor)
    assert first.content == second.content
    assert first["ETag"] == second["ETag"]


def test_the_answer_is_what_calendars_want(visitor: Client, training: EventPage) -> None:
    answer = get(visitor)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'inline; filename="events.ics"'
    assert answer["Cache-Control"] == "public, max-age=900"
    assert "cookie" not in answer["Vary"].lower()
    assert answer.cookies == {}


@pytest.mark.parametrize("form", ["{}", "W/{}", '"nope", {}', '"a", W/{} , "b"', "*"])
def test_a_known_tag_is_answered_with_304(visitor: Client, training: EventPage, form: str) -> None:
    tag = get(visitor)["ETag"]
    answer = get(visitor, if_none_match=form.format(tag))
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"] == tag


@pytest.mark.parametrize("tags", ['"nope"', 'W/"nope", "other"', "rubbish", ""])
def test_another_tag_gets_the_file(visitor: Client, training: EventPage, tags: str) -> None:
    answer = get(visitor, if_none_match=tags, if_modified_since="Fri, 01 Jan 2038 00:00:00 GMT")
    assert answer.status_code == 200


def test_if_modified_since_is_understood(visitor: Client, training: EventPage) -> None:
    moment = get(visitor)["Last-Modified"]
    assert get(visitor, if_modified_since=moment).status_code == 304
    assert get(visitor, if_modified_since="Fri, 01 Jan 1999 00:00:00 GMT").status_code == 200
    assert get(visitor, if_modified_since="rubbish").status_code == 200


def test_the_packed_form_has_its_own_tag_and_its_304(visitor: Client, training: EventPage) -> None:
    plain, packed = get(visitor), get(visitor, accept_encoding="gzip, br")
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]
    for tag in (packed["ETag"], plain["ETag"]):
        assert get(visitor, accept_encoding="gzip", if_none_match=tag).status_code == 304


def test_head_says_the_same_without_the_file(visitor: Client, training: EventPage) -> None:
    answer = visitor.head(FEED)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == get(visitor)["ETag"]


def test_a_change_is_there_at_the_next_fetch(visitor: Client, training: EventPage) -> None:
    tag, moment = get(visitor)["ETag"], get(visitor)["Last-Modified"]
    skip_occurrence(occurrence=dates_of(training)[1], by="test")
    assert get(visitor, if_none_match=tag).status_code == 200
    assert get(visitor, if_modified_since=moment).status_code == 200


def test_a_booking_does_not_change_the_feed(visitor: Client, training: EventPage, first_date: Occurrence) -> None:
    tag = get(visitor)["ETag"]
    book_place(occurrence=first_date, name="Zebra", contact=Contact(email="z@example.org"), needs=["bsl"], note="Owl")
    answer = get(visitor)
    assert answer["ETag"] == tag
    for word in (b"Zebra", b"z@example.org", b"Owl"):
        assert word not in answer.content


def test_joining_links_stay_out(visitor: Client, site_tree: HomePage, january: None) -> None:
    event = make_event(site_tree, join_url="https://meet.example/secret-room", join_phone="0330 secret")
    paths = [FEED, reverse("webinars:event_feed", args=[event.uid]), event.url, "/events/"]
    paths.append(reverse("webinars:date_file", args=[dates_of(event)[0].pk]))
    paths.append(reverse("webinars:book", args=[dates_of(event)[0].pk]))
    assert [path for path in paths if b"secret" in visitor.get(path).content] == []


def test_a_private_event_is_in_no_feed(visitor: Client, site_tree: HomePage, january: None) -> None:
    event = make_event(site_tree, title="Committee", visibility="private")
    assert b"Committee" not in get(visitor).content
    assert get(visitor, reverse("webinars:event_feed", args=[event.uid])).status_code == 404
    assert CalendarEntry.objects.get().state == "hidden"


@pytest.mark.parametrize("way", ["unpublish", "private", "delete"])
def test_an_event_that_was_served_stays_as_cancelled(visitor: Client, training: EventPage, way: str) -> None:
    before = get(visitor)
    if way == "unpublish":
        training.unpublish()
    elif way == "delete":
        training.delete()
    else:
        training.visibility = "private"
        training.save_revision().publish()
    answer = get(visitor, if_none_match=before["ETag"])
    text = answer.content.replace(b"\r\n ", b"").decode()
    assert "SUMMARY:Cancelled: Stewarding training 1" in text
    assert "STATUS:CANCELLED" in text
    assert "SEQUENCE:1" in text
    assert f"UID:{training.uid}" in text


def test_a_draft_that_was_never_served_leaves_nothing(visitor: Client, site_tree: HomePage, january: None) -> None:
    event = make_event(site_tree, visibility="private")
    event.delete()
    assert CalendarEntry.objects.count() == 0


def test_publishing_again_brings_it_back_with_a_higher_sequence(visitor: Client, training: EventPage) -> None:
    training.unpublish()
    EventPage.objects.get(pk=training.pk).save_revision().publish()
    text = get(visitor).content.decode()
    assert "STATUS:CONFIRMED" in text
    assert "SEQUENCE:2" in text


def test_the_feed_looks_back_ninety_days_and_tombstones_go(visitor: Client, site_tree: HomePage, january: None) -> None:
    once = make_event(site_tree, recurrence="", title="Once")
    make_event(site_tree, recurrence="", starts_local=datetime(2027, 6, 1, 18, 0), title="Later")
    once.delete()
    with time_machine.travel(datetime(2027, 5, 4, 12, tzinfo=UTC), tick=False):
        assert roll_window() is True
        assert b"Once" not in get(visitor).content
        assert b"Later" in get(visitor).content
        assert roll_window() is False
    assert CalendarEntry.objects.filter(event=None).count() == 0


def test_a_cancelled_date_becomes_a_skipped_one_after_ninety_days(visitor: Client, training: EventPage) -> None:
    cancel_occurrence(occurrence=dates_of(training)[0], reason="Lift", by="test")
    assert get(visitor).content.count(b"BEGIN:VEVENT") == 2
    with time_machine.travel(datetime(2027, 5, 20, 12, tzinfo=UTC), tick=False):
        roll_window()
        text = get(visitor).content
    assert text.count(b"BEGIN:VEVENT") == 1
    assert b"EXDATE;TZID=Europe/London:20270202T183000" in text


def test_last_modified_moves_by_a_second_at_least(db: None) -> None:
    with time_machine.travel(datetime(2027, 1, 4, tzinfo=UTC), tick=False):
        moments = [bump_feed().changed_at for _ in range(3)]
    assert [(moment - moments[0]).total_seconds() for moment in moments] == [0, 1, 2]


@pytest.mark.parametrize("number", [1, 3])
def test_the_feed_costs_the_same_queries_for_any_number_of_events(
    visitor: Client, site_tree: HomePage, january: None, django_assert_num_queries: Any, number: int
) -> None:
    for _ in range(number):
        move_occurrence(occurrence=dates_of(make_event(site_tree))[1], to=datetime(2027, 2, 11, 18, 30), by="test")
    cache.clear()
    with django_assert_num_queries(3):
        tag = get(visitor)["ETag"]
    with django_assert_num_queries(1):
        assert get(visitor, if_none_match=tag).status_code == 304
    with django_assert_num_queries(1):
        assert get(visitor).status_code == 200


def test_too_many_entries_leave_out_the_oldest_and_no_orphan(
    visitor: Client, site_tree: HomePage, january: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = [make_event(site_tree, starts_local=datetime(2027, 2, 2 + 7 * n, 18, 30)) for n in range(3)]
    move_occurrence(occurrence=dates_of(events[0])[1], to=datetime(2027, 2, 11, 18, 30), by="test")
    cache.clear()
    monkeypatch.setattr(feeds, "MAX_ENTRIES", 3)
    text = get(visitor).content.decode()
    assert text.count("BEGIN:VEVENT") == 2
    assert events[0].uid not in text


def test_an_event_has_a_file_of_its_own(visitor: Client, site_tree: HomePage, january: None) -> None:
    event, other = make_event(site_tree), make_event(site_tree)
    extra = add_extra_date(event=event, starts_local=datetime(2027, 4, 3, 10, 0), by="test")
    text = get(visitor, reverse("webinars:event_feed", args=[event.uid])).content.decode()
    assert f"UID:{event.uid}" in text
    assert f"UID:{extra.uid}" in text
    assert other.uid not in text
    assert get(visitor, reverse("webinars:event_feed", args=["nothing"])).status_code == 404


def test_one_date_is_no_orphan(visitor: Client, training: EventPage) -> None:
    row = dates_of(training)[2]
    answer = visitor.get(reverse("webinars:date_file", args=[row.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="training-2027-02-16.ics"'
    text = answer.content.decode()
    assert f"UID:{training.uid}-20270216T1830" in text
    assert "RECURRENCE-ID" not in text
    assert "RRULE:FREQ=WEEKLY" not in text


def test_pages_with_events_name_their_feed(visitor: Client, training: EventPage) -> None:
    link = '<link rel="alternate" type="text/calendar" href="{}"'
    assert link.format(FEED) in visitor.get("/events/").content.decode()
    assert link.format(FEED) in visitor.get("/calendar/").content.decode()
    own = reverse("webinars:event_feed", args=[training.uid])
    assert link.format(own) in visitor.get(training.url).content.decode()


def test_a_new_name_of_the_site_reaches_the_feed(visitor: Client, training: EventPage, site_tree: HomePage) -> None:
    branding = Branding.for_site(Site.objects.get())
    branding.site_name = "Terrace School"
    branding.save()
    number = FeedRevision.objects.get().number
    assert b"NAME:Terrace School" in get(visitor).content
    assert number > 1

"""What a process remembers about the feed never outlives a change: the next fetch is right, and known tags are refused."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.webinars.events import dates_of
from webinars.models import EventPage
from webinars.services.changing_dates import cancel_occurrence, skip_occurrence

pytestmark = pytest.mark.django_db(transaction=True)
FEED = "/calendar/events.ics"

CHANGES: dict[str, Callable[[EventPage], object]] = {
    "a date is cancelled": lambda event: cancel_occurrence(
        occurrence=dates_of(event)[0], reason="The lift broke.", by="test"
    ),
    "a date is skipped": lambda event: skip_occurrence(occurrence=dates_of(event)[1], by="test"),
    "the page is withdrawn": lambda event: event.unpublish(),
    "a title changes": lambda event: rename(event),
    "the page is deleted": lambda event: EventPage.objects.get(pk=event.pk).delete(),
}


def rename(event: EventPage) -> None:
    page = EventPage.objects.get(pk=event.pk)
    page.title = "Another name"
    page.save_revision().publish()


@pytest.mark.parametrize("name", CHANGES)
def test_the_next_fetch_after_a_change_is_right(training: EventPage, visitor: Client, name: str) -> None:
    before = visitor.get(FEED)
    assert visitor.get(FEED, headers={"If-None-Match": before["ETag"]}).status_code == 304
    CHANGES[name](training)
    after = visitor.get(FEED, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after.content != before.content
    assert after["ETag"] != before["ETag"]


def test_asking_again_costs_no_query(training: EventPage, visitor: Client) -> None:
    before = visitor.get(FEED)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert visitor.get(FEED, headers={"If-None-Match": before["ETag"]}).status_code == 304
        assert visitor.get(FEED).content == before.content
    assert [query["sql"] for query in asked.captured_queries] == []

"""With many events, lists and pages cost the same number of queries; growing them goes on where it stopped."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import HomePage
from lms.accounts.models import User
from lms.demo.scale_events import grow_events
from tests.webinars.events import make_event
from webinars.models import EventPage, Occurrence

pytestmark = pytest.mark.django_db


def queries_of(visitor: Client, path: str, connection_queries: Any) -> int:
    """Return how many queries a page costs when nothing of it is kept."""
    with connection_queries() as seen:
        assert visitor.get(path).status_code == 200
    return len(seen)


@pytest.fixture
def count_queries() -> Any:
    """Return Django's query counter."""
    return lambda: CaptureQueriesContext(connection)


@pytest.mark.parametrize("path", ["/events/?where=online&where=", "/events/?view=month&month=2027-02&language="])
def test_a_list_costs_the_same_for_one_and_for_thirty(
    visitor: Client, site_tree: HomePage, january: None, editor: User, count_queries: Any, path: str
) -> None:
    make_event(site_tree)
    visitor.get(path)
    one = queries_of(visitor, path, count_queries)
    grow_events(total=30, owner=editor, year=2027)
    assert Occurrence.objects.count() > 30
    assert queries_of(visitor, path, count_queries) == one


def test_an_event_page_costs_the_same_for_one_and_for_fifty_dates(
    visitor: Client, site_tree: HomePage, january: None, count_queries: Any
) -> None:
    short = make_event(site_tree, recurrence="RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=TU")
    long = make_event(site_tree, recurrence="RRULE:FREQ=WEEKLY;COUNT=50;BYDAY=TU")
    for event in (short, long):
        visitor.get(event.url + "?fresh=1")
    assert queries_of(visitor, long.url + "?fresh=1", count_queries) == queries_of(
        visitor, short.url + "?fresh=1", count_queries
    )


def test_growing_twice_makes_no_more(site_tree: HomePage, january: None, editor: User) -> None:
    assert grow_events(total=12, owner=editor, year=2027) == 12
    assert grow_events(total=12, owner=editor, year=2027) == 0
    assert grow_events(total=15, owner=editor, year=2027) == 3
    assert EventPage.objects.count() == 15

"""Fixtures of the trainings: what a training is like before somebody books it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from cms.models import HomePage
from tests.webinars.events import dates_of, make_event
from webinars.models import EventPage, Occurrence

JANUARY = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def january() -> Iterator[None]:
    """Let it be Monday 4 January 2027, four weeks before the first training."""
    with time_machine.travel(JANUARY, tick=False):
        yield


@pytest.fixture
def training(site_tree: HomePage, january: None) -> EventPage:
    """Return six Tuesdays of stewarding training, online, 20 places each."""
    return make_event(site_tree)


@pytest.fixture
def first_date(training: EventPage) -> Occurrence:
    """Return its first date, Tuesday 2 February 2027, 18:30."""
    return dates_of(training)[0]

"""The demo school's events in other years, a full training, and what happens to dates that are over."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.core import mail

from cms.models import HomePage
from lms.accounts.models import User
from lms.demo.dates import bank_holiday, nth_weekday, shifted
from lms.demo.event_files import event_rows
from lms.demo.site import load_regions
from lms.demo.trainings import load_event, load_events, load_organisations
from tests.demo.year_of_events import everything
from webinars.models import CalendarEntry, EventIndexPage, EventPage, Occurrence, Registration

AUTUMN_BEFORE = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)
HOLIDAYS = {
    2027: (date(2027, 3, 29), date(2027, 5, 3), date(2027, 5, 31)),
    2030: (date(2030, 4, 22), date(2030, 5, 6), date(2030, 5, 27)),
}


@pytest.fixture
def index(site_tree: HomePage) -> EventIndexPage:
    """Return the page of all trainings of a site that knows regions and hosts."""
    load_regions()
    load_organisations()
    return site_tree.add_child(instance=EventIndexPage(title="Learn it together", slug="events"))


def data_of(key: str) -> dict[str, Any]:
    return next(row for row in event_rows() if row["key"] == key)


def announced(event: EventPage) -> list[Occurrence]:
    rows = Occurrence.objects.filter(event=event).select_related("event")
    return list(rows.exclude(status=Occurrence.Status.SKIPPED).order_by("starts_at"))


def test_dates_move_by_whole_weeks_and_rules_stay_rules() -> None:
    assert [shifted(date(2026, 2, 3), year) for year in (2026, 2027, 2030)] == [
        date(2026, 2, 3),
        date(2027, 2, 2),
        date(2030, 2, 5),
    ]
    assert shifted(datetime(2026, 2, 3, 18, 30), 2027) == datetime(2027, 2, 2, 18, 30)
    assert nth_weekday(2027, 2, "1WE") == date(2027, 2, 3)
    assert nth_weekday(2027, 2, "-1TH") == date(2027, 2, 25)
    assert bank_holiday(2027, "Easter Monday") == date(2027, 3, 29)


@pytest.mark.parametrize("year", [2027, 2030])
def test_another_year_keeps_weekdays_and_goes_by_its_own_holidays(
    index: EventIndexPage, editor: User, year: int
) -> None:
    with time_machine.travel(AUTUMN_BEFORE, tick=False):
        load_events(year=year, owner=editor)
    expected = everything()
    events = {page.slug.removesuffix(f"-{year}"): page for page in EventPage.objects.all()}
    assert set(events) == set(expected)
    for slug, walls in expected.items():
        rows = announced(events[slug])
        assert {row.starts_local.year for row in rows} == {year}, slug
        assert {row.starts_local.time() for row in rows} == {wall.time() for wall in walls}, slug
        assert {row.starts_local.weekday() for row in rows} == {wall.weekday() for wall in walls}, slug
        assert abs(len(rows) - len(walls)) <= 1, slug
    easter, early_may, spring = HOLIDAYS[year]
    clinic = Occurrence.objects.filter(event=events["monday-organising-clinic"]).select_related("event")
    skipped = {row.original_local.date() for row in clinic.filter(status=Occurrence.Status.SKIPPED)}
    assert {day for day in skipped if day.month != 8} == {easter, spring}
    assert [row.original_local.date() for row in clinic if row.is_moved] == [early_may]
    [before_easter] = Occurrence.objects.filter(event=events["stewarding-training"], status=Occurrence.Status.SKIPPED)
    assert abs((before_easter.original_local.date() - easter).days) <= 7
    assert CalendarEntry.objects.filter(state=CalendarEntry.State.LISTED).exists()


@time_machine.travel(AUTUMN_BEFORE, tick=False)
def test_a_full_training_has_its_waiting_list_and_kept_places_and_tells_nobody(
    index: EventIndexPage,
    editor: User,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]],
) -> None:
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            event = load_event(index, data_of("E34"), year=2026, owner=editor)
    [row] = announced(event)
    booked = Registration.objects.filter(occurrence=row)
    assert [person.name for person in booked.confirmed()] == [f"Learner {place} (example)" for place in range(1, 13)]
    assert [person.name for person in booked.waiting()] == [f"Learner {place} (example)" for place in range(13, 18)]
    assert {person.email.partition("@")[2] for person in booked} == {"demo.example"}
    assert (row.capacity, event.access_places) == (12, 2)
    assert mail.outbox == []


@time_machine.travel(datetime(2026, 12, 24, 9, 0, tzinfo=UTC), tick=False)
def test_a_year_that_is_over_has_its_dates_and_no_bookings(index: EventIndexPage, editor: User) -> None:
    event = load_event(index, data_of("E34"), year=2026, owner=editor)
    assert [row.starts_local for row in announced(event)] == [datetime(2026, 9, 22, 18, 30)]
    assert not Registration.objects.exists()


@time_machine.travel(AUTUMN_BEFORE, tick=False)
def test_an_event_that_an_editor_deleted_comes_back_under_a_new_name_for_calendars(
    index: EventIndexPage, editor: User
) -> None:
    first = load_event(index, data_of("E16"), year=2026, owner=editor)
    known = {first.uid, *first.occurrences.exclude(uid="").values_list("uid", flat=True)}
    assert len(known) == 4
    EventPage.objects.get(pk=first.pk).delete()
    again = load_event(index, data_of("E16"), year=2026, owner=editor)
    assert len(announced(again)) == 4
    assert known & {again.uid, *again.occurrences.exclude(uid="").values_list("uid", flat=True)} == set()


@time_machine.travel(AUTUMN_BEFORE, tick=False)
def test_a_file_that_names_a_day_without_a_date_is_refused(index: EventIndexPage, editor: User) -> None:
    wrong = data_of("E20") | {"skip": [{"on": date(2026, 5, 8), "reason": "Half-term."}]}
    with pytest.raises(LookupError, match="Housing English has no date in 2026"):
        load_event(index, wrong, year=2026, owner=editor)


@time_machine.travel(AUTUMN_BEFORE, tick=False)
def test_new_words_in_a_file_are_published_once(index: EventIndexPage, editor: User) -> None:
    first = load_event(index, data_of("E33"), year=2026, owner=editor)
    data = data_of("E33") | {"lede": "Find out who owns the empty corner, and what could stand there."}
    for _ in range(2):
        event = load_event(index, data, year=2026, owner=editor)
    assert event.pk == first.pk
    assert event.lede == data["lede"]
    assert event.revisions.count() == 2
    assert [row.is_cancelled for row in announced(event)] == [True]

"""Forty people at once for five places: five get in, the others stand in line, nobody sees an error."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.db import connection

from cms.models import HomePage
from lms.accounts.models import User
from lms.accounts.signals import people_merged
from tests.webinars.events import dates_of, make_event
from webinars.models import Occurrence, Registration
from webinars.services import booking, places
from webinars.services.booking import Contact, book_place, cancel_booking, promote_next
from webinars.services.changing_dates import change_occurrence

pytestmark = [pytest.mark.django_db(transaction=True)]

PEOPLE, PLACES = 40, 5
FAR = datetime(2031, 2, 4, 18, 30)


@pytest.fixture
def small_date(site_tree: HomePage) -> Occurrence:
    """Return a date with five places, far ahead."""
    event = make_event(site_tree, starts_local=FAR, recurrence="", capacity=PLACES)
    return dates_of(event)[0]


Job = Callable[[], object]


def all_at_once(jobs: list[Job]) -> list[BaseException]:
    """Start every job in a thread of its own at the same moment; return what went wrong."""
    start = threading.Barrier(len(jobs))
    problems: list[BaseException] = []

    def run(job: Job) -> None:
        try:
            start.wait(timeout=30)
            job()
        except Exception as problem:  # noqa: BLE001  (a thread's error must reach the test)
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return problems


def booker(date: Occurrence, number: int) -> Job:
    """Return a job that books one place."""
    return lambda: book_place(occurrence=date, name=f"P{number}", contact=Contact(email=f"p{number}@example.org"))


def statuses(date: Occurrence) -> list[str]:
    """Return the status of every booking in order of arrival."""
    return list(Registration.objects.filter(occurrence=date).order_by("pk").values_list("status", flat=True))


def test_forty_people_share_five_places(small_date: Occurrence) -> None:
    problems = all_at_once([booker(small_date, number) for number in range(PEOPLE)])
    assert problems == []
    assert statuses(small_date) == ["confirmed"] * PLACES + ["waiting"] * (PEOPLE - PLACES)


def test_without_the_lock_the_same_people_overbook(small_date: Occurrence, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: it shows that the race is real and that the lock is what prevents it."""

    @contextmanager
    def unlocked(occurrence_id: int) -> Iterator[Occurrence]:
        yield Occurrence.objects.select_related("event").get(pk=occurrence_id)

    real = places.has_place

    def slow(*args: object, **kwargs: object) -> bool:
        answer = real(*args, **kwargs)  # type: ignore[arg-type]
        time.sleep(0.05)
        return answer

    monkeypatch.setattr(booking, "held", unlocked)
    monkeypatch.setattr(booking, "has_place", slow)
    all_at_once([booker(small_date, number) for number in range(PEOPLE)])
    assert statuses(small_date).count("confirmed") > PLACES


def test_everybody_sends_the_form_three_times(small_date: Occurrence) -> None:
    problems = all_at_once([booker(small_date, number % 10) for number in range(30)])
    assert problems == []
    assert sorted(statuses(small_date)) == ["confirmed"] * PLACES + ["waiting"] * 5


def test_people_leave_while_others_arrive_and_two_promote(small_date: Occurrence) -> None:
    for number in range(15):
        booker(small_date, number)()
    holders = list(Registration.objects.confirmed())
    jobs: list[Job] = [lambda row=row: cancel_booking(registration=row, by="person") for row in holders]
    jobs += [booker(small_date, number) for number in range(100, 115)]
    jobs += [lambda: promote_next(occurrence=small_date)] * 4
    assert all_at_once(jobs) == []
    assert statuses(small_date).count("confirmed") == PLACES
    assert statuses(small_date)[:10] == ["cancelled"] * PLACES + ["confirmed"] * PLACES


def test_fewer_places_later_drop_nobody_and_let_nobody_in(small_date: Occurrence) -> None:
    for number in range(6):
        booker(small_date, number)()
    change_occurrence(occurrence=small_date, capacity_override=3, by="test")
    assert promote_next(occurrence=small_date) == []
    assert statuses(small_date) == ["confirmed"] * 5 + ["waiting"]
    cancel_booking(registration=Registration.objects.confirmed()[0], by="person")
    assert statuses(small_date).count("confirmed") == 4


def test_kept_places_are_for_people_who_need_support(site_tree: HomePage) -> None:
    date = dates_of(make_event(site_tree, starts_local=FAR, recurrence="", capacity=1, access_places=1))[0]
    first, second = booker(date, 1), booker(date, 2)
    first()
    second()
    book_place(occurrence=date, name="A", contact=Contact(email="a@example.org"), needs=["bsl"])
    book_place(occurrence=date, name="B", contact=Contact(email="b@example.org"), needs=["bsl"])
    assert statuses(date) == ["confirmed", "waiting", "confirmed", "waiting"]


def test_a_merged_guest_keeps_their_booking(small_date: Occurrence, guest: User, learner: User) -> None:
    book_place(occurrence=small_date, name="G", contact=Contact(email="g@example.org"), user=guest)
    people_merged.send(None, source=guest, target=learner)
    assert Registration.objects.get().user == learner

"""By the clock alone: series go on, kept places open, what people told us goes away."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core import mail

from cms.models import HomePage
from lms.accounts.models import User
from lms.accounts.services.data_rights import erase_person, export_person
from lms.lib.minute import minute_passed
from tests.webinars.events import dates_of, make_event
from webinars.models import AccessNeed, BookingConsent, ManageLink, Occurrence, Registration
from webinars.services.booking import Contact, book_place
from webinars.services.changing_dates import cancel_event, move_occurrence
from webinars.services.manage_links import new_manage_link
from webinars.services.tending import extend_open_series, forget_people, open_kept_places, remind_people, tend_calendar

pytestmark = pytest.mark.django_db


def book(date: Occurrence, name: str = "noor", **more: object) -> Registration:
    """Book a place for somebody and return the booking."""
    contact = Contact(email=f"{name}@example.org")
    return book_place(occurrence=date, name=name, contact=contact, **more).registration  # type: ignore[arg-type]


def test_an_open_ended_series_goes_on(site_tree: HomePage, january: None) -> None:
    event = make_event(site_tree, recurrence="RRULE:FREQ=WEEKLY;BYDAY=TU", open_ended=True)
    before = len(dates_of(event))
    assert extend_open_series() == 0
    with time_machine.travel(datetime(2027, 6, 1, tzinfo=UTC), tick=False):
        assert extend_open_series() == 1
        assert len(dates_of(event)) == before + 21
        assert extend_open_series() == 0


def test_a_cancelled_open_ended_series_stays_cancelled(site_tree: HomePage, january: None) -> None:
    event = make_event(site_tree, recurrence="RRULE:FREQ=WEEKLY;BYDAY=TU", open_ended=True)
    cancel_event(event=event, reason="The group has closed", by="test")
    with time_machine.travel(datetime(2027, 6, 1, tzinfo=UTC), tick=False):
        extend_open_series()
    assert {row.status for row in dates_of(event)} == {"cancelled"}


def test_kept_places_open_to_the_waiting_list_a_week_before(site_tree: HomePage, january: None) -> None:
    date = dates_of(make_event(site_tree, recurrence="", capacity=1, access_places=1))[0]
    book(date)
    assert book(date, "ola").status == "waiting"
    assert open_kept_places() == 0
    with time_machine.travel(datetime(2027, 1, 26, 19, tzinfo=UTC), tick=False):
        assert open_kept_places() == 1
    assert Registration.objects.get(email="ola@example.org").status == "confirmed"


def test_needs_go_fourteen_days_after_the_date(first_date: Occurrence) -> None:
    book(first_date, needs=["bsl"])
    with time_machine.travel(datetime(2027, 2, 15, 23, tzinfo=UTC), tick=False):
        forget_people()
        assert AccessNeed.objects.count() == 1
    with time_machine.travel(datetime(2027, 2, 16, 1, tzinfo=UTC), tick=False):
        forget_people()
        assert AccessNeed.objects.count() == 0


def test_name_and_contact_go_too_and_the_count_stays(first_date: Occurrence) -> None:
    row = book(first_date, consents=["remind"])
    new_manage_link(registration=row)
    with time_machine.travel(datetime(2027, 2, 17, tzinfo=UTC), tick=False):
        assert forget_people() == 1
        assert forget_people() == 0
    row.refresh_from_db()
    assert (row.name, row.email, row.phone, row.status) == ("", "", "", "confirmed")
    assert (BookingConsent.objects.count(), ManageLink.objects.count()) == (0, 0)


def test_who_asked_for_news_is_kept_until_they_take_it_back(first_date: Occurrence) -> None:
    row = book(first_date, consents=["news"])
    with time_machine.travel(datetime(2027, 2, 17, tzinfo=UTC), tick=False):
        assert forget_people() == 0
        BookingConsent.objects.update(withdrawn_at=datetime(2027, 2, 17, tzinfo=UTC))
        assert forget_people() == 1
    row.refresh_from_db()
    assert row.email == ""


def test_the_clockwork_tends_the_calendar(first_date: Occurrence) -> None:
    book(first_date, needs=["bsl"])
    with time_machine.travel(datetime(2027, 2, 17, tzinfo=UTC), tick=False):
        minute_passed.send(sender=None)
    assert AccessNeed.objects.count() == 0


def test_tending_an_empty_school_does_nothing(db: None) -> None:
    tend_calendar()
    assert Occurrence.objects.count() == 0


def test_a_persons_download_holds_their_bookings_and_nobody_elses(first_date: Occurrence, learner: User) -> None:
    book(first_date, user=learner, needs=["bsl"], note="front row", consents=["remind"])
    book(first_date, "ola")
    (booking,) = export_person(person=learner)["trainings"]["bookings"]
    assert booking["email"] == "noor@example.org"
    assert booking["needs"] == ["bsl", "front row"]
    assert [consent["purpose"] for consent in booking["consents"]] == ["remind"]
    assert booking["starts_at"] == "2027-02-02T18:30:00+00:00"


def test_somebody_who_is_erased_frees_their_place(site_tree: HomePage, january: None, learner: User) -> None:
    date = dates_of(make_event(site_tree, recurrence="", capacity=1))[0]
    row = book(date, user=learner)
    book(date, "ola")
    erase_person(person=learner)
    row.refresh_from_db()
    assert (row.status, row.name, row.email, row.user) == ("cancelled", "", "", None)
    assert Registration.objects.get(email="ola@example.org").status == "confirmed"


def test_who_asked_is_reminded_the_day_before_and_once(
    first_date: Occurrence, django_capture_on_commit_callbacks: Any
) -> None:
    book(first_date, "noor", consents=["remind"])
    book(first_date, "ola")
    for moment in (datetime(2027, 2, 1, 18, tzinfo=UTC), datetime(2027, 2, 1, 19, tzinfo=UTC)) * 2:
        with time_machine.travel(moment, tick=False), django_capture_on_commit_callbacks(execute=True):
            remind_people()
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["noor@example.org"], "Reminder: Stewarding training 1")
    ]


def test_a_consent_taken_back_is_no_reminder(first_date: Occurrence) -> None:
    book(first_date, "noor", consents=["remind"])
    BookingConsent.objects.update(withdrawn_at=datetime(2027, 1, 5, tzinfo=UTC))
    with time_machine.travel(datetime(2027, 2, 1, 19, tzinfo=UTC), tick=False):
        assert remind_people() == 0


def test_one_booking_of_a_series_hears_of_every_date(
    site_tree: HomePage, january: None, django_capture_on_commit_callbacks: Any
) -> None:
    event = make_event(site_tree, booked_as_series=True, capacity=1)
    third = dates_of(event)[2]
    book(third, "noor", consents=["remind"])
    assert Registration.objects.get().occurrence_id == dates_of(event)[0].pk
    with django_capture_on_commit_callbacks(execute=True):
        move_occurrence(occurrence=third, to=datetime(2027, 2, 18, 19, 0), reason="Snow.", by="test")
    assert "Thursday 18 February 2027, 7pm" in mail.outbox[-1].body
    with (
        time_machine.travel(datetime(2027, 2, 17, 20, tzinfo=UTC), tick=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        remind_people()
    assert mail.outbox[-1].subject == "Reminder: Stewarding training 1"
    assert "Thursday 18 February 2027" in mail.outbox[-1].body

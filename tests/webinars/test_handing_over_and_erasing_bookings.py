"""A person's bookings are handed over whole, without anybody else's, and go when the person goes."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail

from lms.accounts.data_rights import keepers
from lms.accounts.models import User
from lms.accounts.services.data_rights import export_person
from webinars.models import AccessNeed, BookingConsent, ManageLink, Occurrence, Registration
from webinars.services.booking import Contact, book_place
from webinars.services.persons_data import erase_bookings, export_bookings

pytestmark = pytest.mark.django_db


def book(day: Occurrence, person: User, canary: str) -> Registration:
    """Book with a word in every field that could leak."""
    booking = book_place(
        occurrence=day,
        name=f"name-{canary}",
        contact=Contact(email=f"mail-{canary}@example.org"),
        needs=["bsl"],
        note=f"note-{canary}",
        consents=["remind"],
        user=person,
    )
    return booking.registration


def test_the_trainings_app_takes_part_once() -> None:
    assert sorted(keeper.name for keeper in keepers()) == ["groups", "learning", "trainings"]


def test_everything_about_the_bookings_is_handed_over(first_date: Occurrence, learner: User) -> None:
    row = book(first_date, learner, "mine")
    (kept,) = export_bookings(learner)["bookings"]
    assert kept["training"] == first_date.shown_title
    assert kept["starts_at"] == first_date.starts_at.isoformat()
    assert kept["booked_at"] == datetime(2027, 1, 4, 9, tzinfo=UTC).isoformat()
    assert (kept["reference"], kept["name"], kept["email"]) == (row.reference, "name-mine", "mail-mine@example.org")
    assert "note-mine" in kept["needs"]
    assert [consent["purpose"] for consent in kept["consents"]] == ["remind"]
    json.dumps(kept)  # plain data


def test_nothing_of_others_is_handed_over(first_date: Occurrence, learner: User, other_learner: User) -> None:
    book(first_date, learner, "mine")
    book(first_date, other_learner, "theirs")
    assert "theirs" not in json.dumps(export_person(person=learner))


def test_erasing_takes_the_person_out_and_leaves_others_alone(
    first_date: Occurrence, learner: User, other_learner: User
) -> None:
    row = book(first_date, learner, "mine")
    other = book(first_date, other_learner, "theirs")
    erase_bookings(learner)
    row.refresh_from_db()
    assert (row.name, row.email, row.phone, row.user_id, row.status) == ("", "", "", None, "cancelled")
    assert AccessNeed.objects.get().registration_id == other.pk
    assert BookingConsent.objects.get().registration_id == other.pk
    assert not ManageLink.objects.filter(registration=row).exists()
    assert list(Registration.objects.confirmed()) == [other]


def test_erasing_writes_no_mail_to_somebody_who_is_gone(
    first_date: Occurrence, learner: User, django_capture_on_commit_callbacks: Any
) -> None:
    book(first_date, learner, "mine")
    with django_capture_on_commit_callbacks(execute=True):
        erase_bookings(learner)
    assert [message.subject for message in mail.outbox] == []


def test_erasing_twice_is_erasing_once(first_date: Occurrence, learner: User) -> None:
    row = book(first_date, learner, "mine")
    erase_bookings(learner)
    before = Registration.objects.values().get(pk=row.pk)
    erase_bookings(learner)
    assert Registration.objects.values().get(pk=row.pk) == before

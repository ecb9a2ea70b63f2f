"""A person's bookings are handed over whole, without anybody else's, and go when the person goes."""

import json
from datetime import UTC, date, datetime

import pytest

from lms.accounts.data_rights import keepers
from lms.accounts.models import User
from webinars.models import AccessNeed, BookingConsent, ManageLink, Occurrence, Registration
from webinars.services.booking import Contact, book_place
from webinars.services.data_rights import erase_bookings, export_bookings

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


def test_the_trainings_app_takes_part_in_my_data() -> None:
    assert [keeper.name for keeper in keepers()].count("bookings") == 1


def test_everything_about_the_bookings_is_handed_over(first_date: Occurrence, learner: User) -> None:
    row = book(first_date, learner, "mine")
    kept = export_bookings(learner)
    assert kept["bookings"] == [
        {
            "training": first_date.shown_title,
            "starts_at": first_date.starts_at.isoformat(),
            "reference": row.reference,
            "name": "name-mine",
            "email": "mail-mine@example.org",
            "phone": "",
            "language": "",
            "status": "Has a place",
            "booked_at": datetime(2027, 1, 4, 9, tzinfo=UTC).isoformat(),
            "cancelled_at": None,
            "access_needs": {
                "asked_for": ["BSL interpreter"],
                "note": "note-mine",
                "deleted_on": date(2027, 2, 16).isoformat(),
            },
        }
    ]
    assert [consent["purpose"] for consent in kept["consents"]] == ["Remind me the day before"]
    json.dumps(kept)  # plain data


def test_nothing_of_others_is_handed_over(first_date: Occurrence, learner: User, other_learner: User) -> None:
    book(first_date, learner, "mine")
    book(first_date, other_learner, "theirs")
    assert "theirs" not in json.dumps(export_bookings(learner))


def test_erasing_takes_the_person_out_and_keeps_the_count(
    first_date: Occurrence, learner: User, other_learner: User
) -> None:
    row = book(first_date, learner, "mine")
    other = book(first_date, other_learner, "theirs")
    assert erase_bookings(learner) == 1
    row.refresh_from_db()
    assert (row.name, row.email, row.phone, row.user_id, row.status) == ("", "", "", None, "confirmed")
    assert AccessNeed.objects.get().registration_id == other.pk
    assert BookingConsent.objects.get().registration_id == other.pk
    assert not ManageLink.objects.filter(registration=row).exists()
    assert Registration.objects.confirmed().count() == 2


def test_erasing_twice_is_erasing_once(first_date: Occurrence, learner: User) -> None:
    row = book(first_date, learner, "mine")
    erase_bookings(learner)
    before = Registration.objects.values().get(pk=row.pk)
    assert erase_bookings(learner) == 0
    assert Registration.objects.values().get(pk=row.pk) == before

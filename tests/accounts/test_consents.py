"""What people said yes to, in which words; and that they took it back."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lms.accounts.models import ConsentRecord, User
from lms.accounts.services.consent import give_consent, withdraw_consent

pytestmark = pytest.mark.django_db


def test_the_same_yes_is_kept_once(learner: User) -> None:
    first = give_consent(purpose="reminders", wording_version="1", source="profile", person=learner)
    assert give_consent(purpose="reminders", wording_version="1", source="booking", person=learner) == first
    give_consent(purpose="reminders", wording_version="2", source="profile", person=learner)
    assert ConsentRecord.objects.count() == 2


def test_taking_back_closes_what_is_open_and_a_new_yes_is_a_new_record(learner: User, other_learner: User) -> None:
    give_consent(purpose="reminders", wording_version="1", source="profile", person=learner)
    give_consent(purpose="reminders", wording_version="1", source="profile", person=other_learner)
    assert withdraw_consent(purpose="reminders", person=learner) == 1
    assert withdraw_consent(purpose="reminders", person=learner) == 0
    give_consent(purpose="reminders", wording_version="1", source="profile", person=learner)
    open_ones = ConsentRecord.objects.filter(withdrawn_at=None).values_list("person", flat=True)
    assert sorted(open_ones) == sorted([learner.pk, other_learner.pk])
    assert ConsentRecord.objects.filter(person=learner).count() == 2


def test_people_without_an_account_are_known_by_what_they_agreed_to() -> None:
    give_consent(purpose="photos", wording_version="1", source="booking", reference="registration:1")
    give_consent(purpose="photos", wording_version="1", source="booking", reference="registration:2")
    assert withdraw_consent(purpose="photos", reference="registration:1") == 1
    with pytest.raises(ValueError, match="Say whose"):
        withdraw_consent(purpose="photos")


def test_a_consent_of_nobody_cannot_be() -> None:
    with pytest.raises(IntegrityError, match="belongs_to_somebody"), transaction.atomic():
        ConsentRecord.objects.create(purpose="photos", wording_version="1", source="x")


def test_nothing_is_taken_back_before_it_was_given(learner: User) -> None:
    earlier = timezone.now() - timezone.timedelta(days=1)
    with pytest.raises(IntegrityError, match="withdrawn_after_given"), transaction.atomic():
        ConsentRecord.objects.create(purpose="x", wording_version="1", source="x", person=learner, withdrawn_at=earlier)

"""A guest who signs in keeps everything; nobody else is ever dissolved into somebody."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from lms.accounts.errors import MergeRefusedError
from lms.accounts.models import ConsentRecord, ResumeCode, User
from lms.accounts.services.consent import give_consent
from lms.accounts.services.merging import merge_people
from lms.accounts.services.resume import make_resume_code
from lms.accounts.signals import people_merged
from tests.accounts.conftest import Who, sign_in

pytestmark = pytest.mark.django_db


def test_a_guest_who_proves_a_new_address_stays_the_same_person(guest_browser: Client, who: Who) -> None:
    before = who(guest_browser)
    sign_in(guest_browser, "new@example.org")
    after = who(guest_browser)
    assert after == before
    assert after is not None
    assert (after.email, after.is_guest) == ("new@example.org", False)


def test_a_guest_who_proves_a_known_address_becomes_part_of_that_person(
    guest_browser: Client, learner: User, who: Who
) -> None:
    guest = who(guest_browser)
    assert guest is not None
    sign_in(guest_browser, "ama@example.org")
    assert who(guest_browser) == learner
    assert not User.objects.filter(pk=guest.pk).exists()
    assert Session.objects.count() == 1


def test_apps_hear_of_it_before_the_guest_is_gone_and_inside_the_transaction(guest: User, learner: User) -> None:
    heard: list[tuple[User, User, bool]] = []

    def listen(source: User, target: User, **kwargs: Any) -> None:
        heard.append((source, target, User.objects.filter(pk=source.pk).exists()))

    people_merged.connect(listen)
    try:
        merge_people(source=guest, target=learner)
    finally:
        people_merged.disconnect(listen)
    assert [(target, there) for _source, target, there in heard] == [(learner, True)]


def test_when_an_app_cannot_follow_nothing_has_happened(guest: User, learner: User) -> None:
    def refuse(**kwargs: Any) -> None:
        raise RuntimeError("no")

    people_merged.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            merge_people(source=guest, target=learner)
    finally:
        people_merged.disconnect(refuse)
    assert User.objects.filter(pk=guest.pk).exists()


def test_when_the_last_step_fails_the_earlier_ones_are_undone(
    guest: User, learner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: User) -> None:
        raise RuntimeError("no")

    give_consent(purpose="reminders", wording_version="1", source="test", person=guest)
    monkeypatch.setattr(User, "delete", fail)
    with pytest.raises(RuntimeError):
        merge_people(source=guest, target=learner)
    assert ConsentRecord.objects.get().person == guest


def test_consents_and_cards_move_and_missing_choices_are_filled(guest: User, learner: User) -> None:
    guest.display_name, guest.language, guest.time_zone = "Blue door", "cy", "Europe/Warsaw"
    guest.save()
    give_consent(purpose="reminders", wording_version="1", source="test", person=guest)
    make_resume_code(person=guest)
    merge_people(source=guest, target=learner)
    learner.refresh_from_db()
    assert (learner.display_name, learner.language, learner.time_zone) == ("Ama", "cy", "Europe/Warsaw")
    assert ConsentRecord.objects.get().person == learner
    assert ResumeCode.objects.get().person == learner


def test_a_guests_card_never_comes_to_open_an_editors_account(guest: User, editor: User) -> None:
    make_resume_code(person=guest)
    merge_people(source=guest, target=editor)
    assert ResumeCode.objects.count() == 0


def test_done_twice_it_is_done_once(guest: User, learner: User) -> None:
    again = User.objects.get(pk=guest.pk)
    merge_people(source=guest, target=learner)
    merge_people(source=again, target=learner)
    merge_people(source=learner, target=learner)
    assert list(User.objects.all()) == [learner]


def test_only_a_guest_can_go(learner: User, other_learner: User) -> None:
    with pytest.raises(MergeRefusedError, match="somebody who can sign in"):
        merge_people(source=learner, target=other_learner)
    assert User.objects.count() == 2


def test_somebody_signed_in_who_proves_another_address_changes_over_and_merges_nothing(
    learner: User, other_learner: User, who: Who
) -> None:
    browser = Client()
    sign_in(browser, "ama@example.org")
    sign_in(browser, "bryn@example.org")
    assert who(browser) == other_learner
    assert User.objects.count() == 2

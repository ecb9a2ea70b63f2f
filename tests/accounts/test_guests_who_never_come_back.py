"""Guests leave no address, so they are forgotten 13 months after they were last here. The card says so."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client, RequestFactory
from django.urls import reverse
from time_machine import TimeMachineFixture

from lms.accounts.apps import AccountsConfig
from lms.accounts.models import User
from lms.accounts.services import upkeep
from lms.accounts.services.identity import ensure_person
from lms.lib.minute import send_minute
from tests.accounts.conftest import Who

pytestmark = pytest.mark.django_db
START = "2027-01-04T09:00:00Z"


@pytest.fixture(autouse=True)
def calendar(settings: Any, tmp_path: Path, time_machine: TimeMachineFixture) -> TimeMachineFixture:
    """Let it be January 2027, and keep the ledger of erasures with this test."""
    settings.VAR_DIR = tmp_path
    time_machine.move_to(START, tick=False)
    return time_machine


def test_after_thirteen_months_a_guest_is_forgotten(
    guest_browser: Client, who: Who, calendar: TimeMachineFixture
) -> None:
    person = who(guest_browser)
    assert person is not None
    calendar.move_to("2028-02-03T09:00:00Z", tick=False)
    send_minute()
    assert User.objects.filter(pk=person.pk).exists()
    calendar.move_to("2028-02-05T09:00:00Z", tick=False)
    send_minute()
    assert not User.objects.filter(pk=person.pk).exists()


def test_a_guest_who_keeps_learning_is_kept(guest_browser: Client, who: Who, calendar: TimeMachineFixture) -> None:
    calendar.move_to("2027-03-01T09:00:00Z", tick=False)
    guest_browser.post(reverse("accounts:keep_place"))  # an act, eight weeks later
    calendar.move_to("2028-02-05T09:00:00Z", tick=False)
    assert upkeep.forget_idle_guests() == 0
    calendar.move_to("2028-04-05T09:00:00Z", tick=False)
    assert upkeep.forget_idle_guests() == 1


def test_within_a_week_an_act_writes_nothing_about_when(
    guest_browser: Client, who: Who, django_assert_num_queries: Callable[[int], Any]
) -> None:
    person = who(guest_browser)
    request = RequestFactory().post("/")
    request.user, request.session = person, guest_browser.session  # type: ignore[assignment]
    request.session.get("x")
    with django_assert_num_queries(0):
        ensure_person(request)


def test_people_with_an_address_and_staff_are_never_forgotten_in_silence(
    learner: User, trainer: User, calendar: TimeMachineFixture
) -> None:
    calendar.move_to("2037-01-04T09:00:00Z", tick=False)
    assert upkeep.forget_idle_guests() == 0
    assert User.objects.count() == 2


def test_a_crowd_goes_in_portions_the_longest_gone_first(
    monkeypatch: pytest.MonkeyPatch, calendar: TimeMachineFixture
) -> None:
    monkeypatch.setattr(upkeep, "AT_ONCE", 2)
    oldest = [User.objects.create_guest().pk for _ in range(2)]
    calendar.move_to("2027-01-05T09:00:00Z", tick=False)
    newest = User.objects.create_guest().pk
    calendar.move_to("2028-06-01T09:00:00Z", tick=False)
    assert upkeep.forget_idle_guests() == 2
    assert not User.objects.filter(pk__in=oldest).exists()
    assert User.objects.filter(pk=newest).exists()
    assert [upkeep.forget_idle_guests(), upkeep.forget_idle_guests()] == [1, 0]


def test_the_card_says_so(visitor: Client) -> None:
    assert "for 13 months" in visitor.post(reverse("accounts:keep_place")).content.decode()
    assert upkeep.KEEP_GUESTS.days == 396


def test_the_people_app_is_told_when_a_minute_has_passed() -> None:
    """Of two AppConfig classes in a module Django takes neither, unless one says that it is the default."""
    assert isinstance(apps.get_app_config("accounts"), AccountsConfig)

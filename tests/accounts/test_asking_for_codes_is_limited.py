"""Codes, mails and passwords: limited by network, by address from one network, and by address from everywhere."""

import pytest
import time_machine
from django.core import mail
from django.test import Client

from lms.accounts.models import User
from tests.accounts.conftest import ask_for_code

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def still_clock() -> object:
    """Keep all tries in one window."""
    with time_machine.travel("2027-03-01T12:00:00Z", tick=False) as clock:
        yield clock


def from_network(number: int) -> Client:
    """Return a browser somewhere else."""
    return Client(REMOTE_ADDR=f"198.51.100.{number}")


def ask(browser: Client, email: str) -> int:
    """Ask for a code; return the status."""
    return browser.post("/account/sign-in/", {"email": email}).status_code


def test_one_network_asks_for_thirty_codes_in_ten_minutes() -> None:
    statuses = [ask(from_network(1), f"person{n}@example.org") for n in range(32)]
    assert statuses == [302] * 30 + [429] * 2
    assert ask(from_network(2), "person31@example.org") == 302


def test_a_mailbox_gets_twenty_mails_an_hour_from_wherever_they_are_wanted(learner: User) -> None:
    statuses = [ask(from_network(n), "ama@example.org") for n in range(22)]
    assert statuses == [302] * 20 + [429] * 2
    assert len(mail.outbox) == 20


def test_limits_are_the_same_for_unknown_addresses() -> None:
    statuses = [ask(from_network(n), "nobody@example.org") for n in range(22)]
    assert statuses == [302] * 20 + [429] * 2


def test_one_network_types_sixty_codes_in_ten_minutes() -> None:
    waiting = [ask_for_code(from_network(n), f"person{n}@example.org") for n in range(62)]
    typing = from_network(200)
    statuses = [typing.post(page, {"code": "x"}).status_code for page in waiting]
    assert statuses == [422] * 60 + [429] * 2


def test_one_network_tries_thirty_accounts_in_ten_minutes() -> None:
    browser = from_network(1)
    statuses = [
        browser.post("/account/staff/sign-in/", {"email": f"p{n}@example.org", "password": "wrong"}).status_code
        for n in range(32)
    ]
    assert statuses == [422] * 30 + [429] * 2


def test_too_many_tries_are_explained_with_the_time_to_wait() -> None:
    for _ in range(5):
        ask(from_network(1), "ama@example.org")
    response = from_network(1).post("/account/sign-in/", {"email": "ama@example.org"})
    assert (response.status_code, response["Retry-After"]) == (429, "900")
    assert b"Try again in 15 minutes" in response.content

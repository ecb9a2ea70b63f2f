"""Counting tries holds for all processes together, whatever a sender pretends, and names nobody."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from time_machine import TimeMachineFixture

from lms.accounts.models import RateWindow, User
from lms.accounts.services.upkeep import throw_away_old_rows
from lms.lib.client_address import network_of
from lms.lib.limits import TooManyTriesError, allow, require


@pytest.fixture(autouse=True)
def still_clock(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    """Stop the clock at the start of a window, so that no test runs over its end."""
    time_machine.move_to("2027-01-04 09:00:00Z", tick=False)
    return time_machine


@pytest.fixture
def without_redis(settings: Any) -> None:
    """Count in the database, also where the suite runs with Redis."""
    settings.REDIS_URL = ""


def count_at_once(number: int) -> list[bool]:
    """Try `number` times at the same moment from eight connections."""

    def one(_number: int) -> bool:
        try:
            return allow("door", 10, 3600)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(one, range(number)))


@pytest.mark.django_db(transaction=True)
def test_forty_tries_at_once_are_forty() -> None:
    assert Counter(count_at_once(40)) == {True: 10, False: 30}


@pytest.mark.django_db(transaction=True)
def test_forty_tries_at_once_are_forty_in_the_database_too(without_redis: None) -> None:
    assert Counter(count_at_once(40)) == {True: 10, False: 30}
    assert RateWindow.objects.get().count == 40


@pytest.mark.django_db
def test_a_counter_names_nobody(without_redis: None) -> None:
    allow("password:account:ama@example.org", 5, 60)
    kept = str(RateWindow.objects.values().get())
    assert "ama" not in kept and "password" not in kept


@pytest.mark.django_db
def test_a_new_window_starts_again_and_the_old_row_goes(without_redis: None, still_clock: TimeMachineFixture) -> None:
    assert [allow("door", 2, 60) for _ in range(3)] == [True, True, False]
    with pytest.raises(TooManyTriesError, match="Try again in 1 minute"):
        require("door", 2, 60)
    still_clock.move_to("2027-01-04 09:01:01Z", tick=False)
    assert allow("door", 2, 60) is True
    assert RateWindow.objects.count() == 2
    throw_away_old_rows()
    assert RateWindow.objects.count() == 1


@pytest.mark.django_db
def test_a_made_up_sender_changes_nothing() -> None:
    address = reverse("accounts:staff_sign_in")
    answers = [
        Client().post(
            address,
            {"email": "dilys@example.org", "password": "guess"},
            headers={"X-Forwarded-For": f"10.1.{number}.7", "X-Real-IP": f"10.2.{number}.7"},
        )
        for number in range(12)
    ]
    assert [answer.status_code for answer in answers] == [422] * 6 + [429] * 6
    assert 0 < int(answers[-1]["Retry-After"]) <= 600


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["accounts:sign_in", "accounts:staff_sign_in"])
def test_other_spellings_of_an_address_are_the_same_address(path: str) -> None:
    spellings = ["ama@example.org", "AMA@example.org", " Ama@Example.org ", "ama@EXAMPLE.org"]
    codes = [
        Client().post(reverse(path), {"email": spellings[number % 4], "password": "guess"}).status_code
        for number in range(10)
    ]
    assert codes[-1] == 429


@pytest.mark.django_db
def test_guessing_resume_codes_ends_soon() -> None:
    codes = [
        Client().post(reverse("accounts:resume"), {"code": f"AAAA-BBBB-{number:04d}"}).status_code
        for number in range(25)
    ]
    assert codes == [422] * 20 + [429] * 5


@pytest.mark.django_db
def test_an_attack_from_many_networks_slows_one_account_and_ends(without_redis: None, trainer: User) -> None:
    for _number in range(100):
        allow("password:account:dilys@example.org", 100, 3600)
    client = Client(REMOTE_ADDR="192.0.2.55")
    sent = {"email": trainer.email, "password": "brick by brick"}
    assert client.post(reverse("accounts:staff_sign_in"), sent).status_code == 429
    RateWindow.objects.all().delete()  # the hour is over
    assert client.post(reverse("accounts:staff_sign_in"), sent).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "believed"),
    [
        (0, "203.0.113.9", "198.51.100.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        (1, "not an address", ""),
    ],
)
def test_only_own_proxies_are_believed(proxies: int, forwarded: str, believed: str) -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="198.51.100.1")
    with override_settings(TRUSTED_PROXIES=proxies):
        assert network_of(request) == believed

"""How often something may be tried holds across processes, ends with its window, and names nobody."""

import os
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import RequestFactory

from lms.accounts.models import RateWindow
from lms.lib.client_address import network_of
from lms.lib.limits import TooManyTriesError, allow, give_back, require

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_the_database(settings: Any, db: None) -> None:
    """Count in the database, as an embedded school does."""
    settings.REDIS_URL = ""


@time_machine.travel(NOON, tick=False)
def test_the_first_few_are_allowed_and_no_more() -> None:
    assert [allow("key", 3, 60) for _ in range(5)] == [True, True, True, False, False]
    assert allow("another key", 3, 60)


def test_the_next_window_starts_anew() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert [allow("key", 1, 60) for _ in range(2)] == [True, False]
        clock.shift(60)
        assert allow("key", 1, 60)


@time_machine.travel(NOON, tick=False)
def test_one_too_many_says_when_to_come_back() -> None:
    require("key", 1, 600)
    with pytest.raises(TooManyTriesError, match="Try again in 10 minutes") as error:
        require("key", 1, 600)
    assert error.value.minutes == 10


@time_machine.travel(NOON, tick=False)
def test_what_is_given_back_may_be_tried_again_and_no_more_than_was_tried() -> None:
    assert [allow("key", 2, 60) for _ in range(2)] == [True, True]
    give_back("key", 60)
    assert [allow("key", 2, 60) for _ in range(2)] == [True, False]
    give_back("unknown", 60)
    assert [allow("unknown", 1, 60) for _ in range(2)] == [True, False]


PROCESS = """
    import sys, django
    from django.conf import settings
    django.setup()
    from django.db import connection
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = sys.argv[1]
    from unittest import mock
    from lms.lib.limits import allow
    with mock.patch("time.time", return_value=1_800_000_000.0):
        print(sum(allow("shared", 10, 3600) for _ in range(8)))
"""


@pytest.mark.django_db(transaction=True)
def test_two_processes_count_together() -> None:
    RateWindow.objects.count()
    command = [sys.executable, "-c", textwrap.dedent(PROCESS), str(connection.settings_dict["NAME"])]

    def run(_number: int) -> int:
        outcome = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True, env=environment()
        )
        return int(outcome.stdout)

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(run, range(2))) == 10
    assert RateWindow.objects.get().count == 16


def environment() -> dict[str, str]:
    """Return this test's environment for a process of its own."""

    return {**os.environ, "DJANGO_SETTINGS_MODULE": "lms.settings.test", "REDIS_URL": ""}


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "network"),
    [
        (0, "198.51.100.7", "203.0.113.1", "198.51.100.7"),
        (1, "127.0.0.1", "203.0.113.1", "203.0.113.1"),
        (1, "127.0.0.1", "6.6.6.6, 203.0.113.1", "203.0.113.1"),
        (2, "127.0.0.1", "6.6.6.6, 203.0.113.1, 10.0.0.1", "203.0.113.1"),
        (1, "", "203.0.113.1", "203.0.113.1"),
        (1, "127.0.0.1", "nonsense", ""),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "::ffff:198.51.100.7", "", "198.51.100.7"),
        (0, "", "", ""),
    ],
)
def test_who_sent_it_is_believed_only_as_far_as_own_proxies_vouch(
    settings: Any, proxies: int, remote: str, forwarded: str, network: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert network_of(request) == network

"""One line of JSON for each request: route, status, time. No path, query, body, person or secret of anybody."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from cms.models import HomePage
from lms.accounts.models import User
from lms.lib.json_log import JsonLines, WithoutPaths

pytestmark = pytest.mark.django_db
CANARY = "canary-4b1d"


@pytest.fixture
def log(settings: Any) -> Iterator[io.StringIO]:
    """Return everything that is logged, written as production writes it."""
    settings.MIDDLEWARE = ["lms.lib.request_log.RequestLogMiddleware", *settings.MIDDLEWARE]
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(JsonLines())
    handler.addFilter(WithoutPaths())
    root = logging.getLogger()
    root.addHandler(handler)
    yield text
    root.removeHandler(handler)


def lines(log: io.StringIO, logger: str) -> list[dict[str, Any]]:
    """Return the lines of one logger."""
    found = [json.loads(line) for line in log.getvalue().splitlines()]
    return [line for line in found if line["logger"] == logger]


def test_each_request_is_one_line(site_tree: HomePage, log: io.StringIO) -> None:
    Client().get("/")
    [line] = lines(log, "request")
    assert sorted(line) == ["event", "level", "logger", "ms", "route", "status", "time"]
    assert (line["route"], line["status"], line["event"]) == ("wagtail_serve", 200, "request")
    assert 0 < line["ms"] < 60_000
    assert line["time"].endswith("+00:00")


def test_a_kept_page_is_logged_like_every_page(
    site_tree: HomePage, log: io.StringIO, settings: Any, tmp_path: Any, keeping: None
) -> None:
    browser = Client(HTTP_HOST="testserver")
    browser.get("/")
    browser.get("/")
    assert [line["route"] for line in lines(log, "request")] == ["wagtail_serve", "wagtail_serve"]


@pytest.mark.parametrize(
    "address",
    [
        f"/{CANARY}/",
        f"/search/?q={CANARY}",
        f"/calendar/{CANARY}.ics",
        f"/calendar/events/{CANARY}.ics",
        f"/bookings/manage/{CANARY}/",
        f"/bookings/done/{CANARY}/",
        f"/admin/{CANARY}/",
        f"/account/{CANARY}/",
        f"/static/{CANARY}.css",
    ],
)
def test_no_part_of_an_address_is_logged(site_tree: HomePage, log: io.StringIO, address: str) -> None:
    Client(raise_request_exception=False).get(address, HTTP_REFERER=f"http://testserver/{CANARY}")
    Client(raise_request_exception=False, enforce_csrf_checks=True).post(address, {"answer": CANARY})
    Client(raise_request_exception=False).post(address, {"answer": CANARY})
    assert len(lines(log, "request")) == 3
    assert CANARY not in log.getvalue()


def test_a_refusal_is_logged_by_its_route(site_tree: HomePage, log: io.StringIO) -> None:
    Client().get("/nowhere/")
    Client().post("/healthz")
    refused = [(line["route"], line["status"]) for line in lines(log, "django.request")]
    assert refused == [("wagtail_serve", 404), ("healthz", 405)]


def test_nobody_is_named(site_tree: HomePage, log: io.StringIO, client_of: Callable[[User], Client]) -> None:
    person = User.objects.create_user(f"{CANARY}@example.org", display_name=CANARY)
    client_of(person).get("/", REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT=CANARY)
    assert len(lines(log, "request")) == 1
    assert CANARY not in log.getvalue()
    assert "203.0.113.77" not in log.getvalue()


def test_a_traceback_is_one_line_too(log: io.StringIO) -> None:
    try:
        raise ValueError("a\nb")
    except ValueError:
        logging.getLogger("school").exception("it.broke")
    [line] = lines(log, "school")
    assert (line["event"], line["level"]) == ("it.broke", "ERROR")
    assert "ValueError" in line["traceback"]

"""A form is accepted from our own pages only, without a token and so without a cookie; the editor keeps its token."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

import lms.urls

DONE: list[str] = []


def act(request: HttpRequest) -> HttpResponse:
    """Change something."""
    DONE.append(request.method or "")
    return HttpResponse("done")


urlpatterns = [
    path("act/", act),
    path("one-click/", csrf_exempt(act)),
    path("admin/act/", act),
    *lms.urls.urlpatterns,
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def nothing_done() -> Iterator[None]:
    """Start with nothing done."""
    DONE.clear()
    yield
    DONE.clear()


def send(address: str = "/act/", *, method: str = "post", secure: bool = False, **headers: str) -> int:
    """Send a form as a strict browser does, and return the status."""
    browser = Client(enforce_csrf_checks=True, headers=headers)
    return int(getattr(browser, method)(address, secure=secure).status_code)


OURS = [
    {"sec-fetch-site": "same-origin"},
    {"sec-fetch-site": "same-origin", "origin": "http://testserver"},
    {"sec-fetch-site": "none"},
    {"origin": "http://testserver"},
    {"referer": "http://testserver/learn/"},
    {"origin": "http://testserver", "referer": "http://evil.example/"},
]
THEIRS = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://evil.example"},
    {"sec-fetch-site": "same-site", "origin": "http://forum.testserver"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "nonsense"},
    {"origin": "http://evil.example"},
    {"origin": "null"},
    {"origin": "null", "referer": "http://testserver/"},
    {"origin": "http://forum.testserver"},
    {"origin": "http://testserver.evil.example"},
    {"origin": "http://testserver:8000"},
    {"origin": "https://testserver"},
    {"origin": "http://testserver@evil.example"},
    {"origin": "testserver"},
    {"origin": "http://["},
    {"referer": "http://evil.example/?http://testserver/"},
    {"referer": "http://forum.testserver/"},
    {"referer": "/learn/"},
    {"referer": "http://["},
    {},
]


@pytest.mark.parametrize("headers", OURS)
def test_ours_is_accepted(headers: dict[str, str]) -> None:
    assert (send(**headers), DONE) == (200, ["POST"])


@pytest.mark.parametrize("headers", THEIRS)
def test_another_sites_is_refused_and_nothing_is_done(headers: dict[str, str]) -> None:
    assert (send(**headers), DONE) == (403, [])


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_every_method_that_changes_something_counts(method: str) -> None:
    assert (send(method=method), DONE) == (403, [])


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_reading_is_free(method: str) -> None:
    assert send(method=method, origin="http://evil.example") == 200


def test_a_sign_in_page_that_came_by_https_does_not_take_a_form_from_http() -> None:
    assert send(secure=True, origin="http://testserver") == 403
    assert send(secure=True, origin="https://testserver") == 200


def test_other_addresses_of_the_school_can_be_named(settings: Any) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://editor.school.example", "https://*.lessons.example"]
    assert send(origin="https://editor.school.example") == 200
    assert send(origin="https://wales.lessons.example") == 200
    assert send(origin="https://lessons.example.evil.example") == 403
    assert send(origin="http://wales.lessons.example") == 403


def test_one_click_unsubscribing_by_a_mail_program_is_let_through() -> None:
    assert (send("/one-click/"), DONE) == (200, ["POST"])


def test_the_refusal_explains_itself_and_sets_no_cookie() -> None:
    response = Client(enforce_csrf_checks=True).post("/act/", headers={"origin": "http://evil.example"})
    assert b"Nothing was changed" in response.content
    assert b"<nav" in response.content
    assert response.cookies == {}


def test_nothing_public_sets_a_cookie_not_even_a_sent_form() -> None:
    response = Client(enforce_csrf_checks=True).post("/act/", headers={"origin": "http://testserver"})
    assert response.cookies == {}


def test_the_editor_still_wants_its_token() -> None:
    assert (send("/admin/act/", **{"sec-fetch-site": "same-origin", "origin": "http://testserver"}), DONE) == (403, [])
    browser = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    token = "a" * 32
    browser.cookies["csrftoken"] = token
    assert browser.post("/admin/act/", {"csrfmiddlewaretoken": token}).status_code == 200
    assert DONE == ["POST"]

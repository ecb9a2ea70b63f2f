"""Without the database there is 503 and a time to come back, never a stack trace; with it again, all is well at once."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

import lms.urls
from cms.models import HomePage


def away(request: HttpRequest) -> HttpResponse:
    """Meet a database that is not there."""
    raise OperationalError("could not connect to server at 10.0.0.7")


def closed(request: HttpRequest) -> HttpResponse:
    """Meet a connection that was closed."""
    raise InterfaceError("connection already closed")


def broken(request: HttpRequest) -> HttpResponse:
    """Fail for another reason."""
    raise ValueError("a mistake of ours, and a secret")


urlpatterns = [
    path("away/", away),
    path("closed/", closed),
    path("broken/", broken),
    *lms.urls.urlpatterns,
]
handler500 = lms.urls.handler500
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def visitor() -> Client:
    """Return a browser that sees what a person would see."""
    return Client(raise_request_exception=False)


@pytest.fixture
def no_database() -> Iterator[None]:
    """Let every query fail, as when the server is gone."""

    def refuse(*args: Any) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize("address", ["/away/", "/closed/"])
def test_a_view_without_its_database_answers_503(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert response.headers["Cache-Control"] == "no-store"
    assert b"We are busy for a moment" in response.content
    assert b"10.0.0.7" not in response.content
    assert b"Traceback" not in response.content


@pytest.mark.parametrize("address", ["/", "/nowhere/", "/learn/", "/search/?q=rent"])
def test_pages_without_the_database_answer_503(
    site_tree: HomePage, visitor: Client, no_database: None, address: str
) -> None:
    response = visitor.get(address)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


def test_a_session_that_cannot_be_read_answers_503(site_tree: HomePage, visitor: Client, no_database: None) -> None:
    visitor.cookies["sessionid"] = "x" * 32
    assert visitor.get("/").status_code == 503


def test_it_works_again_at_once(site_tree: HomePage, visitor: Client) -> None:
    def refuse(*args: Any) -> None:
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        assert visitor.get("/").status_code == 503
    assert visitor.get("/").status_code == 200


def test_other_mistakes_stay_mistakes(visitor: Client) -> None:
    response = visitor.get("/broken/")
    assert response.status_code == 500
    assert b"Something broke on our side" in response.content
    assert b"a secret" not in response.content

"""What is not there, or not for you, says so in words and shows the way on."""

import pytest
from django.test import Client

from cms.models import HomePage, StandardPage
from lms.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/nowhere/", "/learn/2099/", "/cy/nowhere/", "/admin.php", "/bookings/manage/x/"])
def test_an_unknown_page_keeps_the_navigation(site_tree: HomePage, address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 404
    assert b'href="/learn/"' in response.content
    assert b'href="/events/"' in response.content
    assert response.cookies == {}


def test_a_draft_is_an_unknown_page(site_tree: HomePage) -> None:
    site_tree.add_child(instance=StandardPage(title="Not yet", slug="not-yet", live=False))
    response = Client().get("/not-yet/")
    assert response.status_code == 404
    assert b"Not yet" not in response.content


def test_a_wrong_host_is_refused_without_a_trace(site_tree: HomePage) -> None:
    response = Client(raise_request_exception=False).get("/", HTTP_HOST="evil.example")
    assert response.status_code == 400
    assert b"evil.example" not in response.content
    assert b"Traceback" not in response.content
    assert b"DisallowedHost" not in response.content


def test_a_forwarded_host_is_not_believed(site_tree: HomePage) -> None:
    response = Client().get("/", HTTP_X_FORWARDED_HOST="evil.example")
    assert response.status_code == 200
    assert b"evil.example" not in response.content


def test_what_is_for_staff_sends_people_to_their_sign_in(learner: User) -> None:
    response = Client().get("/admin/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/")

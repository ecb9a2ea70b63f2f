"""Reading makes nobody. The first act worth saving makes a guest, silently, and they stay that guest."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.middleware import SessionMiddleware
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from lms.accounts.models import User
from lms.accounts.services import identity
from tests.accounts.conftest import Who

pytestmark = pytest.mark.django_db
READ = [
    "/",
    "/account/sign-in/",
    "/account/keep-your-place/",
    "/account/resume/",
    "/account/staff/sign-in/",
    "/my-learning/",
]


@pytest.mark.parametrize("path", READ)
def test_reading_sets_no_cookie_and_makes_nobody(visitor: Client, path: str) -> None:
    response = visitor.get(path)
    assert response.cookies == {}
    assert (User.objects.count(), Session.objects.count()) == (0, 0)


def test_the_first_act_makes_a_guest_without_a_name_or_an_address(visitor: Client, who: Who) -> None:
    response = visitor.post("/account/keep-your-place/")
    person = who(visitor)
    assert person is not None
    assert (person.is_guest, person.email, person.display_name, person.has_usable_password()) == (True, None, "", False)
    assert list(response.cookies) == ["sessionid"]
    cookie = response.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_second_act_is_the_same_guests(guest_browser: Client, who: Who) -> None:
    before = who(guest_browser)
    guest_browser.post("/account/keep-your-place/")
    assert who(guest_browser) == before
    assert User.objects.count() == 1


def test_reading_can_never_make_a_guest() -> None:
    request = RequestFactory().get("/")
    with pytest.raises(RuntimeError, match="POST only"):
        identity.ensure_person(request)
    assert User.objects.count() == 0


def test_one_network_cannot_make_guests_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "GUESTS_AN_HOUR", 2)
    statuses = [Client().post("/account/keep-your-place/").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert User.objects.count() == 2


def test_somebody_who_keeps_learning_stays_signed_in(guest_browser: Client, who: Who) -> None:
    person = who(guest_browser)
    first = Session.objects.get().expire_date
    with time_machine.travel(timezone.now() + timedelta(days=60), tick=False):
        request = RequestFactory().post("/")
        request.COOKIES = {"sessionid": guest_browser.cookies["sessionid"].value}
        request.user = person  # type: ignore[assignment]

        def act(request: object) -> HttpResponse:
            identity.ensure_person(request)  # type: ignore[arg-type]
            return HttpResponse()

        response = SessionMiddleware(act)(request)
    assert "sessionid" in response.cookies
    assert Session.objects.get().expire_date > first + timedelta(days=59)


def test_within_a_week_the_session_is_left_alone(guest_browser: Client) -> None:
    session = guest_browser.session
    assert time.time() - session[identity.RENEWED] < 60
    response = guest_browser.post("/account/resume/", {"code": "x"})
    assert response.cookies == {}

"""A name to show, a language, a time zone; and the way out, here or everywhere."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from lms.accounts.models import User
from tests.accounts.conftest import Who, sign_in

pytestmark = pytest.mark.django_db


def test_strangers_are_led_to_sign_in_and_back(visitor: Client) -> None:
    for path in ("/account/", "/account/data/", "/account/delete/", "/account/sign-out/", "/account/data/download/"):
        response = visitor.get(path)
        assert (response.status_code, response["Location"]) == (
            302,
            f"/account/sign-in/?next={path.replace('/', '%2F')}",
        )


@pytest.mark.parametrize("name", ["Blue door", "", "O'Brien-Ng", "محمد", "王", "x" * 80, "<b>Zoë</b>"])
def test_any_name_is_right(guest_browser: Client, who: Who, name: str) -> None:
    response = guest_browser.post("/account/", {"display_name": name, "language": "", "time_zone": ""})
    assert response.status_code == 302
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["Saved."]
    person = who(guest_browser)
    assert person is not None
    assert person.display_name == name
    assert b"<b>Zo" not in guest_browser.get("/account/").content


@pytest.mark.parametrize(
    ("field", "value"), [("time_zone", "Mars/Olympus"), ("language", "tlh"), ("display_name", "x" * 81)]
)
def test_what_cannot_be_is_named_and_the_rest_is_kept(guest_browser: Client, field: str, value: str) -> None:
    fields = {"display_name": "Blue door", "language": "cy", "time_zone": "Europe/Warsaw", field: value}
    response = guest_browser.post("/account/", fields)
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    assert b"There is a problem" in response.content


def test_signing_out_here_leaves_the_other_device(learner: User, who: Who) -> None:
    here, there = Client(), Client()
    for browser in (here, there):
        sign_in(browser, "ama@example.org")
    assert here.get("/account/sign-out/").status_code == 200
    assert who(here) == learner
    here.post("/account/sign-out/", {"where": "here"})
    assert (who(here), who(there)) == (None, learner)


def test_signing_out_everywhere_holds_on_the_next_request_and_stops_the_card(learner: User, who: Who) -> None:
    here, there = Client(), Client()
    for browser in (here, there):
        sign_in(browser, "ama@example.org")
    code = here.post("/account/keep-your-place/").context["code"]
    here.post("/account/sign-out/", {"where": "everywhere"})
    assert (who(here), who(there)) == (None, None)
    assert there.get("/account/").status_code == 302
    assert Client().post("/account/resume/", {"code": code}).status_code == 422


def test_a_guest_without_a_card_is_warned_first(client_of: object, guest: User) -> None:
    browser = Client()
    browser.force_login(guest, backend="lms.accounts.backends.PlaceBackend")
    assert b"nobody can find your lessons again" in browser.get("/account/sign-out/").content
    browser.post("/account/keep-your-place/")
    assert b"nobody can find your lessons again" not in browser.get("/account/sign-out/").content


def test_personal_pages_are_kept_nowhere(guest_browser: Client) -> None:
    for path in ("/account/", "/account/data/", "/account/sign-out/", "/account/delete/", "/account/keep-your-place/"):
        assert guest_browser.get(path)["Cache-Control"] == "private, no-store"


def test_sessions_survive_one_change_of_the_secret_key(guest_browser: Client, who: Who, settings: object) -> None:
    person, old = who(guest_browser), settings.SECRET_KEY  # type: ignore[attr-defined]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a-new-one", [old]  # type: ignore[attr-defined]
    assert guest_browser.get("/account/").status_code == 200
    assert who(guest_browser) == person

"""Passwords are typed in one place, which limits tries, and only a session opened there leads into the editor."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from lms.accounts.errors import LockedOutError
from lms.accounts.models import User
from lms.accounts.services.passwords import choose_password
from lms.accounts.services.resume import make_resume_code
from tests.accounts.conftest import Who, sign_in

pytestmark = pytest.mark.django_db
DOOR = "/account/staff/sign-in/"
RIGHT = {"email": "esi@example.org", "password": "brick by brick"}
WRONG = {"email": "esi@example.org", "password": "wrong"}
OTHERS = [
    "/admin/login/",
    "/_util/login/",
    "/django-admin/login/",
    "/admin/password_reset/",
    "/admin/password_reset/done/",
    "/admin/password_reset/confirm/Mg/set-password/",
    "/_util/authenticate_with_password/1/1/",
    "/documents/authenticate_with_password/1/",
    "/account/login/",
    "/accounts/login/",
    "/account/sign-in/",
]


def test_the_door_opens_the_editor_for_eight_hours(editor: User, who: Who) -> None:
    browser = Client()
    response = browser.post(DOOR, {**RIGHT, "email": " Esi@Example.org"})
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert who(browser) == editor
    assert browser.session.get_expiry_age() == 8 * 60 * 60
    assert browser.get("/admin/").status_code == 200


@pytest.mark.parametrize("path", OTHERS)
def test_no_other_place_takes_a_password(path: str, editor: User, who: Who) -> None:
    browser = Client()
    for fields in ({**RIGHT, "username": RIGHT["email"], "login": RIGHT["email"]}, {"password": "brick by brick"}):
        response = browser.post(path, fields)
        assert response.status_code in {302, 404, 422}
        assert who(browser) is None
    assert b'type="password"' not in browser.get(path).content


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/login/?next=/admin/pages/", "/_util/login/"])
def test_every_way_to_the_editor_leads_to_the_door(path: str, visitor: Client) -> None:
    response = visitor.get(path)
    assert response.status_code == 302
    assert response["Location"].split("?")[0] == DOOR


def test_wagtails_own_password_screens_are_off(editor: User) -> None:
    browser = Client()
    browser.post(DOOR, RIGHT)
    assert b'type="password"' not in browser.get(reverse("wagtailadmin_account")).content


def test_wrong_password_unknown_account_and_learner_are_answered_alike(editor: User, learner: User) -> None:
    bodies = set()
    for email in ("esi@example.org", "nobody@example.org", "ama@example.org"):
        response = Client().post(DOOR, {"email": email, "password": "wrong"})
        assert response.status_code == 422
        bodies.add(response.content.replace(email.encode(), b"EMAIL"))
    assert len(bodies) == 1


def test_the_password_is_never_sent_back(editor: User) -> None:
    assert b"hunter" not in Client().post(DOOR, {**WRONG, "password": "hunter22"}).content


def test_six_tries_then_a_pause_whatever_the_forwarded_address_and_the_spelling_say(editor: User, who: Who) -> None:
    spellings = ["esi@example.org", "ESI@example.org", " esi@example.org", "Esi@Example.Org"]
    statuses = [
        Client(headers={"x-forwarded-for": f"203.0.113.{n}"})
        .post(DOOR, {"email": spellings[n % 4], "password": "wrong"})
        .status_code
        for n in range(8)
    ]
    assert statuses == [422] * 6 + [429] * 2
    browser = Client()
    response = browser.post(DOOR, RIGHT)
    assert (response.status_code, who(browser)) == (429, None)
    assert int(response["Retry-After"]) <= 600


def test_the_owner_can_still_get_in_from_elsewhere(editor: User) -> None:
    for _ in range(8):
        Client().post(DOOR, WRONG)
    assert Client(REMOTE_ADDR="198.51.100.7").post(DOOR, RIGHT).status_code == 302


def test_the_owner_hears_of_it_once_a_day(editor: User) -> None:
    for n in range(30):
        Client(REMOTE_ADDR=f"198.51.100.{n}").post(DOOR, WRONG)
    assert [message.to for message in mail.outbox] == [["esi@example.org"]]


def test_nobody_is_written_to_about_an_account_that_has_no_editor(learner: User) -> None:
    for n in range(30):
        Client(REMOTE_ADDR=f"198.51.100.{n}").post(
            DOOR, {"email": f"{'ama' if n % 2 else 'x'}@example.org", "password": "w"}
        )
    assert mail.outbox == []


def test_a_code_by_email_keeps_an_editors_place_and_does_not_open_the_editor(editor: User, who: Who) -> None:
    browser = Client()
    sign_in(browser, "esi@example.org")
    assert who(browser) == editor
    for path in ("/admin/", "/admin/pages/"):
        response = browser.get(path)
        assert (response.status_code, response["Location"].split("?")[0]) == (302, DOOR)


def test_neither_does_a_card(guest: User, editor: User, who: Who) -> None:
    code = make_resume_code(person=guest)
    User.objects.filter(pk=guest.pk).update(is_superuser=True)
    browser = Client()
    browser.post("/account/resume/", {"code": code})
    assert browser.get("/admin/").status_code == 302


def test_a_learner_without_rights_is_not_sent_round_in_circles(learner: User) -> None:
    browser = Client()
    browser.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    response = browser.get("/admin/", follow=True)
    assert (response.status_code, response.redirect_chain[-1][0].split("?")[0]) == (200, DOOR)


def test_a_guest_who_signs_in_to_edit_keeps_what_they_did(guest_browser: Client, editor: User, who: Who) -> None:
    guest_browser.post(DOOR, RIGHT)
    assert who(guest_browser) == editor
    assert list(User.objects.all()) == [editor]


def test_a_new_password_needs_a_fresh_code_and_ends_every_session(editor: User, who: Who) -> None:
    elsewhere = Client()
    elsewhere.post(DOOR, RIGHT)
    assert elsewhere.get("/account/staff/password/").status_code == 302
    browser = Client()
    assert sign_in(browser, "esi@example.org", "/account/staff/password/") == "/account/staff/password/"
    assert browser.post("/account/staff/password/", {"password": "short"}).status_code == 422
    response = browser.post("/account/staff/password/", {"password": "kettle lamp 408 tile"})
    assert response["Location"] == DOOR
    assert (who(elsewhere), who(browser)) == (None, None)
    assert Client().post(DOOR, RIGHT).status_code == 422
    assert Client().post(DOOR, {**RIGHT, "password": "kettle lamp 408 tile"}).status_code == 302


def test_a_learner_chooses_no_password(learner: User) -> None:
    browser = Client()
    sign_in(browser, "ama@example.org")
    assert browser.post("/account/staff/password/", {"password": "kettle lamp 408 tile"}).status_code == 403
    with pytest.raises(LockedOutError, match="Only people who edit the site"):
        choose_password(person=learner, password="kettle lamp 408 tile")
    learner.refresh_from_db()
    assert not learner.has_usable_password()

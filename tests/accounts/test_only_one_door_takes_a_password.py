"""A password is looked at in one place, which limits tries. Every other address of the site ignores it."""

from collections.abc import Callable

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import get_resolver, reverse

from lms.accounts.models import User
from tests.house.addresses import walk

pytestmark = pytest.mark.django_db
FROM_OUR_PAGE = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
PASSWORD = "brick by brick"  # what the cast's staff use


def typed(person: User) -> dict[str, str]:
    """Return a right e-mail and password under every field name that a sign-in form ever used."""
    names = ("email", "username", "login", "password", "password1")
    return {name: PASSWORD if name.startswith("password") else str(person.email) for name in names}


def test_the_staff_page_takes_it_and_opens_the_editor(visitor: Client, trainer: User) -> None:
    answer = visitor.post(reverse("accounts:staff_sign_in"), typed(trainer))
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert visitor.session[SESSION_KEY] == str(trainer.pk)
    assert visitor.get("/admin/").status_code == 200


def test_no_other_address_takes_it(trainer: User) -> None:
    opened = set()
    for address in walk(get_resolver()):
        path = address.path.replace("^", "").replace("$", "").replace("\\Z", "")
        client = Client(raise_request_exception=False)
        client.post(path, typed(trainer), headers=FROM_OUR_PAGE)
        if client.session.get(SESSION_KEY) == str(trainer.pk):
            opened.add(address.name)
    assert opened == {"accounts:staff_sign_in"}


@pytest.mark.parametrize(
    "path",
    [
        "/admin/login/",
        "/admin/password_reset/",
        "/admin/password_reset/confirm/MQ/set-password/",
        "/admin/password_reset/done/",
        "/_util/login/",
        "/admin/",
        "/admin/pages/",
    ],
)
def test_wagtails_own_doors_lead_to_ours(visitor: Client, path: str) -> None:
    for answer in (visitor.get(path), visitor.post(path, {"username": "x", "password": "y"})):
        ours = ("/account/staff", "/account/sign-in")
        assert answer.status_code == 302 and answer["Location"].startswith(ours)
        assert answer.cookies == {}


@pytest.mark.parametrize("path", ["/_util/authenticate_with_password/1/1/", "/documents/authenticate_with_password/1/"])
def test_shared_passwords_open_nothing(visitor: Client, path: str) -> None:
    assert visitor.get(path).status_code == 404
    assert visitor.post(path, {"password": "x"}).status_code == 404


def test_a_learner_with_a_password_is_refused_in_the_same_words(visitor: Client, trainer: User) -> None:
    learner = User.objects.create_user("gwen@example.org", PASSWORD)
    refused = visitor.post(reverse("accounts:staff_sign_in"), typed(learner))
    wrong = visitor.post(reverse("accounts:staff_sign_in"), typed(trainer) | {"password": "something else"})
    unknown = visitor.post(reverse("accounts:staff_sign_in"), {"email": "nobody@example.org", "password": PASSWORD})
    assert [answer.status_code for answer in (refused, wrong, unknown)] == [422, 422, 422]
    pages = {
        answer.content.decode().replace(address, "")
        for answer, address in ((refused, "gwen@example.org"), (wrong, str(trainer.email)), (unknown, "nobody@example.org"))
    }
    assert len(pages) == 1
    assert SESSION_KEY not in visitor.session


def test_a_guest_cannot_look_into_the_editor(client_of: Callable[[User], Client], guest: User, learner: User) -> None:
    for person in (guest, learner):
        answer = client_of(person).get("/admin/")
        assert answer.status_code == 302 and answer["Location"].startswith("/account/staff")


def test_somebody_who_was_locked_out_is_refused(visitor: Client, trainer: User) -> None:
    User.objects.filter(pk=trainer.pk).update(is_active=False)
    assert visitor.post(reverse("accounts:staff_sign_in"), typed(trainer)).status_code == 422
    assert SESSION_KEY not in visitor.session


def test_the_password_is_not_sent_back(visitor: Client, trainer: User) -> None:
    page = visitor.post(reverse("accounts:staff_sign_in"), typed(trainer) | {"password": "almost right 77"})
    assert "almost right 77" not in page.content.decode()
    assert str(trainer.email) in page.content.decode()

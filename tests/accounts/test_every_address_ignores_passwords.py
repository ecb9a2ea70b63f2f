"""Whatever is posted where: a right password opens a session at one address only, and for editors only."""

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


def test_of_all_addresses_ours_and_others_one_takes_it(trainer: User) -> None:
    opened = set()
    for address in walk(get_resolver()):
        path = address.path.replace("^", "").replace("$", "").replace("\\Z", "")
        client = Client(raise_request_exception=False)
        client.post(path, typed(trainer), headers=FROM_OUR_PAGE)
        if client.session.get(SESSION_KEY) == str(trainer.pk):
            opened.add(address.name)
    assert opened == {"accounts:staff_sign_in"}


def test_a_learner_who_has_a_password_is_refused_in_the_same_words(visitor: Client) -> None:
    learner = User.objects.create_user("gwen@example.org", PASSWORD)
    door = reverse("accounts:staff_sign_in")
    right = visitor.post(door, typed(learner))
    wrong = visitor.post(door, typed(learner) | {"password": "something else"})
    assert (right.status_code, wrong.status_code) == (422, 422)
    assert right.content == wrong.content
    assert SESSION_KEY not in visitor.session


def test_an_editor_whose_rights_were_taken_away_is_refused(visitor: Client, trainer: User) -> None:
    trainer.groups.clear()
    User.objects.filter(pk=trainer.pk).update(is_staff=False)
    assert visitor.post(reverse("accounts:staff_sign_in"), typed(trainer)).status_code == 422
    assert SESSION_KEY not in visitor.session


def test_somebody_who_was_locked_out_is_refused(visitor: Client, trainer: User) -> None:
    User.objects.filter(pk=trainer.pk).update(is_active=False)
    assert visitor.post(reverse("accounts:staff_sign_in"), typed(trainer)).status_code == 422
    assert SESSION_KEY not in visitor.session

"""The people section of the editor: staff are made, changed and removed there; learners are not listed."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from lms.accounts.models import User

pytestmark = pytest.mark.django_db
SECRET = "terrace kettle 77 lamp"


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    """Return the browser of the site owner."""
    return client_of(editor)


def address(name: str, *args: int) -> str:
    """Return the address of a screen of the section."""
    return reverse(f"wagtailusers_users:{name}", args=args)


def test_the_form_asks_for_an_address_and_a_name_to_show(desk: Client) -> None:
    page = desk.get(address("add")).content.decode()
    asked = [name for name in ("email", "display_name", "password1", "password2") if f'name="{name}"' in page]
    assert asked == ["email", "display_name", "password1", "password2"]
    assert 'name="first_name"' not in page and 'name="last_name"' not in page


def test_somebody_made_there_may_work_on_the_site(desk: Client) -> None:
    group = Group.objects.get(name="Editors")
    sent = {
        "email": "Femi@Example.org",
        "display_name": "Femi",
        "password1": SECRET,
        "password2": SECRET,
        "groups": [group.pk],
    }
    assert desk.post(address("add"), sent).status_code == 302
    made = User.objects.get(email="femi@example.org")
    assert (made.display_name, made.is_staff, made.is_superuser) == ("Femi", True, False)
    assert made.check_password(SECRET) and made.has_perm("wagtailadmin.access_admin")


def test_capitals_make_no_second_person(desk: Client, learner: User) -> None:
    sent = {"email": "AMA@example.org", "display_name": "Ama two", "password1": SECRET, "password2": SECRET}
    response = desk.post(address("add"), sent)
    assert response.status_code == 200 and "email" in response.context["form"].errors
    assert User.objects.filter(email__iexact="ama@example.org").count() == 1


def test_a_weak_password_is_refused_there(desk: Client) -> None:
    sent = {"email": "gwen@example.org", "display_name": "Gwen", "password1": "password", "password2": "password"}
    response = desk.post(address("add"), sent)
    assert "password2" in response.context["form"].errors
    assert not User.objects.filter(email="gwen@example.org").exists()


def test_changing_somebody_keeps_their_password(desk: Client, trainer: User) -> None:
    before = trainer.password
    page = desk.get(address("edit", trainer.pk))
    assert 'name="display_name"' in page.content.decode()
    sent = {"email": trainer.email, "display_name": "Dil", "is_active": "on", "groups": [trainer.groups.get().pk]}
    assert desk.post(address("edit", trainer.pk), sent).status_code == 302
    trainer.refresh_from_db()
    assert (trainer.display_name, trainer.password, trainer.is_active) == ("Dil", before, True)


def test_the_list_holds_staff_and_no_learners(
    desk: Client, editor: User, trainer: User, organiser: User, learner: User, guest: User
) -> None:
    listed = {person.pk for person in desk.get(address("index")).context["object_list"]}
    assert listed == {editor.pk, trainer.pk, organiser.pk}


@pytest.mark.parametrize("ordering", ["name", "-name", "email", "last_login", "-is_active"])
def test_the_list_can_be_ordered(desk: Client, trainer: User, ordering: str) -> None:
    assert desk.get(address("index"), {"ordering": ordering}).status_code == 200


def test_searching_the_list_finds_no_learner(desk: Client, learner: User, trainer: User) -> None:
    def found(words: str) -> list[int]:
        answer = desk.get(address("index_results"), {"q": words})
        return [person.pk for person in answer.context["object_list"]]

    assert found("ama@example.org") == []
    assert found("dilys@example.org") == [trainer.pk]


def test_somebody_can_be_removed_there(desk: Client, trainer: User) -> None:
    assert desk.get(address("delete", trainer.pk)).status_code == 200
    assert desk.post(address("delete", trainer.pk)).status_code == 302
    assert not User.objects.filter(pk=trainer.pk).exists()


@pytest.mark.parametrize("screen", ["index", "add"])
def test_trainers_and_learners_do_not_see_the_section(
    client_of: Callable[[User], Client], trainer: User, learner: User, screen: str
) -> None:
    for person in (trainer, learner):
        assert client_of(person).get(address(screen)).status_code == 302

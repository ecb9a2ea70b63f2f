"""The people of tests/conftest.py are who they say they are, and a test that commits leaves nothing behind."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import Locale, Page, Site

from cms.models import HomePage
from lms.accounts.models import User


def test_a_guest_has_neither_name_nor_address(guest: User) -> None:
    assert (guest.is_guest, guest.email, guest.display_name) == (True, None, "")


@pytest.mark.django_db
def test_nobody_but_staff_may_open_the_editor(
    client_of: Callable[[User], Client],
    visitor: Client,
    guest: User,
    learner: User,
    organiser: User,
    trainer: User,
    editor: User,
) -> None:
    people = {"guest": guest, "learner": learner, "organiser": organiser, "trainer": trainer, "editor": editor}
    opened = {name for name, person in people.items() if client_of(person).get("/admin/").status_code == 200}
    assert opened == {"organiser", "trainer", "editor"}
    assert visitor.get("/admin/").status_code == 302


def test_the_site_tree_answers_at_the_front_door(site_tree: HomePage) -> None:
    assert Site.objects.get().root_page_id == site_tree.pk
    assert site_tree.relative_url(Site.objects.get()) == "/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_one_test_commits_the_next_does_not_see(turn: int) -> None:
    assert User.objects.count() == 0
    assert (Page.objects.filter(depth=1).count(), Site.objects.count(), Locale.objects.count()) == (1, 1, 1)
    User.objects.create_guest()
    Site.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_another_thread_sees_what_was_committed() -> None:
    User.objects.create_guest()
    seen: list[int] = []

    def look() -> None:
        seen.append(User.objects.count())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [1]

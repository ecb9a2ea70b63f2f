"""The cast: the people every test knows by name. Fixtures of the machinery are in tests/fixtures/.

`visitor` is somebody who only reads: a client without any account. Everyone else is a saved person;
`client_of(person)` gives a browser in which they are signed in.
"""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, Site

from cms.models import HomePage
from lms.accounts.models import User

pytest_plugins = [
    "tests.fixtures.network",
    "tests.fixtures.database",
    "tests.fixtures.browser",
    "tests.fixtures.school",
]


@pytest.fixture
def visitor() -> Client:
    """Return the browser of somebody without an account."""
    return Client()


@pytest.fixture
def client_of(db: None) -> Callable[[User], Client]:
    """Return a function that gives a browser in which a person is signed in."""

    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def guest(db: None) -> User:
    """Return somebody who saved something without leaving a name."""
    return User.objects.create_guest()


@pytest.fixture
def learner(db: None) -> User:
    """Return Ama, who is taking this year's programme."""
    return User.objects.create_user("ama@example.org", display_name="Ama")


@pytest.fixture
def other_learner(db: None) -> User:
    """Return Bryn, whose records Ama must never see."""
    return User.objects.create_user("bryn@example.org", display_name="Bryn")


@pytest.fixture
def organiser(db: None) -> User:
    """Return Chidi, who runs events and looks after registers."""
    return staff_member("chidi@example.org", "Chidi", "Editors")


@pytest.fixture
def trainer(db: None) -> User:
    """Return Dilys, who writes and publishes lessons."""
    return staff_member("dilys@example.org", "Dilys", "Moderators")


@pytest.fixture
def editor(db: None) -> User:
    """Return Esi, who looks after the whole site."""
    return User.objects.create_superuser("esi@example.org", "brick by brick", display_name="Esi")


def staff_member(email: str, name: str, group: str) -> User:
    """Return somebody who may sign in to the editor as a member of `group`; the password is "brick by brick"."""
    person = User.objects.create_user(email, "brick by brick", display_name=name, is_staff=True)
    person.groups.add(Group.objects.get(name=group))
    return person


@pytest.fixture
def site_tree(db: None) -> HomePage:
    """Return the home page of an otherwise empty site that answers to every host of the tests."""
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Home", slug="front"))
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    site.save()
    return home

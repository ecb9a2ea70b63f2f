"""Browsers and mails that the tests about people share."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.http import HttpRequest
from django.test import Client

from lms.accounts.models import User

Who = Callable[[Client], User | None]


@pytest.fixture
def who(db: None) -> Who:
    """Return a function that says whose a browser is now; None for nobody's."""

    def look(browser: Client) -> User | None:
        request = HttpRequest()
        request.session = browser.session
        person = get_user(request)
        return person if isinstance(person, User) else None

    return look


@pytest.fixture
def guest_browser(db: None) -> Client:
    """Return the browser of somebody who has just become a guest."""
    browser = Client()
    browser.post("/account/keep-your-place/")
    return browser


def ask_for_code(browser: Client, email: str, onward: str = "") -> str:
    """Type an address into the sign-in form; return the address of the page that waits for the code."""
    response = browser.post("/account/sign-in/", {"email": email, "next": onward})
    assert response.status_code == 302
    return str(response["Location"])


def newest_code() -> str:
    """Return the code of the newest mail."""
    found = re.search(r"^ {4}(\d{4} \d{4})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found[1]


def newest_link() -> str:
    """Return the path of the link in the newest mail."""
    found = re.search(r"^http://testserver(/account/link/\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found[1]


def sign_in(browser: Client, email: str, onward: str = "") -> str:
    """Go the whole way with the code; return where the person lands."""
    page = ask_for_code(browser, email, onward)
    return str(browser.post(page, {"code": newest_code()})["Location"])

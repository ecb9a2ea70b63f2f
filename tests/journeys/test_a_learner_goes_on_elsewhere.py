"""Resume on a second device after signing in by email, and after a session was lost: one tap from home, with and
without JavaScript."""

import re
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.browser import screens
from tests.fixtures.browser import PHONE
from tests.fixtures.school import School

pytestmark = [pytest.mark.browser]
CODE = re.compile(r"^ {4}(\d{4} \d{4})", re.MULTILINE)


def code_in(mail: EmailMessage) -> str:
    """Return the code of a mail."""
    found = CODE.search(mail.get_content())
    assert found is not None
    return found[1]


def sign_in(page: Page, school: School, address: str, number: int) -> None:
    """Sign in by the `number`th mail to an address."""
    page.goto(f"{school.url}/account/sign-in/")
    page.locator("main form [name=email]").fill(address)
    page.locator("main form button[type=submit]").click()
    page.locator("main form [name=code]").fill(code_in(school.wait_for_mail(address, number)))
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/my-learning/")


def one_tap(page: Page, address: str, title: str) -> None:
    """Follow the first link of a page's own part; it is the lesson to go on with."""
    page.goto(address)
    page.locator("main a").first.click()
    expect(page.locator("h1")).to_have_text(title)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_continue_is_one_tap_on_another_device_and_after_a_lost_session(
    school: School, open_page: Callable[..., Page], javascript: bool
) -> None:
    address = f"two-phones-{'script' if javascript else 'plain'}@example.org"
    page = open_page(PHONE, javascript=javascript)
    screens.lesson(page, school.url)
    screens.mark_done(page)
    second = page.locator("h1").inner_text()
    sign_in(page, school, address, 1)

    elsewhere = open_page(PHONE, javascript=javascript)
    sign_in(elsewhere, school, address, 2)
    for where in ("/", "/my-learning/"):
        one_tap(elsewhere, school.url + where, second)
    screens.programme(elsewhere, school.url)
    elsewhere.get_by_role("main").get_by_role("link", name=re.compile("^Continue")).first.click()
    expect(elsewhere.locator("h1")).to_have_text(second)

    elsewhere.context.clear_cookies()
    elsewhere.goto(f"{school.url}/my-learning/")
    expect(elsewhere.get_by_role("link", name=re.compile("^Continue"))).to_have_count(0)
    sign_in(elsewhere, school, address, 3)
    one_tap(elsewhere, f"{school.url}/my-learning/", second)

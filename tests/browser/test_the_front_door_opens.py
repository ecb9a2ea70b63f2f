"""The browser reaches the test server, on a phone and with JavaScript off, and meets no stranger's host."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from cms.models import HomePage
from tests.fixtures.browser import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_home_page_has_one_main_heading_and_fits(
    live_server: LiveServer,
    site_tree: HomePage,
    open_page: Callable[..., Page],
    viewport: dict[str, int],
    javascript: bool,
) -> None:
    page = open_page(viewport, javascript=javascript)
    answer = page.goto(live_server.url)
    assert answer is not None
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth") is True
    assert page.context.cookies() == []

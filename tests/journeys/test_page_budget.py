"""What a first visit to a public page costs somebody on a cheap phone: at most 100 KB and 10 requests, none to anybody
else, nothing stored, nothing refused by our own policy. And the page stands without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import ConsoleMessage, Page, Response

from tests.browser.screens import NAMED, OTHERS, Screen
from tests.fixtures.browser import DESKTOP, PHONE
from tests.fixtures.school import School

pytestmark = [pytest.mark.browser]

PUBLIC = [screen for screen in (*NAMED, *OTHERS) if screen.is_public]
MOST_BYTES, MOST_REQUESTS, MOST_FONTS = 100 * 1024, 10, 1
NOT_FOUND = "Failed to load resource: the server responded with a status of 404"
BROKEN = """() => [...document.images].filter(image => !image.naturalWidth).map(image => image.src)
  .concat([...document.styleSheets].filter(sheet => !sheet.cssRules.length).map(sheet => sheet.href))"""
OVERFLOW = "Math.max(0, document.documentElement.scrollWidth - innerWidth)"


def address_of(screen: Screen, school: School, open_page: Callable[..., Page]) -> str:
    """Return where a screen is, found by a window that is then forgotten."""
    page = open_page(PHONE)
    screen.arrive(page, school.url)
    return page.url


@pytest.mark.parametrize("screen", PUBLIC, ids=lambda screen: screen.name)
def test_a_first_view_is_light_and_leaves_no_trace(
    school: School, open_page: Callable[..., Page], screen: Screen
) -> None:
    address = address_of(screen, school, open_page)
    page = open_page(PHONE)
    answers: list[Response] = []
    said: list[ConsoleMessage] = []
    page.on("response", lambda answer: answers.append(answer))
    page.on("console", lambda line: said.append(line))
    page.goto(address, wait_until="networkidle")

    sizes = {answer.url: answer.request.sizes() for answer in answers}
    total = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes.values())
    assert total <= MOST_BYTES, sizes
    assert len(answers) <= MOST_REQUESTS, list(sizes)
    assert sum(answer.request.resource_type == "font" for answer in answers) <= MOST_FONTS
    assert {address for address in sizes if not address.startswith(school.url)} == set()
    assert [answer.url for answer in answers if "set-cookie" in answer.all_headers()] == []
    assert page.context.cookies() == []
    assert [line.text for line in said if not line.text.startswith(NOT_FOUND)] == []


@pytest.mark.parametrize("screen", PUBLIC, ids=lambda screen: screen.name)
def test_a_page_stands_without_javascript(school: School, open_page: Callable[..., Page], screen: Screen) -> None:
    address = address_of(screen, school, open_page)
    page = open_page(PHONE, javascript=False)
    page.goto(address, wait_until="load")
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        assert page.locator("h1:visible").count() == 1
        assert page.evaluate(OVERFLOW) == 0
    assert page.evaluate(BROKEN) == []
    assert page.locator("button[data-copy]:visible, button[data-print]:visible").count() == 0


def test_a_form_that_came_back_is_not_refused_by_our_policy(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    said: list[ConsoleMessage] = []
    page.on("console", lambda line: said.append(line))
    page.goto(f"{school.url}/account/sign-in/")
    page.locator("main form button[type=submit]").click()
    page.locator("[data-errors]").wait_for()
    assert [line.text for line in said if "Content Security Policy" in line.text] == []

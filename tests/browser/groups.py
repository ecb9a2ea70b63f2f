"""Ways into a group of its own: a window makes one as a guest, others join it from windows that nobody sees."""

import re
from collections.abc import Callable

from playwright.sync_api import Page


def start_group(page: Page, base: str, name: str = "Tuesday group") -> str:
    """Make a card, then a group; return its address."""
    page.goto(f"{base}/groups/new/")
    page.get_by_role("button", name="Make my card").click()
    page.get_by_role("link", name="Make my group").click()
    page.get_by_label("What is the group called?").fill(name)
    page.get_by_label("Choose a nickname").fill("Tea urn")
    page.get_by_role("button", name="Start the group").click()
    page.wait_for_url(re.compile(r"/groups/[0-9a-f-]{36}/$"))
    return page.url


def door_of(page: Page) -> str:
    """Return the link that lets people into the group whose page an organiser looks at."""
    return page.locator("#link").input_value()


def let_in(page: Page, nicknames: list[str], *, share: str = "no") -> None:
    """Let people into the group that an organiser's page shows, each from a browser of their own."""
    door, here = door_of(page), page.url
    origin = re.sub(r"(https?://[^/]+).*", r"\1", here)
    browser = page.context.browser
    assert browser is not None
    for nickname in nicknames:
        window = browser.new_context()
        sent = window.request.post(door, form={"nickname": nickname, "share": share}, headers={"Origin": origin})
        assert sent.ok
        window.close()


def full_group(page: Page, base: str) -> None:
    """The organiser's page of a group with five more people, one of whom shares."""
    here = start_group(page, base)
    let_in(page, ["Blue door"], share="yes")
    let_in(page, ["Flat 12", "Third floor", "Corner shop", "نافذة"])
    page.goto(here)


def group_empty(page: Page, base: str) -> None:
    """The organiser's page before anybody joined."""
    start_group(page, base)


def group_marked(page: Page, base: str) -> None:
    """The organiser's page after a lesson done together."""
    full_group(page, base)
    for chip in page.locator("#together ~ form .chip").all()[:4]:
        chip.click()
    page.get_by_role("button", name="Mark done for these people").click()
    page.get_by_role("heading", name="Done together").wait_for()


def group_unmarked(page: Page, base: str) -> None:
    """The organiser's page after a form without a day."""
    full_group(page, base)
    page.get_by_label("When?").fill("")
    page.get_by_role("button", name="Mark done for these people").click()
    page.locator("[data-errors]").wait_for()


def organisers(part: str) -> Callable[[Page, str], None]:
    """Return the way to another page of an organiser."""

    def arrive(page: Page, base: str) -> None:
        full_group(page, base)
        page.goto(f"{page.url}{part}/")

    return arrive


def group_sheet(page: Page, base: str) -> None:
    """A sheet of ten cards."""
    start_group(page, base)
    page.goto(f"{page.url}cards/")
    page.get_by_role("button", name="Make the cards").click()
    page.locator(".slip").first.wait_for()


def another_window(page: Page, base: str) -> str:
    """Make a group in another window; return its door."""
    browser = page.context.browser
    assert browser is not None
    window = browser.new_context()
    other = window.new_page()
    start_group(other, base)
    door = door_of(other)
    window.close()
    return door


def join_door(page: Page, base: str) -> None:
    """The door of a group."""
    page.goto(another_window(page, base))


def join_errors(page: Page, base: str) -> None:
    """The door after a form without a nickname."""
    join_door(page, base)
    page.get_by_role("button", name="Join the group").click()
    page.locator("[data-errors]").wait_for()


def join_done(page: Page, base: str) -> None:
    """The card after joining."""
    join_door(page, base)
    page.get_by_label("Choose a nickname").fill("Blue door")
    page.get_by_role("button", name="Join the group").click()
    page.locator(".ref").wait_for()


def member(page: Page, base: str) -> None:
    """A member's page."""
    join_done(page, base)
    page.get_by_role("link", name="Go to the group").click()
    page.get_by_role("heading", name="Who looks after it").wait_for()


def wrong_words(page: Page, base: str) -> None:
    """Three words that open nothing."""
    page.goto(f"{base}/join/")
    page.get_by_label("Your three words").fill("apple banana cherry")
    page.get_by_role("button", name="Find the group").click()
    page.locator("[data-errors]").wait_for()

"""An attendee's way: find a training, book a place without an account after a slip, get a mail with one's own link,
cancel through it; join a waiting list where all places are taken; subscribe to the calendar."""

import re
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.browser import screens
from tests.fixtures.browser import DESKTOP, PHONE
from tests.fixtures.school import School

pytestmark = [pytest.mark.browser, pytest.mark.journey]

OWN_LINK = re.compile(r"http://\S+/bookings/manage/\S+/")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_an_attendee_finds_books_and_gives_up_a_place(
    school: School, open_page: Callable[..., Page], viewport: dict[str, int], javascript: bool
) -> None:
    page = open_page(viewport, javascript=javascript)
    address = f"rosa-{viewport['width']}-{javascript}@example.org".lower()
    find_by_filter(page, school)
    slip(page, focused=javascript)
    page.get_by_label("Your e-mail or your phone number").fill(address)
    page.get_by_role("button", name="Sign up").click()
    page.wait_for_url("**/bookings/done/**")
    expect(page.locator("h1")).to_have_text("You are coming")
    reference = page.locator(".ref").inner_text()

    mail = school.wait_for_mail(address)
    assert reference in text_of(mail)
    assert calendar_of(mail).startswith("BEGIN:VCALENDAR")
    own = OWN_LINK.search(text_of(mail))
    assert own is not None
    give_up(open_page(viewport, javascript=javascript), own[0], reference)


def find_by_filter(page: Page, school: School) -> None:
    """From home to the list, one choice in the filter, and on to the form. What is chosen stands in the address."""
    page.goto(school.url)
    page.get_by_role("link", name="Find a training").click()
    page.locator("summary", has_text="Filter:").click()
    page.get_by_role("checkbox", name="Demonstration").check()
    page.get_by_role("button", name="Show trainings").click()
    page.wait_for_url("**/events/?*topic=*")
    expect(page).to_have_title(re.compile("Demonstration"))
    expect(page.locator("summary", has_text="Filter:")).to_contain_text("Demonstration")
    page.get_by_role("link", name=screens.OPEN_EVENT).first.click()
    expect(page.locator("h1")).to_have_text(screens.OPEN_EVENT)
    assert page.context.cookies() == []
    page.get_by_role("link", name="Sign up", exact=True).first.click()
    expect(page.locator("h1")).to_have_text(f"Sign up for {screens.OPEN_EVENT}")


def slip(page: Page, *, focused: bool) -> None:
    """A slip in the address costs nothing: it is named, the rest is kept, the summary leads to the field."""
    page.get_by_label("What shall we call you?").fill("Rosa")
    page.get_by_label("Your e-mail or your phone number").fill("rosa at example")
    page.get_by_role("checkbox", name="Easy Read notes").check()
    page.get_by_role("button", name="Sign up").click()
    expect(page).to_have_title(re.compile("^Error: "))
    summary = page.locator("[data-errors]")
    expect(summary).to_be_visible()
    assert page.evaluate("document.activeElement.matches('[data-errors]')") is focused
    expect(page.get_by_label("What shall we call you?")).to_have_value("Rosa")
    expect(page.get_by_role("checkbox", name="Easy Read notes")).to_be_checked()
    contact = page.get_by_label("Your e-mail or your phone number")
    expect(contact).to_have_value("rosa at example")
    expect(contact).to_have_attribute("aria-invalid", "true")
    summary.get_by_role("link").click()
    expect(contact).to_be_focused()


def give_up(page: Page, own_link: str, reference: str) -> None:
    """The link from the mail, opened anywhere: looking changes nothing, the button frees the place."""
    for _look in range(2):
        page.goto(own_link)
        expect(page.locator("main")).to_contain_text("You have a place.")
        expect(page.locator("main")).to_contain_text(reference)
    page.get_by_role("button", name="Give up my place").click()
    expect(page.locator("main")).to_contain_text("This booking is cancelled.")
    page.goto(own_link)
    expect(page.locator("main")).to_contain_text("This booking is cancelled.")


def text_of(mail: EmailMessage) -> str:
    """Return the words of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def calendar_of(mail: EmailMessage) -> str:
    """Return the calendar file that came with a mail."""
    files = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert len(files) == 1
    content = files[0].get_content()
    return content.decode() if isinstance(content, bytes) else str(content)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_where_all_places_are_taken_there_is_a_waiting_list(
    school: School, open_page: Callable[..., Page], viewport: dict[str, int], javascript: bool
) -> None:
    page = open_page(viewport, javascript=javascript)
    screens.event(screens.FULL_EVENT)(page, school.url)
    page.get_by_role("link", name="Join the waiting list").click()
    expect(page.locator("h1")).to_have_text(f"Join the waiting list for {screens.FULL_EVENT}")
    screens.fill_booking(page, "Rosa", f"waiting-{viewport['width']}-{javascript}@example.org".lower())
    expect(page.locator("h1")).to_have_text("You are on the waiting list")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_calendar_can_be_subscribed_to(
    school: School, open_page: Callable[..., Page], viewport: dict[str, int], javascript: bool
) -> None:
    page = open_page(viewport, javascript=javascript)
    page.goto(f"{school.url}/events/")
    page.get_by_role("link", name="Put them in my calendar").first.click()
    address = page.get_by_label("Or copy the address").input_value()
    assert address == f"{school.url}/calendar/events.ics"
    named = page.locator("link[rel=alternate][type='text/calendar']").first.get_attribute("href")
    assert school.url + str(named) == address

    first = page.request.get(address)
    assert (first.status, first.headers["content-type"].split(";")[0]) == (200, "text/calendar")
    assert "set-cookie" not in first.headers
    assert first.text().count("BEGIN:VEVENT") > 30
    again = page.request.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert again.status == 304

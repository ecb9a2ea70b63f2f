"""What the small scripts add: words explained in place, reading settings at once, copying, the reader's own time, focus
where something happened. Each has its way without script, tested beside it or in the journeys."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import screens
from tests.fixtures.browser import DESKTOP, PHONE
from tests.fixtures.school import School

pytestmark = [pytest.mark.browser]

FOCUSED_TEXT = "document.activeElement.textContent.trim()"
LIVE = "#live"


def test_a_word_opens_in_place_and_escape_leads_back(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    screens.lesson(page, school.url)
    term = page.locator("a.term").first
    term.focus()
    page.keyboard.press("Enter")
    opened = page.locator(".pop:popover-open")
    expect(opened).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "H3"
    assert page.evaluate(FOCUSED_TEXT).lower() == opened.locator("h3").inner_text().strip().lower()
    assert len(opened.locator("p").first.inner_text().split()) > 4
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('a.term')") is True


def test_a_word_leads_to_the_list_where_popovers_are_unknown(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    page.add_init_script("delete HTMLElement.prototype.showPopover")
    screens.lesson(page, school.url)
    term = page.locator("a.term").first
    anchor = str(term.get_attribute("href"))
    term.click()
    assert page.url.endswith(anchor)
    expect(page.locator(anchor)).to_be_in_viewport()


def test_reading_settings_take_effect_at_once_and_stay(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(DESKTOP)
    screens.lesson(page, school.url)
    opener = page.get_by_role("link", name="Settings Text and colours")
    opener.click()
    dialog = page.get_by_role("dialog", name="Reading settings")
    expect(dialog).to_be_visible()
    dialog.get_by_role("radio", name="Largest").check()
    dialog.get_by_role("radio", name="Dark").check()
    html = page.locator("html")
    expect(html).to_have_attribute("data-size", "2")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()

    page.reload()
    assert 'data-size="2"' in page.content()
    expect(html).to_have_attribute("data-theme", "dark")
    assert [cookie["name"] for cookie in page.context.cookies()] == ["cb_view"]

    page.context.clear_cookies()
    page.reload()
    expect(html).to_have_attribute("data-size", "2")  # from this browser's own storage
    opener.click()
    expect(dialog.get_by_role("radio", name="Largest")).to_be_checked()


def test_reading_settings_stay_without_javascript_too(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE, javascript=False)
    screens.lesson(page, school.url)
    lesson = page.url
    page.get_by_role("link", name="Settings Text and colours").click()
    page.locator("main").get_by_role("radio", name="Largest").check()
    page.locator("main form button[type=submit]").click()
    page.goto(lesson)
    expect(page.locator("html")).to_have_attribute("data-size", "2")


def test_copying_the_calendars_address_says_so(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(DESKTOP, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{school.url}/calendar/")
    field = page.locator(".url input")
    page.get_by_role("button", name="Copy").click()
    expect(page.locator(LIVE)).to_have_text("Address copied")
    expect(page.locator(LIVE)).to_have_attribute("role", "status")
    assert page.evaluate("navigator.clipboard.readText()") == field.input_value()


@pytest.mark.parametrize(
    ("zone", "place"), [("Europe/Warsaw", "Warsaw"), ("Asia/Dhaka", "Dhaka"), ("Europe/London", "")]
)
def test_a_reader_elsewhere_sees_their_own_time_too(
    school: School, open_page: Callable[..., Page], zone: str, place: str
) -> None:
    page = open_page(DESKTOP, timezone_id=zone)
    screens.event(screens.OPEN_EVENT)(page, school.url)
    notes = page.locator("time[data-local] + .muted")
    if place:
        expect(notes.first).to_contain_text(f"where you are, {place}")
    else:
        expect(notes).to_have_count(0)


def test_a_form_that_came_back_has_the_focus_on_its_problems(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    page.goto(f"{school.url}/account/sign-in/")
    page.locator("main form button[type=submit]").click()
    summary = page.locator("[data-errors]")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    summary.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"


def test_checking_no_answer_names_the_problem_and_brings_the_focus(
    school: School, open_page: Callable[..., Page]
) -> None:
    page = open_page(PHONE)
    screens.lesson_unanswered(page, school.url)
    first = page.locator("form[data-quiz] input[name=option]").first
    expect(first).to_be_focused()
    said = page.locator(f"#{first.get_attribute('aria-describedby')}")
    expect(said).to_contain_text("Error:")
    assert page.context.cookies() == []  # nothing was worth saving yet


def test_escape_and_a_tap_beside_it_shut_the_phones_menu(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    page.goto(school.url)
    menu = page.locator("[data-menu]")
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
    menu.locator("summary").click()
    page.mouse.click(195, 800)
    expect(menu).not_to_have_attribute("open", "")

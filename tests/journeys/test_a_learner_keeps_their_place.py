"""A learner's way: home, the first lesson, a question answered wrong and then right, done, the next lesson, and the
same progress on another phone through a resume card. No account, no cookie before the first act."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import screens
from tests.fixtures.browser import DESKTOP, PHONE
from tests.fixtures.school import School

pytestmark = [pytest.mark.browser, pytest.mark.journey]

FOCUS = "document.activeElement.matches('.feedback')"


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_learner_begins_does_a_lesson_and_carries_on_elsewhere(
    school: School, open_page: Callable[..., Page], viewport: dict[str, int], javascript: bool
) -> None:
    page = open_page(viewport, javascript=javascript)
    first, lessons = reach_the_first_lesson(page, school)
    answer_wrong_then_right(page)
    page.get_by_role("button", name="Mark done and go on").click()
    page.wait_for_url(lambda address: address.split("#")[0] != first)
    expect(page.locator("main")).to_contain_text(f"1 of {lessons} lessons done", use_inner_text=False)
    expect(page.get_by_text(f"Lesson 2 of {lessons}").first).to_be_visible()
    second = page.locator("h1").inner_text()

    progress = read_my_learning(page, school, second)
    code = take_a_resume_card(page)
    elsewhere = open_page(viewport, javascript=javascript)
    redeem(elsewhere, school, code)
    assert read_my_learning(elsewhere, school, second) == progress
    elsewhere.locator("main a").first.click()
    expect(elsewhere.locator("h1")).to_have_text(second)


def reach_the_first_lesson(page: Page, school: School) -> tuple[str, int]:
    """One tap from home to the first lesson; nothing is stored on the way. Return its address and its row's length."""
    page.goto(school.url)
    page.get_by_role("main").get_by_role("link", name="Start learning").click()
    place = re.search(r"Lesson 1 of (\d+)", page.locator("main").inner_text())
    assert place is not None
    assert page.context.cookies() == []
    return page.url, int(place[1])


def answer_wrong_then_right(page: Page) -> None:
    """The wrong answer is told kindly and why; the reader is brought there, and may go on trying."""
    screens.answer(page, right=False)
    form = page.locator("form[data-quiz]").first
    said = form.locator(".feedback")
    expect(said).to_contain_text("Not quite")
    reason = said.locator("p").inner_text()
    assert len(reason.split()) > 4
    expect(said).to_be_in_viewport()
    assert page.evaluate(FOCUS) is True
    assert [cookie["name"] for cookie in page.context.cookies()] == ["sessionid"]

    screens.answer(page, right=True)
    expect(said).to_contain_text("Yes, that’s right")
    assert said.locator("p").inner_text() != reason
    expect(said).to_be_in_viewport()
    assert page.evaluate(FOCUS) is True


def read_my_learning(page: Page, school: School, title: str) -> str:
    """My learning opens with the lesson to go on with; return what it says about the progress."""
    page.goto(f"{school.url}/my-learning/")
    card = page.locator("main .resume").first
    expect(card.get_by_role("heading")).to_contain_text(title)
    progress = re.search(r"\d+ of \d+ lessons done", card.inner_text())
    assert progress is not None
    return progress[0]


def take_a_resume_card(page: Page) -> str:
    """A guest takes a code to write down."""
    page.get_by_role("link", name="Keep my place").click()
    page.get_by_role("button", name="Make my card").click()
    return page.locator(".ref").inner_text()


def redeem(page: Page, school: School, code: str) -> None:
    """On another phone: a wrong code keeps what was typed and says what to do; the right one, in lower case, opens."""
    page.goto(f"{school.url}/account/resume/")
    page.get_by_label("Your resume code").fill("XXXX-YYYY-ZZZZ")
    page.get_by_role("button", name="Bring my lessons back").click()
    expect(page).to_have_title(re.compile("^Error: "))
    field = page.get_by_label("Your resume code")
    expect(field).to_have_value("XXXX-YYYY-ZZZZ")
    field.fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Bring my lessons back").click()
    page.wait_for_url("**/my-learning/")

"""A trainer's way: sign in with a password, write a lesson with text, a fact and a question, look at it at the width of
a phone, publish; a visitor sees it at once; a later edition leaves what learners answered readable. What would harm
learners is refused in words."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, StorageState, expect

from tests.browser import desk, screens
from tests.fixtures.browser import DESKTOP, PHONE
from tests.fixtures.school import School

pytestmark = [pytest.mark.browser, pytest.mark.journey]

MODULE = "Land: who gains?"
TEXT = "Who may say yes before a field becomes homes?"
QUESTION = "Who decides about a large plan?"
OPTIONS = [
    ("The planning committee", True, "Yes. Councillors vote on it."),
    ("The planning officer", False, "Not this one. Officers write a report."),
    ("The developer", False, "Not this one. They only apply."),
]
WIDTHS = pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])


def begin_a_lesson(page: Page, school: School, title: str) -> None:
    """Open a new lesson below a module, with its text and a fact in place."""
    module = desk.page_number(page, school, MODULE)
    page.goto(f"{school.url}/admin/pages/add/courses/lessonpage/{module}/")
    page.get_by_role("textbox", name="Title").fill(title)
    desk.write_text(page, desk.insert(page, "Text"), TEXT)
    desk.choose_fact(page, desk.insert(page, "Fact"), "Best price")


def visit(open_page: Callable[..., Page], school: School, title: str) -> Page:
    """A learner finds the lesson in its module."""
    page = open_page(PHONE)
    page.goto(school.url)
    page.get_by_role("link", name=MODULE).first.click()
    page.get_by_role("link", name=title).first.click()
    expect(page.locator("h1")).to_have_text(title)
    return page


@WIDTHS
def test_a_trainer_publishes_and_publishes_again(
    school: School, open_page: Callable[..., Page], viewport: dict[str, int], trainer_state: StorageState
) -> None:
    title = f"Who says yes, seen at {viewport['width']}"
    page = open_page(viewport, storage_state=trainer_state)
    begin_a_lesson(page, school, title)
    desk.ask(page, desk.insert(page, "One answer"), QUESTION, OPTIONS)
    shown = desk.preview_on_a_phone(page)
    expect(shown.locator("h1")).to_have_text(title)
    expect(shown.locator("main")).to_contain_text(QUESTION)
    assert shown.locator("html").evaluate("html => html.clientWidth") == 375
    desk.close_preview(page)
    desk.publish(page)
    expect(page.locator(".messages")).to_contain_text("published")

    learner = visit(open_page, school, title)
    expect(learner.locator("main")).to_contain_text(TEXT)
    expect(learner.locator("main")).to_contain_text("A council may not sell land for less")
    screens.answer(learner, right=False)
    expect(learner.locator(".feedback")).to_contain_text(OPTIONS[1][2])

    publish_again(page, school, title, "lede", "Who may say yes, and who may only ask.")
    learner.reload()
    form = learner.locator("form[data-quiz]")
    expect(learner.locator("main")).to_contain_text("Who may say yes, and who may only ask.")
    expect(form.locator("input[name=option]").nth(1)).to_be_checked()
    expect(form.locator(".feedback")).to_contain_text(OPTIONS[1][2])

    publish_again(page, school, title, "body-2-value-question", "Who decides about a big plan?")
    learner.reload()
    expect(form.locator("legend")).to_have_text("Who decides about a big plan?")
    expect(form).to_contain_text("The wording of this question has changed since you answered it. Your answer is kept.")
    screens.answer(learner, right=True)
    expect(learner.locator(".feedback")).to_contain_text(OPTIONS[0][2])


def publish_again(page: Page, school: School, title: str, field: str, words: str) -> None:
    """Change one field of a published lesson."""
    desk.edit(page, school, title)
    page.locator(f"[name='{field}']").fill(words)
    desk.publish(page)
    expect(page.locator(".messages")).to_contain_text("published")


@WIDTHS
def test_a_question_without_a_reason_is_kept_as_a_draft_and_not_published(
    school: School, open_page: Callable[..., Page], viewport: dict[str, int], trainer_state: StorageState
) -> None:
    title = f"Half a question, seen at {viewport['width']}"
    page = open_page(viewport, storage_state=trainer_state)
    begin_a_lesson(page, school, title)
    place = desk.insert(page, "One answer")
    desk.ask(page, place, QUESTION, [OPTIONS[0], ("The planning officer", False, "")])
    desk.publish(page)
    expect(page.locator(".messages")).to_contain_text("could not be")
    expect(problems(page)).to_have_text("This field is required.")
    expect(page.locator(f"[name='body-{place}-value-question']")).to_have_value(QUESTION)
    visitor = open_page(PHONE)
    visitor.goto(school.url)
    visitor.get_by_role("link", name=MODULE).first.click()
    expect(visitor.get_by_role("link", name=title)).to_have_count(0)


def test_a_question_without_a_right_answer_is_refused_in_words(
    school: School, open_page: Callable[..., Page], trainer_state: StorageState
) -> None:
    page = open_page(DESKTOP, storage_state=trainer_state)
    begin_a_lesson(page, school, "No right answer")
    desk.ask(page, desk.insert(page, "One answer"), QUESTION, OPTIONS[1:])
    desk.publish(page)
    expect(problems(page)).to_have_text("Tick exactly one right answer. For several, use “Several answers”.")


def problems(page: Page) -> Locator:
    """Return the problems that the form names beside its fields."""
    return page.locator(".w-field__errors:visible .error-message, .help-critical:visible")


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("RRULE:FREQ=WEEKLY;INTERVAL=0", "Repeat every 1 to 52 weeks: 0 is not possible."),
        ("RRULE:FREQ=SECONDLY;COUNT=3", "An event can repeat daily, weekly, monthly or yearly."),
        ("RRULE:FREQ=DAILY;COUNT=1000000000", "Choose 1 to 200 dates: 1000000000 is not possible."),
        (
            "EXRULE:FREQ=DAILY",
            "A second rule that takes dates away (EXRULE) is not possible. Skip single dates instead.",
        ),
    ],
)
def test_a_rule_that_would_run_for_ever_is_refused_with_a_sentence(
    school: School, open_page: Callable[..., Page], trainer_state: StorageState, rule: str, sentence: str
) -> None:
    page = open_page(DESKTOP, storage_state=trainer_state)
    desk.edit(page, school, screens.OPEN_EVENT)
    page.locator("[name=recurrence_repeats]").select_option("custom")
    page.locator("[name=recurrence_custom]").fill(rule)
    desk.publish(page)
    expect(problems(page)).to_have_text(sentence)
    kept = page.locator("[name^=recurrence_]").evaluate_all("fields => fields.map(field => field.value)")
    assert rule in kept or "0" in kept  # what the plain controls can say stands there again

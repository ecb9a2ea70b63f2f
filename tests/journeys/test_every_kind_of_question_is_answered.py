"""Every kind of question in the demo school, answered wrong and right: without script, by keyboard where things move,
on a phone and on a desktop. With script: lines move at once, and words that were typed are not lost."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from lms.demo.files import read
from tests.browser import screens
from tests.fixtures.browser import DESKTOP, PHONE
from tests.fixtures.school import School

pytestmark = [pytest.mark.browser, pytest.mark.journey]

LIVE = "#live"


def asked(file: str, kind: str) -> dict[str, Any]:
    """Return the first question of a kind in a lesson's file."""
    return next(block for block in read(file)["body"] if block["type"] == kind)


def form_of(page: Page, question: str) -> Locator:
    """Return the form that asks a question."""
    return page.locator("form[data-quiz]").filter(has_text=question)


def send(form: Locator, button: str) -> None:
    """Press a button with the keyboard and wait for what comes back."""
    before = form.locator("[name=client_uuid]").input_value()
    form.get_by_role("button", name=button, exact=True).press("Enter")
    expect(form.locator("[name=client_uuid]")).not_to_have_value(before)


def says(form: Locator, words: str) -> None:
    """The feedback says it, and is where the reader was brought."""
    said = form.locator(".feedback")
    expect(said).to_contain_text(words)
    expect(said).to_be_in_viewport()


def choose(form: Locator, texts: list[str]) -> None:
    """Tick the options with these words and no others."""
    for label in form.locator("label.opt").all():
        label.locator("input").set_checked(label.locator("span[dir]").inner_text().split("\n")[-1] in texts, force=True)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_kind_without_script(school: School, open_page: Callable[..., Page], viewport: dict[str, int]) -> None:
    page = open_page(viewport, javascript=False)
    screens.lesson_called("Whose home is it?")(page, school.url)
    for kind in ("true_false", "multiple_choice", "single_choice"):
        tick(page, asked("module_1/lesson_1.toml", kind))
    write_words(page, asked("module_1/lesson_1.toml", "short_text"))
    vote(page, asked("module_1/lesson_1.toml", "poll"))
    screens.lesson_called("Who gets a home? Allocation and homelessness")(page, school.url)
    work_out(page, asked("module_1/lesson_5.toml", "numeric"))
    think(page, asked("module_1/lesson_5.toml", "reflection"))
    screens.lesson_called("Find out about a site")(page, school.url)
    match(page, asked("module_3/lesson_5.toml", "matching"))
    put_in_order(page, asked("module_3/lesson_5.toml", "ordering"))


def tick(page: Page, question: dict[str, Any]) -> None:
    """One wrong option, then the right ones."""
    form = form_of(page, question["question"])
    options = question["options"]
    wrong = next(option["text"] for option in options if not option["correct"])
    form.locator("label.opt", has_text=wrong).locator("input").check()
    send(form, "Check answer")
    expect(form.locator(".feedback.no")).to_be_in_viewport()
    for option in options:
        field = form.locator("label.opt").filter(has_text=option["text"]).locator("input").first
        if option["correct"] or field.get_attribute("type") == "checkbox":
            field.set_checked(option["correct"])
    send(form, "Try again")
    says(form, "Yes, that’s right")


def write_words(page: Page, question: dict[str, Any]) -> None:
    """Words that do not fit are compared, and their writer decides; accepted words are right in any spelling."""
    form = form_of(page, question["question"])
    form.get_by_label(question["question"]).fill("something else")
    send(form, "Check answer")
    says(form, "Compare it with ours")
    expect(form.get_by_label(question["question"])).to_have_value("something else")
    send(form, "Mine says the same")
    says(form, "Yours says the same as ours")
    form.get_by_label(question["question"]).fill(f"  {question['accepted'][0].swapcase()}! ")
    send(form, "Check again")
    says(form, "Yes, that’s right")


def vote(page: Page, question: dict[str, Any]) -> None:
    """A vote is counted, and changed."""
    form = form_of(page, question["question"])
    form.get_by_label(question["choices"][0]).check()
    send(form, "Send my choice")
    says(form, "your choice is counted")
    form.get_by_text("Change my choice").click()
    form.get_by_label(question["choices"][1]).check()
    send(form, "Send my choice")
    expect(form.locator(".meter strong")).to_contain_text(question["choices"][1])


def work_out(page: Page, question: dict[str, Any]) -> None:
    """No number, a known slip, and the right number in words."""
    form = form_of(page, question["question"])
    field = form.get_by_label(question["question"])
    field.fill("a few")
    send(form, "Check answer")
    expect(form.locator(".err")).to_contain_text("Write it as a number")
    expect(field).to_be_focused()
    expect(field).to_have_value("a few")
    field.fill(question["slips"][0]["value"])
    send(form, "Check answer")
    says(form, question["slips"][0]["why"])
    field.fill("eight weeks")
    send(form, "Try again")
    says(form, "Yes, that’s right")


def think(page: Page, question: dict[str, Any]) -> None:
    """A note is kept, changed and deleted."""
    form = form_of(page, question["question"])
    note = form.get_by_label(question["question"])
    note.fill("I have 49 days.\nPlease take my details.")
    send(form, "Keep it")
    says(form, "Kept, for you only")
    page.reload()
    expect(note).to_have_value("I have 49 days.\nPlease take my details.")
    note.fill("Please take my details.")
    send(form, "Keep my changes")
    expect(note).to_have_value("Please take my details.")
    send(form, "Delete it")
    expect(note).to_have_value("")


def match(page: Page, question: dict[str, Any]) -> None:
    """Nothing chosen, one chosen wrong, all right: by keyboard, from lists that each word labels."""
    form = form_of(page, question["question"])
    send(form, "Check answer")
    expect(form.locator(".err")).to_contain_text("Choose a meaning for every word")
    expect(form.locator("select").first).to_be_focused()
    for pair in question["pairs"]:
        form.get_by_label(pair["term"]).select_option(label=pair["meaning"])
    form.get_by_label(question["pairs"][0]["term"]).select_option(label=question["decoys"][0])
    send(form, "Check answer")
    says(form, f"{len(question['pairs']) - 1} of {len(question['pairs'])} are right")
    form.get_by_label(question["pairs"][0]["term"]).select_option(label=question["pairs"][0]["meaning"])
    send(form, "Try again")
    says(form, "match")


def put_in_order(page: Page, question: dict[str, Any]) -> None:
    """Checked as served it is not right yet; each line goes up by its own button, which keeps the focus."""
    form = form_of(page, question["question"])
    send(form, "Check answer")
    expect(form.locator(".feedback.no")).to_be_in_viewport()
    for wanted, step in enumerate(question["steps"], start=1):
        while place_of(form, step["text"]) > wanted:
            there = place_of(form, step["text"]) - 1
            button = form.get_by_role("button", name=f"Up: {step['text']}", exact=True)
            button.press("Enter")
            expect(form.get_by_label(f"Place of {step['text']}")).to_have_value(str(there))
            expect(button).to_be_focused()
    send(form, "Check answer" if form.get_by_role("button", name="Check answer").count() else "Try again")
    says(form, "in order")


def place_of(form: Locator, text: str) -> int:
    """Return where a line stands."""
    return int(form.get_by_label(f"Place of {text}").input_value())


def test_with_script_lines_move_at_once_and_say_where_they_are(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    screens.lesson_called("Find out about a site")(page, school.url)
    question = asked("module_3/lesson_5.toml", "ordering")
    form = form_of(page, question["question"])
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    first = form.locator("[data-order] li").first
    text = first.locator("[id^='t-']").inner_text()
    down = form.get_by_role("button", name=f"Down: {text}", exact=True)
    down.press("Enter")
    expect(down).to_be_focused()
    expect(page.locator(LIVE)).to_have_text(f"{text}: now 2 of 4.")
    assert place_of(form, text) == 2
    listed = form.get_by_label(f"Place of {text}")
    listed.select_option("4")
    expect(listed).to_be_focused()
    expect(page.locator(LIVE)).to_have_text(f"{text}: now 4 of 4.")
    assert form.locator("[data-order] select").evaluate_all("all => all.map(one => one.value)") == ["1", "2", "3", "4"]
    assert sent == []
    put_in_order(page, question)
    assert page.evaluate("document.activeElement.matches('.feedback')") is True


def test_with_script_words_that_were_not_sent_are_there_after_a_reload(
    school: School, open_page: Callable[..., Page]
) -> None:
    page = open_page(PHONE)
    screens.lesson_called("Who gets a home? Allocation and homelessness")(page, school.url)
    question = asked("module_1/lesson_5.toml", "reflection")["question"]
    note, unsent = page.get_by_label(question), page.locator(".unsent")
    note.fill("Half a thought")
    expect(unsent).to_contain_text("Not sent yet")
    page.context.clear_cookies()
    page.reload()
    expect(note).to_have_value("Half a thought")
    expect(unsent).to_contain_text("Not sent yet")
    page.goto(f"{school.url}/help/")
    page.go_back()
    expect(note).to_have_value("Half a thought")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".feedback")).to_contain_text("Kept, for you only")
    expect(unsent).to_have_count(0)
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('cb_draft')).length") == 0
    page.reload()
    expect(note).to_have_value("Half a thought")
    expect(unsent).to_have_count(0)


def test_signing_out_forgets_words_that_were_never_sent(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    screens.lesson_called("Who gets a home? Allocation and homelessness")(page, school.url)
    note = page.get_by_label(asked("module_1/lesson_5.toml", "reflection")["question"])
    note.fill("Kept once")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".feedback")).to_contain_text("Kept, for you only")
    note.fill("Never sent")
    page.goto(f"{school.url}/account/sign-out/")
    page.get_by_role("button", name="Sign out on this device").click()
    page.go_back()
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('cb_draft')).length") == 0

"""The editor's desk as a trainer uses it: signing in, adding blocks, choosing a fact, looking at the preview, publishing."""

import re

from playwright.sync_api import FrameLocator, Page, expect

from tests.fixtures.school import School

TRAINER = "trainer@demo.example"
EDITOR = "editor@demo.example"


def sign_in(page: Page, school: School, address: str = TRAINER) -> None:
    """Sign in with a password, through the only door that takes one."""
    page.goto(f"{school.url}/admin/")
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password").fill(school.password_of(address))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")


def page_number(page: Page, school: School, title: str) -> str:
    """Return the number of a page of ours, found by the desk's own search."""
    page.goto(f"{school.url}/admin/pages/search/?q={title.replace(' ', '+')}")
    link = page.locator("main a[href$='/edit/']", has_text=title).first.get_attribute("href")
    found = re.search(r"/pages/(\d+)/edit/", str(link))
    assert found is not None
    return found[1]


def edit(page: Page, school: School, title: str) -> None:
    """Open a page of ours in the editor."""
    page.goto(f"{school.url}/admin/pages/{page_number(page, school, title)}/edit/")


def insert(page: Page, kind: str) -> int:
    """Add a block of a kind at the end of the body; return its place."""
    place = page.locator("input[name^='body-'][name$='-type']").evaluate_all(
        "fields => fields.filter(field => /^body-[0-9]+-type$/.test(field.name)).length"
    )
    page.locator("[title='Insert a block']:visible").last.click()
    page.get_by_role("option", name=kind, exact=True).click()
    page.locator(f"input[name='body-{place}-type']").wait_for(state="attached")
    return int(place)


def write_text(page: Page, place: int, words: str) -> None:
    """Write into the rich text of a block."""
    box = page.locator(f"[id='body-{place}-value']").locator("xpath=ancestor::section[1]").get_by_role("textbox")
    box.last.click()
    page.keyboard.type(words)


def choose_fact(page: Page, place: int, words: str) -> None:
    """Choose a fact by a few of its words."""
    page.get_by_role("button", name="Choose fact").last.click()
    window = page.locator(".modal:visible")
    window.locator("[name=q]").fill(words)
    window.get_by_role("link", name=re.compile(re.escape(words))).first.click()
    expect(page.locator(f"[name='body-{place}-value-fact']")).not_to_have_value("")


def ask(page: Page, place: int, question: str, options: list[tuple[str, bool, str]]) -> None:
    """Fill in a question with one right answer: its options are (words, right, why)."""
    page.locator(f"[name='body-{place}-value-question']").fill(question)
    part = f"body-{place}-value-options"
    for number, (words, right, why) in enumerate(options):
        if not page.locator(f"[name='{part}-{number}-value-text']").count():
            before = page.locator(f"[name='{part}-{number - 1}-value-why']")
            before.locator("xpath=following::button[@title='Add'][1]").click()
        page.locator(f"[name='{part}-{number}-value-text']").fill(words)
        page.locator(f"[name='{part}-{number}-value-correct']").set_checked(right)
        page.locator(f"[name='{part}-{number}-value-why']").fill(why)


def preview_on_a_phone(page: Page) -> FrameLocator:
    """Open the preview at the width of a phone and return what it shows."""
    page.get_by_role("button", name="Toggle preview").click()
    page.locator("input[name=preview-size][value=mobile]").check(force=True)
    return page.frame_locator("#w-preview-iframe")


def close_preview(page: Page) -> None:
    """Put the preview away; on a phone it covers the form."""
    page.keyboard.press("Escape")
    panel = page.locator("[data-side-panel=preview]")
    if panel.is_visible():
        page.get_by_role("button", name="Toggle side panel").or_(
            page.get_by_role("button", name="Toggle preview")
        ).first.click()
    expect(panel).to_be_hidden()


def publish(page: Page) -> None:
    """Publish, and wait for the answer: a message of success, or the form with its problems."""
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.locator(".messages, .w-messages").first.wait_for()

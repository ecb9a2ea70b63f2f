"""The ways to everything about certificates, by the links and forms that people use."""

from playwright.sync_api import Page


def finish_module(page: Page) -> None:
    """From the open lesson, mark each lesson of its module done; the module opens after the last one."""
    for _ in range(20):
        button = page.get_by_role("button", name="Mark done")
        if not button.count():
            return
        before = page.url
        button.click()
        page.wait_for_url(lambda address, before=before: address != before)
    raise AssertionError("the module has no end")


def begin(page: Page, base: str) -> None:
    """Open the first lesson of a fresh start."""
    page.goto(base)
    page.get_by_role("main").get_by_role("link", name="Start learning").click()


def certificate(page: Page, base: str) -> None:
    """The certificate of somebody who just finished a module."""
    begin(page, base)
    finish_module(page)
    page.goto(f"{base}/my-learning/")
    page.locator("main a[href*='/certificates/']").first.click()
    page.locator(".cert").wait_for()


def put_name(page: Page, name: str) -> None:
    """Type a name and put it on the open certificate."""
    page.get_by_label("Name to print").fill(name)
    page.get_by_role("button", name="name on it").or_(page.get_by_role("button", name="Change the name")).click()


def with_name(page: Page, base: str) -> None:
    """A certificate with a name on it."""
    certificate(page, base)
    put_name(page, "مريم عبد الله")
    page.get_by_text("Your name is on it").wait_for()


def without_name(page: Page, base: str) -> None:
    """A certificate after sending the form empty."""
    certificate(page, base)
    put_name(page, "")
    page.locator("[data-errors]").wait_for()


def badge(page: Page, base: str) -> None:
    """The page that says what a badge file is."""
    certificate(page, base)
    page.get_by_role("link", name="Open Badge file").click()
    page.wait_for_url("**/badge/")


def found(page: Page, base: str) -> None:
    """What others see who have the code."""
    with_name(page, base)
    page.get_by_role("link", name="See what others see").click()
    page.get_by_role("heading", name="Real certificate").wait_for()


def check_name(page: Page, name: str) -> None:
    """Ask whether a name is the one on the paper."""
    page.get_by_label("Name on the paper").fill(name)
    page.get_by_role("button", name="Check the name").click()
    page.locator("[role=status] .note").wait_for()


def wrong_name(page: Page, base: str) -> None:
    """What others see who typed another name."""
    found(page, base)
    check_name(page, "Somebody Else")

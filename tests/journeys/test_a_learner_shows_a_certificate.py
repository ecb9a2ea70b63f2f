"""From the last lesson to a piece of paper that somebody else believes, and to a code that no longer counts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser import certificates, desk
from tests.browser.matrix import faults_of
from tests.fixtures.browser import DESKTOP, PHONE
from tests.fixtures.school import School

pytestmark = [pytest.mark.browser, pytest.mark.journey]
NAME = "Żaneta O’Neill"


def code_on(page: Page) -> str:
    """Return the code that is printed on the open certificate."""
    return page.locator(".cert dd[dir=ltr]").inner_text().strip()


def ask(page: Page, school: School, code: str) -> None:
    """Type a code on the check page."""
    page.goto(f"{school.url}/c/")
    page.get_by_label("Code on the certificate").fill(code)
    page.get_by_role("button", name="Check").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_finish_print_and_be_believed(
    school: School, open_page: Callable[..., Page], tmp_path: Path, javascript: bool
) -> None:
    page = open_page(PHONE, javascript=javascript)
    certificates.certificate(page, school.url)
    code = code_on(page)
    certificates.put_name(page, NAME)
    expect(page.locator(".cert .who")).to_have_text(NAME)
    assert (NAME in page.url, "=" in page.url) == (False, False)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as PDF").click()
    reader = PdfReader(waiting.value.path())
    assert (len(reader.pages), NAME in reader.pages[0].extract_text()) == (1, True)
    printed = tmp_path / "printed.pdf"
    page.pdf(path=printed, format="A4", prefer_css_page_size=True)
    paper = PdfReader(printed)
    assert len(paper.pages) == 1
    words = " ".join(paper.pages[0].extract_text().split())
    plain = NAME[1:]  # its first letter comes from another font than the rest
    assert [said in words for said in (plain, code, "Save as PDF", "My learning")] == [True, True, False, False]

    other = open_page(DESKTOP, javascript=javascript)
    ask(other, school, f" {code.lower().replace('-', '  ')}")
    expect(other.locator("h1")).to_have_text("Real certificate")
    certificates.check_name(other, "zaneta ONEILL")
    expect(other.get_by_role("status").filter(has_text="Yes")).to_be_visible()
    certificates.check_name(other, "Somebody Else")
    expect(other.get_by_role("status").filter(has_text="No, that is not")).to_be_visible()
    ask(other, school, "BRKT-4T7K-QX2M-H9PW-3CDN")
    expect(other.locator("h1")).to_have_text("We can’t find that code")
    assert other.context.cookies() == []


def test_staff_withdraw_it_and_the_check_page_says_so(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    certificates.certificate(page, school.url)
    code, own = code_on(page), page.url
    staff = open_page(DESKTOP)
    desk.sign_in(staff, school, desk.EDITOR)
    staff.goto(f"{school.url}/admin/certificates/?q={code}")
    staff.get_by_role("button", name=re.compile("^More options")).first.click()
    staff.get_by_role("link", name="Withdraw").click()
    staff.get_by_label("Reason").fill("It was issued by mistake.")
    staff.get_by_role("button", name="Withdraw it").click()
    expect(staff.locator(".messages")).to_contain_text(f"{code} is withdrawn")

    other = open_page(PHONE, bypass_csp=True)
    ask(other, school, code)
    expect(other.locator("h1")).to_have_text(re.compile(r"^Withdrawn on \d+ \w+ \d{4}$"))
    expect(other.get_by_text("It was issued by mistake.")).to_be_visible()
    assert faults_of(other, ("light-390", "dark-1280")) == []
    page.goto(own)
    expect(page.locator("h1")).to_have_text(re.compile("^Withdrawn on"))

"""A trainer goes from the list of reports to a module and the roster; no page has a fault in any mode of looking."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.matrix import FEW_MODES, MODES, faults_of
from tests.browser.screens import follow
from tests.fixtures.browser import PHONE
from tests.fixtures.school import School

pytestmark = [pytest.mark.browser]


def sign_in(page: Page, school: School, address: str) -> None:
    """Come to the list of reports through the staff's door."""
    page.goto(f"{school.url}/account/staff/sign-in/?next=/learning/reports/")
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password").fill(school.password_of(address))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/learning/reports/")


def test_a_trainer_reads_the_reports(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE, bypass_csp=True)
    sign_in(page, school, "trainer@demo.example")
    assert faults_of(page, FEW_MODES) == []
    follow(page, "main .files a")
    expect(page.get_by_role("heading", level=1)).to_contain_text("What people learnt")
    report = page.url
    assert faults_of(page, tuple(MODES)) == []
    follow(page, "main table a")
    expect(page.get_by_role("heading", name="Where people stop")).to_be_visible()
    assert faults_of(page, FEW_MODES) == []
    page.goto(f"{report}learners/")
    page.get_by_label("Order").select_option("most")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tbody tr").first).to_contain_text("%")
    assert faults_of(page, FEW_MODES) == []
    assert page.goto(f"{report}records/").status == 404  # type: ignore[union-attr]


def test_the_owner_is_told_what_a_reason_is(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE, bypass_csp=True)
    sign_in(page, school, "editor@demo.example")
    follow(page, "main .files a")
    follow(page, "main a[href$='/records/']")
    assert faults_of(page, FEW_MODES) == []
    page.get_by_role("button", name="Export").click()
    expect(page.locator("[data-errors]")).to_contain_text("Say what the records are for.")
    assert faults_of(page, FEW_MODES) == []
    page.get_by_label("What is it for?").fill("Our evaluator compares how people learn in two years.")
    with page.expect_download() as file:
        page.get_by_role("button", name="Export").click()
    assert file.value.suggested_filename.endswith("-xapi.jsonl")

"""Every screen can be used by everybody: no fault in any mode of looking, nothing wider than the window, every stop
of the Tab key in sight. The screens of the three journeys are looked at in all 13 modes, the others in five."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.matrix import FEW_MODES, MODES, faults_of
from tests.browser.screens import NAMED, OTHERS, Screen
from tests.fixtures.browser import PHONE
from tests.fixtures.school import School

pytestmark = [pytest.mark.browser]
BROKEN = """document.querySelector('main').insertAdjacentHTML('afterbegin',
  '<p style="width:2000px"><img src="/favicon.ico"><a href="/" style="outline:none;box-shadow:none">quiet</a></p>')"""


@pytest.mark.parametrize("screen", NAMED, ids=lambda screen: screen.name)
def test_a_main_screen_has_no_fault_in_any_mode(school: School, open_page: Callable[..., Page], screen: Screen) -> None:
    page = open_page(PHONE, bypass_csp=True)
    screen.arrive(page, school.url)
    assert faults_of(page, tuple(MODES)) == []


@pytest.mark.parametrize("screen", OTHERS, ids=lambda screen: screen.name)
def test_every_other_screen_has_no_fault(school: School, open_page: Callable[..., Page], screen: Screen) -> None:
    page = open_page(PHONE, bypass_csp=True)
    screen.arrive(page, school.url)
    assert faults_of(page, FEW_MODES) == []


def test_the_gallery_of_components_has_no_fault(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE, bypass_csp=True)
    page.goto(f"{school.url}/account/staff/sign-in/?next=/styleguide/")
    page.get_by_label("Email").fill("editor@demo.example")
    page.get_by_label("Password").fill(school.password_of("editor@demo.example"))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/styleguide/")
    assert faults_of(page, FEW_MODES) == []


def test_the_matrix_sees_what_is_wrong(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE, bypass_csp=True)
    page.goto(school.url)
    page.evaluate(BROKEN)
    faults = "\n".join(faults_of(page, ("light-390",)))
    assert "image-alt" in faults
    assert "px wider than the window" in faults
    assert "Tab: ringless: A 'quiet'" in faults

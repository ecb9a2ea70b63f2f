"""A phone that loses its network, for the journeys."""

import sqlite3
from contextlib import closing

from playwright.sync_api import Page, expect

from tests.fixtures.school import School

WAITING = "localStorage.getItem('cb_waiting')"
CONTROLLED = "navigator.serviceWorker.controller !== null"
LIVE = "#live"


def until(page: Page, truth: str) -> None:
    """Wait until an expression is true in the page. (Our policy forbids the browser tool's own way, which evaluates.)"""
    for _ in range(200):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {truth}")


def save(page: Page) -> None:
    """Save the open lesson; its size was said before the tap."""
    tool = page.locator("[data-save]").first
    expect(tool).to_be_visible()
    tool.click()
    expect(tool.locator("[data-label]")).to_have_text("Saved")
    until(page, CONTROLLED)


def go_offline(page: Page) -> None:
    """Lose the network, as in a tunnel."""
    page.context.set_offline(True)


def come_back(page: Page) -> None:
    """Find the network again."""
    page.context.set_offline(False)


def kept_by(school: School, statement: str) -> list[tuple[object, ...]]:
    """Return what the school's database holds."""
    with closing(sqlite3.connect(school.var / "commonbrick.sqlite3", timeout=20)) as database:
        return database.execute(statement).fetchall()


def evidence_since(school: School, number: int) -> list[tuple[object, ...]]:
    """Return the marks that arrived after row `number`."""
    return kept_by(school, f"SELECT kind FROM courses_evidence WHERE id > {int(number)} ORDER BY id")  # noqa: S608


def tries_since(school: School, number: int) -> list[tuple[object, ...]]:
    """Return the tries at questions that arrived after row `number`."""
    return kept_by(school, f"SELECT number FROM courses_attempt WHERE id > {int(number)} ORDER BY id")  # noqa: S608


def last_rows(school: School) -> tuple[int, int]:
    """Return the numbers of the newest mark and the newest try."""
    ((marks,),) = kept_by(school, "SELECT COALESCE(MAX(id), 0) FROM courses_evidence")
    ((tries,),) = kept_by(school, "SELECT COALESCE(MAX(id), 0) FROM courses_attempt")
    return int(str(marks)), int(str(tries))

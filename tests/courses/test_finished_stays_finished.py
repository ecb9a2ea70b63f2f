"""Lessons that are added after somebody finished are offered; what was finished stays, with its date and version."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from courses.services.progress import mark_done, unmark
from lms.accounts.models import User
from tests.courses.conftest import School
from tests.courses.school import make_lesson

Browsers = Callable[[User], Client]
NEW = "2 new lessons since you finished"


def finish(school: School, user: User) -> None:
    for lesson in school.lessons:
        mark_done(user=user, lesson=lesson, client_uuid=uuid.uuid4(), by=user)


def add(school: School, *titles: str) -> None:
    for title in titles:
        make_lesson(school.module, title)


def page(browser: Client, school: School, name: str) -> str:
    address = {"module": school.module.url, "programme": school.edition.url, "mine": "/my-learning/"}[name]
    return browser.get(address).content.decode()


@pytest.mark.parametrize("name", ["module", "programme", "mine"])
def test_each_page_offers_what_is_new_and_keeps_the_rest(
    school: School, learner: User, client_of: Browsers, name: str
) -> None:
    finish(school, learner)
    assert NEW not in page(client_of(learner), school, name)
    add(school, "Wales too", "Scotland too")
    make_lesson(school.module, "An extra", required=False)
    html = page(client_of(learner), school, name)
    assert (NEW in html, "Finished on" in html, "(version 3)" in html) == (True, True, True)
    assert "Start with “Wales too”" in html


def test_what_is_done_since_is_not_new_any_more(school: School, learner: User, client_of: Browsers) -> None:
    finish(school, learner)
    add(school, "Wales too", "Scotland too", "Ireland too")
    lesson = make_lesson(school.module, "Last")
    mark_done(user=learner, lesson=lesson, client_uuid=uuid.uuid4(), by=learner)
    html = page(client_of(learner), school, "module")
    assert ("3 new lessons since" in html, "1 of 1 modules done" in html) == (True, False)
    assert "1 of 1 module done" in page(client_of(learner), school, "programme")


def test_taking_a_mark_back_leaves_it_finished(school: School, learner: User, client_of: Browsers) -> None:
    finish(school, learner)
    unmark(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    html = page(client_of(learner), school, "programme")
    assert ("Finished on" in html, "2 of 3 lessons done" in html, "new lesson" in html) == (True, True, False)


def test_nobody_else_sees_it(school: School, learner: User, other_learner: User, client_of: Browsers) -> None:
    finish(school, learner)
    add(school, "Wales too", "Scotland too")
    mark_done(user=other_learner, lesson=school.first, client_uuid=uuid.uuid4(), by=other_learner)
    for browser in (client_of(other_learner), Client()):
        assert "Finished on" not in page(browser, school, "programme")

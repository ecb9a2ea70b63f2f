"""A room of people presses the button at the same moment: eight queries for the whole request, session included."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from courses.models import LessonCompletion, ModuleCompletion, ProgrammeCompletion
from lms.accounts.models import User
from lms.lib.process_memory import forget_all
from tests.courses.conftest import School
from tests.courses.school import make_edition, make_lesson, make_module

MOST = 8
CERTIFICATE = 6  # once for each module: what stands on it is looked up and frozen in the same transaction
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def press(browser: Client, lesson: Any, act: uuid.UUID | None = None, what: str = "done") -> list[str]:
    """Press "Mark done"; return the queries it took, without the transaction's own words."""
    seen: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not sql.startswith(CONTROL):
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        response = browser.post(f"/learning/lessons/{lesson.pk}/{what}/", {"client_uuid": str(act or uuid.uuid4())})
    assert response.status_code == 303
    return seen


@pytest.mark.django_db(transaction=True)
def test_a_request_takes_eight_queries_at_most(
    school: School, learner: User, client_of: Callable[[User], Client]
) -> None:
    more = [make_lesson(school.module, f"More {place}") for place in range(5)]
    browser = client_of(learner)
    press(browser, school.first)
    ordinary, act = [], uuid.uuid4()
    for lesson in (*school.lessons[1:], *more[:4]):
        press(client_of(User.objects.create_guest()), lesson)  # somebody else was here since the lesson changed
        ordinary.append(press(browser, lesson, act))
        act = uuid.uuid4()
    assert [len(queries) for queries in ordinary] == [7] * 6
    assert len(press(browser, more[0], what="not-done")) <= MOST
    assert len(press(browser, more[0])) <= MOST
    assert LessonCompletion.objects.filter(enrolment__user=learner).count() == 7


@pytest.mark.django_db(transaction=True)
def test_a_second_click_takes_fewer(school: School, learner: User, client_of: Callable[[User], Client]) -> None:
    browser, act = client_of(learner), uuid.uuid4()
    press(browser, school.first, act)
    assert len(press(browser, school.first, act)) == 5


@pytest.mark.django_db(transaction=True)
def test_finishing_a_module_takes_one_more_and_what_its_certificate_takes(
    school: School, learner: User, client_of: Callable[[User], Client]
) -> None:
    make_lesson(make_module(school.edition, 2), "Next")
    before, browser = client_of(User.objects.create_guest()), client_of(learner)
    for lesson in school.lessons:
        press(before, lesson)
    counts = [len(press(browser, lesson)) for lesson in school.lessons]
    assert ModuleCompletion.objects.filter(enrolment__user=learner).count() == 1
    assert counts[1:] == [7, 8 + CERTIFICATE]


@pytest.mark.django_db(transaction=True)
def test_the_cost_is_the_same_in_a_large_edition(
    school: School, learner: User, client_of: Callable[[User], Client]
) -> None:
    small = make_edition(school.index, 2028)
    lessons = [make_lesson(make_module(small, number), f"Only {number}") for number in (1, 2)]
    for place in range(12):
        make_lesson(school.module, f"More {place}")
    for lesson in (*lessons, school.lessons[1], school.first):
        press(client_of(User.objects.create_guest()), lesson)
    browser = client_of(learner)
    press(browser, school.first)
    press(browser, lessons[1])
    forget_all()
    for lesson in (lessons[0], school.lessons[1]):
        press(client_of(User.objects.create_guest()), lesson)
    assert len(press(browser, school.lessons[1])) <= MOST
    assert ProgrammeCompletion.objects.filter(enrolment__user=learner).count() == 0

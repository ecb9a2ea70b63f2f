"""Query counts stay the same with more lessons and more learners (I10), and within their budgets."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from courses.services.progress import mark_done
from lms.accounts.models import User
from tests.courses.conftest import School
from tests.courses.school import make_lesson, single_choice

WARM_STRANGER, WARM_LEARNER = 10, 14
WHAT_WAS_FINISHED = 1  # the programme page says of each module when it was finished


def queries(browser: Client, path: str) -> int:
    """Return how many statements a request runs, once what everybody shares is kept."""
    browser.get(path)
    seen: list[str] = []

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        assert browser.get(path).status_code == 200
    return len(seen)


def grow(school: School) -> None:
    """Add lessons with questions, and learners who did some."""
    for place in range(3):
        lesson = make_lesson(school.module, f"More {place}", [single_choice(f"Question {place}?")])
        person = User.objects.create_guest()
        mark_done(user=person, lesson=lesson, client_uuid=uuid.uuid4(), by=person)


@pytest.mark.parametrize("page", ["lesson", "module", "programme", "mine"])
@pytest.mark.parametrize("who", ["learner", "stranger"])
def test_more_lessons_and_learners_ask_no_more(
    school: School, learner: User, client_of: Callable[[User], Client], settings: Any, page: str, who: str
) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "response_cache" not in name]
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    browser = client_of(learner) if who == "learner" else Client()
    path = {
        "lesson": school.first.url,
        "module": school.module.url,
        "programme": school.edition.url,
        "mine": "/my-learning/",
    }[page]
    few = queries(browser, path)
    grow(school)
    assert queries(browser, path) == few
    more = WHAT_WAS_FINISHED if page == "programme" else 0
    assert few <= (WARM_LEARNER + more if who == "learner" else WARM_STRANGER)

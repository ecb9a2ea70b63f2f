"""I5: no GET or HEAD writes anything about learning, signed in or not; a stranger gets no cookie."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from courses.services.progress import mark_done
from lms.accounts.models import User
from tests.courses.conftest import School

WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


def writes(browser: Client, method: str, path: str) -> tuple[int, list[str]]:
    """Return the status and every statement of a request that would change a row."""
    seen: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if WRITES.match(sql):
            seen.append(sql[:80])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        response = getattr(browser, method)(path)
    return response.status_code, seen


def addresses(school: School) -> list[str]:
    return [
        "/learn/",
        school.edition.url,
        school.module.url,
        *(lesson.url for lesson in school.lessons),
        "/my-learning/",
        school.answer_url,
    ]


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("who", ["visitor", "guest", "learner"])
def test_looking_changes_nothing(
    school: School, guest: User, learner: User, client_of: Callable[[User], Client], who: str, method: str
) -> None:
    people = {"guest": guest, "learner": learner}
    browser = client_of(people[who]) if who in people else Client()
    if who in people:
        mark_done(user=people[who], lesson=school.first, client_uuid=uuid.uuid4(), by=people[who])
    for path in addresses(school):
        status, seen = writes(browser, method, path)
        assert (path, status in {200, 302, 303}, seen) == (path, True, [])


def test_the_watch_sees_a_write(school: School, visitor: Client) -> None:
    status, seen = writes(visitor, "post", f"/learning/lessons/{school.first.pk}/done/")
    assert status == 303
    assert any("courses_evidence" in statement for statement in seen)


def test_a_stranger_gets_no_cookie(school: School, visitor: Client) -> None:
    for path in addresses(school):
        assert dict(visitor.get(path).cookies) == {}

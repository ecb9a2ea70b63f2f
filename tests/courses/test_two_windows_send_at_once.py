"""Two windows of one phone send the same moment: one act is kept once, and an id never stands for two acts."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from courses.models import Attempt, Enrolment, Evidence, LessonCompletion
from lms.accounts.models import User
from tests.courses.conftest import School
from tests.courses.phone import ACTS, Row, act

pytestmark = [pytest.mark.django_db(transaction=True)]


def send_at_once(person: User, *batches: list[Row]) -> list[list[int]]:
    """Send each batch from a window of its own, all at the same time; return the results' statuses."""

    def send(rows: list[Row]) -> list[int]:
        try:
            browser = Client()
            browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            answer: Any = browser.post(ACTS, json.dumps({"acts": rows}), content_type="application/json")
            return [row["status"] for row in answer.json()["results"]]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(batches)) as windows:
        return list(windows.map(send, batches))


def test_the_same_batch_from_four_windows_is_one(school: School, learner: User) -> None:
    rows = [act(school, "answer"), act(school, "answer"), act(school), act(school, page=school.lessons[1])]
    assert send_at_once(learner, *[rows] * 4) == [[200] * 4] * 4
    marks = Evidence.objects.filter(kind="marked").count()
    assert (Enrolment.objects.count(), marks, LessonCompletion.objects.count(), Attempt.objects.count()) == (1, 2, 2, 2)


def test_one_id_with_two_acts_keeps_the_first_and_refuses_the_other(school: School, learner: User) -> None:
    for _ in range(4):
        done = act(school)
        other = act(school, "answer", id=done["id"])
        assert sorted(send_at_once(learner, [done], [other])) == [[200], [409]]

"""Sixteen browsers send at once, with the same form and with different ones: nothing fails, nothing is lost or doubled."""

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from courses.models import Attempt, Enrolment, Evidence, LessonCompletion
from lms.accounts.backends import PLACE_BACKEND
from lms.accounts.models import User
from tests.courses.conftest import School
from tests.courses.school import RIGHT, WRONG

TOGETHER, EACH = 16, 4
pytestmark = pytest.mark.django_db(transaction=True)
Send = Callable[[Client, int], Any]


def browser_of(person: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person, backend=PLACE_BACKEND)
    return client


def send_at_once(browsers: list[Client], send: Send) -> list[int]:
    """Let every browser send its forms, all starting together, each with its own connection; return the statuses."""
    gate, statuses = threading.Barrier(len(browsers)), []

    def run(browser: Client) -> None:
        try:
            gate.wait(timeout=60)
            statuses.extend(send(browser, turn).status_code for turn in range(EACH))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return statuses


def test_different_forms_of_many_learners_are_all_kept(school: School) -> None:
    browsers = [browser_of(User.objects.create_guest()) for _ in range(TOGETHER)]
    marked: set[uuid.UUID] = set()
    answered: set[uuid.UUID] = set()

    def send(browser: Client, turn: int) -> Any:
        form = uuid.uuid4()
        if turn % 2:
            marked.add(form)
            lesson = school.lessons[turn // 2]
            return browser.post(f"/learning/lessons/{lesson.pk}/done/", {"client_uuid": form})
        answered.add(form)
        option = RIGHT if turn % 4 else WRONG
        return browser.post(school.answer_url, {"client_uuid": form, "option": option, "seen": 1})

    assert send_at_once(browsers, send) == [303] * TOGETHER * EACH
    assert set(Evidence.objects.filter(kind="marked").values_list("client_uuid", flat=True)) == marked
    assert set(Attempt.objects.values_list("client_uuid", flat=True)) == answered
    assert LessonCompletion.objects.count() == TOGETHER * EACH // 2
    assert Enrolment.objects.count() == TOGETHER


def test_different_forms_of_one_learner_are_all_kept(school: School, learner: User) -> None:
    browsers = [browser_of(learner) for _ in range(TOGETHER)]
    sent: set[uuid.UUID] = set()

    def send(browser: Client, turn: int) -> Any:
        form = uuid.uuid4()
        sent.add(form)
        act = "done" if turn % 2 else "not-done"
        return browser.post(f"/learning/lessons/{school.first.pk}/{act}/", {"client_uuid": form})

    assert send_at_once(browsers, send) == [303] * TOGETHER * EACH
    assert set(Evidence.objects.values_list("client_uuid", flat=True)) == sent
    assert (Enrolment.objects.count(), LessonCompletion.objects.count()) == (1, 1)


def test_one_form_sent_by_many_is_one_act(school: School, learner: User) -> None:
    browsers = [browser_of(learner) for _ in range(TOGETHER)]
    form = uuid.uuid4()

    def send(browser: Client, turn: int) -> Any:
        if turn % 2:
            return browser.post(school.answer_url, {"client_uuid": form, "option": RIGHT, "seen": 1})
        return browser.post(f"/learning/lessons/{school.first.pk}/done/", {"client_uuid": form})

    assert send_at_once(browsers, send) == [303] * TOGETHER * EACH
    assert Evidence.objects.filter(kind="marked").count() == 1
    assert (Attempt.objects.count(), LessonCompletion.objects.count(), Enrolment.objects.count()) == (1, 1, 1)

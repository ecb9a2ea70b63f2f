"""I9: two browsers finish at the same moment; there is one enrolment, one completion, one finished programme."""

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection

from courses.models import (
    Attempt,
    Certificate,
    Enrolment,
    Evidence,
    LessonCompletion,
    ModuleCompletion,
    ProgrammeCompletion,
    ProgressRollup,
)
from courses.services.answers import answer_question, check_choice
from courses.services.progress import mark_done
from lms.accounts.models import User
from tests.courses.conftest import QUESTION, School
from tests.courses.school import RIGHT, make_lesson

TOGETHER = 4


def all_at_once(act: Callable[[int], object]) -> list[Exception]:
    """Run an act in several threads that start together, each with its own connection; return what went wrong."""
    gate, faults = threading.Barrier(TOGETHER), []

    def run(place: int) -> None:
        try:
            gate.wait(timeout=20)
            act(place)
        except Exception as fault:  # noqa: BLE001  (a thread's faults are handed to the test)
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return faults


@pytest.mark.django_db(transaction=True)
def test_one_completion_whatever_arrives_together(school: School, learner: User) -> None:
    for lesson in school.lessons[1:]:
        mark_done(user=learner, lesson=lesson, client_uuid=uuid.uuid4(), by=learner)
    same = uuid.uuid4()
    faults = all_at_once(
        lambda place: mark_done(
            user=learner, lesson=school.first, client_uuid=same if place < 2 else uuid.uuid4(), by=learner
        )
    )
    assert faults == []
    assert (Enrolment.objects.count(), ProgrammeCompletion.objects.count()) == (1, 1)
    assert LessonCompletion.objects.filter(lineage=school.first.lineage).count() == 1
    assert Evidence.objects.filter(lineage=school.first.lineage).count() == TOGETHER - 1


@pytest.mark.django_db(transaction=True)
def test_the_last_lessons_done_at_the_same_moment_finish_the_programme(school: School, learner: User) -> None:
    more = [make_lesson(school.module, f"More {place}") for place in range(TOGETHER - 1)]
    last = [school.first, *more]
    for lesson in school.lessons[1:]:
        mark_done(user=learner, lesson=lesson, client_uuid=uuid.uuid4(), by=learner)
    faults = all_at_once(
        lambda place: mark_done(user=learner, lesson=last[place], client_uuid=uuid.uuid4(), by=learner)
    )
    assert faults == []
    earned = (ModuleCompletion, ProgrammeCompletion)
    assert [model.objects.count() for model in earned] == [1, 1]
    assert Certificate.objects.filter(kind=Certificate.Kind.PROGRAMME).count() == 1
    assert ProgressRollup.objects.values_list("done", "required", "percent").get() == (6, 6, 100)


@pytest.mark.django_db(transaction=True)
def test_first_answers_together_are_one_enrolment_and_one_try(school: School, learner: User) -> None:
    choice = check_choice(lesson=school.first, block_id=uuid.UUID(QUESTION), option_ids=[RIGHT], seen=1)
    form = uuid.uuid4()
    faults = all_at_once(
        lambda place: answer_question(user=learner, lesson=school.first, choice=choice, client_uuid=form, by=learner)
    )
    assert faults == []
    assert (Enrolment.objects.count(), Attempt.objects.count(), Evidence.objects.count()) == (1, 1, 1)

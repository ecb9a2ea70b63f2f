"""A question was wrong: it is corrected in the open, answers are only ever raised, and nothing that was earned goes."""

import json
import uuid
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from courses.errors import NothingToCorrect
from courses.models import Answer, AnswerGrade, Enrolment, Evidence, LessonCompletion, QuestionCorrection
from courses.models.permanent import PermanentRowError
from courses.services.corrections import answers_that_change, correct_question
from courses.services.progress import mark_done
from lms.accounts.models import User
from tests.courses.conftest import QUESTION, School
from tests.courses.school import OTHER, RIGHT, WRONG, publish, single_choice

ClientOf = Callable[[User], Client]
REASON = "We had ticked the wrong answer. Councillors decide here."
BLOCK = uuid.UUID(QUESTION)


def give(client: Client, school: School, option: str, seen: int = 1) -> None:
    data = {"option": option, "seen": str(seen), "client_uuid": str(uuid.uuid4())}
    assert client.post(school.answer_url, data).status_code == 303


def put_right(school: School) -> None:
    """Publish the question with WRONG as the right answer."""
    changed = single_choice(block_id=QUESTION)
    for option in changed["value"]["options"]:
        option["value"]["correct"] = option["id"] == WRONG
    school.first.body = json.dumps([changed])
    school.lessons[0] = publish(school.first)


def correct(school: School, editor: User, reason: str = REASON) -> int:
    return correct_question(lesson=school.first, block_id=BLOCK, reason=reason, by=editor)[1]


def test_publishing_alone_marks_nobody_again(school: School, learner: User, client_of: ClientOf) -> None:
    give(client_of(learner), school, WRONG)
    put_right(school)
    assert [answer.right for answer in Answer.objects.all()] == [False]
    assert AnswerGrade.objects.count() == 0


def test_a_correction_raises_says_why_and_takes_nothing_back(
    school: School, learner: User, other_learner: User, editor: User, client_of: ClientOf
) -> None:
    give(client_of(learner), school, WRONG)
    give(client_of(other_learner), school, RIGHT)
    mark_done(user=other_learner, lesson=school.first, client_uuid=uuid.uuid4(), by=other_learner)
    before = list(LessonCompletion.objects.values_list("pk", "first_at"))
    put_right(school)
    assert answers_that_change(lesson=school.first, block_id=BLOCK) == 1
    assert correct(school, editor) == 1
    mine, theirs = (client_of(person).get(school.first.url).content.decode() for person in (learner, other_learner))
    assert ("Your earlier answer counts as right." in mine, REASON in mine) == (True, True)
    assert ("Your earlier answer is kept." in theirs, REASON in theirs) == (True, True)
    assert {row.attempt.enrolment.user_id: row.right for row in Answer.objects.all()} == {
        learner.pk: False,
        other_learner.pk: True,
    }
    assert Evidence.objects.filter(kind="quiz").count() == 2
    assert list(LessonCompletion.objects.values_list("pk", "first_at")) == before
    assert "You got 1 of 1 right first time" in mine


def test_what_was_right_all_along_gets_no_grade(
    school: School, learner: User, editor: User, client_of: ClientOf
) -> None:
    give(client_of(learner), school, RIGHT)
    school.first.body = json.dumps([single_choice("Who decides after a refusal?", QUESTION)])
    school.lessons[0] = publish(school.first)
    assert (answers_that_change(lesson=school.first, block_id=BLOCK), correct(school, editor)) == (0, 0)
    assert AnswerGrade.objects.count() == 0


def test_saying_it_twice_changes_nothing(school: School, learner: User, editor: User, client_of: ClientOf) -> None:
    give(client_of(learner), school, WRONG)
    put_right(school)
    assert (correct(school, editor), correct(school, editor, "Another reason")) == (1, 0)
    assert [row.reason for row in QuestionCorrection.objects.all()] == [REASON]
    assert (AnswerGrade.objects.count(), Evidence.objects.filter(kind="quiz").count()) == (1, 1)


def test_an_answer_that_arrives_later_from_an_old_page_is_graded_too(
    school: School, learner: User, editor: User, client_of: ClientOf
) -> None:
    put_right(school)
    correct(school, editor)
    give(client_of(learner), school, WRONG, seen=1)
    give(client_of(learner), school, OTHER, seen=1)
    assert [(answer.right, answer.grades.count()) for answer in Answer.objects.order_by("pk")] == [
        (False, 1),
        (False, 0),
    ]


def test_a_correction_leaves_continue_where_people_are(
    school: School, learner: User, editor: User, client_of: ClientOf
) -> None:
    give(client_of(learner), school, WRONG)
    mark_done(user=learner, lesson=school.lessons[1], client_uuid=uuid.uuid4(), by=learner)
    put_right(school)
    correct(school, editor)
    assert Enrolment.objects.get().place == school.lessons[1].lineage


def test_there_must_be_something_to_correct_and_a_reason(school: School, editor: User) -> None:
    with pytest.raises(NothingToCorrect):
        correct(school, editor)
    put_right(school)
    for reason in ("  ", "x" * 501):
        with pytest.raises(NothingToCorrect):
            correct(school, editor, reason)
    assert QuestionCorrection.objects.count() == 0


def test_grades_are_written_once_and_never_changed(
    school: School, learner: User, editor: User, client_of: ClientOf
) -> None:
    give(client_of(learner), school, WRONG)
    put_right(school)
    correct(school, editor)
    for row in (AnswerGrade.objects.get(), QuestionCorrection.objects.get()):
        with pytest.raises(PermanentRowError):
            row.save()
        row.pk, row._state.adding = None, True
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_an_editor_sees_what_would_change_then_confirms(
    school: School, learner: User, editor: User, client_of: ClientOf
) -> None:
    give(client_of(learner), school, WRONG)
    browser, address = client_of(editor), reverse("courses:correct_question", args=[school.first.pk])
    assert "No question of this lesson has changed" in browser.get(address).content.decode()
    put_right(school)
    assert "Who decides the appeal?" in browser.get(address).content.decode()
    form = {"question": QUESTION, "reason": REASON}
    assert browser.post(address, {"question": "", "reason": ""}).status_code == 422
    assert browser.post(address, {"question": str(uuid.uuid4()), "reason": REASON}).status_code == 422
    shown = browser.post(address, form)
    assert (shown.status_code, "right after all: fewer than 5." in shown.content.decode()) == (200, True)
    assert QuestionCorrection.objects.count() == 0
    assert browser.post(address, {**form, "confirm": "1"}).status_code == 302
    assert (QuestionCorrection.objects.get().by, AnswerGrade.objects.count()) == (editor, 1)


def test_only_who_may_publish_may_correct(school: School, learner: User, client_of: ClientOf) -> None:
    put_right(school)
    address = reverse("courses:correct_question", args=[school.first.pk])
    for browser in (client_of(learner), Client()):
        assert browser.post(address, {"question": QUESTION, "reason": REASON, "confirm": "1"}).status_code in {302, 403}
    assert QuestionCorrection.objects.count() == 0


def test_the_wording_of_before_may_come_back_as_the_correction(
    school: School, learner: User, editor: User, client_of: ClientOf
) -> None:
    put_right(school)  # in truth, put wrong: the editor sees it later
    give(client_of(learner), school, RIGHT, seen=2)
    school.first.body = json.dumps([single_choice(block_id=QUESTION)])
    school.lessons[0] = publish(school.first)
    assert correct(school, editor) == 1
    assert AnswerGrade.objects.get().answer.attempt.enrolment.user == learner

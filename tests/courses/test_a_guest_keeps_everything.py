"""A guest who signs in keeps all they did; what two people did in one edition becomes the union."""

import uuid
from datetime import timedelta

from courses.models import Answer, Enrolment, Evidence, LessonCompletion, ProgrammeCompletion
from courses.services.answers import answer_question, check_choice
from courses.services.progress import mark_done, record_evidence
from lms.accounts.models import User
from lms.accounts.services.merging import merge_people
from lms.lib import clock
from tests.courses.conftest import QUESTION, School
from tests.courses.school import RIGHT, WRONG

NOW = clock.now()


def did(user: User, lesson: object, *, days_ago: int = 0) -> None:
    record_evidence(
        user=user,
        lesson=lesson,  # type: ignore[arg-type]
        kind="marked",
        client_uuid=uuid.uuid4(),
        occurred_at=NOW - timedelta(days=days_ago),
        by=user,
    )


def answered(user: User, school: School, option: str) -> None:
    choice = check_choice(lesson=school.first, block_id=uuid.UUID(QUESTION), option_ids=[option], seen=1)
    answer_question(user=user, lesson=school.first, choice=choice, client_uuid=uuid.uuid4(), by=user)


def test_what_only_the_guest_did_moves_over(school: School, guest: User, learner: User) -> None:
    did(guest, school.first)
    answered(guest, school, WRONG)
    merge_people(source=guest, target=learner)
    assert Enrolment.objects.get().user == learner
    assert [(row.kind, row.by) for row in Evidence.objects.all()] == [("marked", learner)]
    assert (LessonCompletion.objects.count(), Answer.objects.count()) == (1, 1)


def test_one_edition_is_united_and_the_earliest_dates_win(school: School, guest: User, learner: User) -> None:
    did(learner, school.first, days_ago=1)
    did(guest, school.first, days_ago=5)
    did(guest, school.lessons[1])
    started = Enrolment.objects.get(user=learner).started_at
    merge_people(source=guest, target=learner)
    enrolment = Enrolment.objects.get()
    assert (enrolment.user, enrolment.started_at, enrolment.place) == (learner, started, school.lessons[1].lineage)
    dates = dict(LessonCompletion.objects.values_list("lineage", "first_at"))
    assert dates == {school.first.lineage: NOW - timedelta(days=5), school.lessons[1].lineage: NOW}
    assert Evidence.objects.count() == 3


def test_tries_follow_each_other(school: School, guest: User, learner: User) -> None:
    answered(learner, school, WRONG)
    answered(guest, school, RIGHT)
    merge_people(source=guest, target=learner)
    tries = Answer.objects.order_by("attempt__number").values_list("attempt__number", "right")
    assert list(tries) == [(1, False), (2, True)]


def test_a_finished_programme_comes_along(school: School, guest: User, learner: User) -> None:
    did(learner, school.first)
    for lesson in school.lessons:
        did(guest, lesson)
    earned_at = ProgrammeCompletion.objects.get().earned_at
    merge_people(source=guest, target=learner)
    kept = ProgrammeCompletion.objects.get()
    assert (kept.enrolment.user, kept.earned_at) == (learner, earned_at)


def test_other_people_are_left_alone(school: School, guest: User, learner: User, other_learner: User) -> None:
    mark_done(user=other_learner, lesson=school.first, client_uuid=uuid.uuid4(), by=other_learner)
    did(guest, school.first)
    merge_people(source=guest, target=learner)
    assert LessonCompletion.objects.filter(enrolment__user=other_learner).count() == 1

"""A guest who signs in keeps all they did; what two people did in one edition becomes the union."""

import uuid
from datetime import timedelta

from courses.models import (
    Answer,
    Enrolment,
    Evidence,
    LessonCompletion,
    ModuleCompletion,
    ProgrammeCompletion,
    ProgressRollup,
)
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


def test_a_finished_module_comes_along_and_still_names_its_acts(school: School, guest: User, learner: User) -> None:
    did(learner, school.first)
    for lesson in school.lessons:
        did(guest, lesson)
    before = ModuleCompletion.objects.get()
    public = set(Evidence.objects.filter(pk__in=before.evidence_ids).values_list("public_id", flat=True))
    merge_people(source=guest, target=learner)
    kept = ModuleCompletion.objects.get()
    assert (kept.enrolment.user, kept.earned_at, kept.lineage) == (learner, before.earned_at, school.module.lineage)
    acts = Evidence.objects.filter(pk__in=kept.evidence_ids, enrolment=kept.enrolment)
    assert set(acts.values_list("public_id", flat=True)) == public
    assert ProgrammeCompletion.objects.get().evidence_ids == kept.evidence_ids


def test_what_neither_did_alone_they_have_finished_together(school: School, guest: User, learner: User) -> None:
    did(learner, school.first)
    for lesson in school.lessons[1:]:
        did(guest, lesson)
    assert ProgrammeCompletion.objects.count() == 0
    merge_people(source=guest, target=learner)
    assert (ModuleCompletion.objects.count(), ProgrammeCompletion.objects.count()) == (1, 1)
    row = ProgressRollup.objects.get()
    assert (row.enrolment.user, row.dirty) == (learner, True)


def test_one_client_id_on_two_acts_loses_neither(school: School, guest: User, learner: User) -> None:
    page = uuid.uuid4()  # strangers get one kept page, with one id
    for user, days in ((learner, 1), (guest, 5)):
        record_evidence(
            user=user,
            lesson=school.first,
            kind="marked",
            client_uuid=page,
            occurred_at=NOW - timedelta(days=days),
            by=user,
        )
    merge_people(source=guest, target=learner)
    assert (Evidence.objects.count(), LessonCompletion.objects.get().first_at) == (2, NOW - timedelta(days=5))


def test_an_act_that_both_sent_is_one(school: School, guest: User, learner: User) -> None:
    act = {"lesson": school.first, "kind": "marked", "client_uuid": uuid.uuid4(), "occurred_at": NOW}
    for user in (guest, learner):
        record_evidence(user=user, by=user, **act)
    merge_people(source=guest, target=learner)
    assert Evidence.objects.count() == 1


def test_other_people_are_left_alone(school: School, guest: User, learner: User, other_learner: User) -> None:
    mark_done(user=other_learner, lesson=school.first, client_uuid=uuid.uuid4(), by=other_learner)
    did(guest, school.first)
    merge_people(source=guest, target=learner)
    assert LessonCompletion.objects.filter(enrolment__user=other_learner).count() == 1

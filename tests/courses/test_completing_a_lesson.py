"""Marking a lesson done: one act, however often it is sent; undone only by the learner; kept whatever editors do."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.errors import DifferentAct
from courses.models import Enrolment, Evidence, LessonCompletion, ProgrammeCompletion
from courses.models.permanent import PermanentRowError
from courses.selectors.outline import outline_of
from courses.selectors.progress import completed_lessons, progress_in
from courses.services.progress import mark_done, record_evidence, unmark
from lms.accounts.models import User
from lms.lib import clock
from tests.courses.conftest import School
from tests.courses.school import make_edition, make_lesson, make_module, publish


def percent(school: School, user: User) -> int | None:
    enrolment = Enrolment.objects.filter(user=user).first()
    return progress_in(outline_of(school.edition), completed_lessons(enrolment)).percent


def do(user: User, lesson: object) -> Evidence:
    return mark_done(user=user, lesson=lesson, client_uuid=uuid.uuid4(), by=user)


def test_a_double_click_is_one_act(school: School, learner: User) -> None:
    act = uuid.uuid4()
    first = mark_done(user=learner, lesson=school.first, client_uuid=act, by=learner)
    second = mark_done(user=learner, lesson=school.first, client_uuid=act, by=learner)
    assert first.pk == second.pk
    assert (Evidence.objects.count(), LessonCompletion.objects.count(), Enrolment.objects.count()) == (1, 1, 1)


def test_the_same_client_id_with_another_act_is_refused(school: School, learner: User) -> None:
    act = uuid.uuid4()
    mark_done(user=learner, lesson=school.first, client_uuid=act, by=learner)
    with pytest.raises(DifferentAct):
        mark_done(user=learner, lesson=school.lessons[1], client_uuid=act, by=learner)
    assert LessonCompletion.objects.count() == 1


def test_two_people_may_send_the_id_of_one_cached_page(school: School, learner: User, other_learner: User) -> None:
    act = uuid.uuid4()
    mark_done(user=learner, lesson=school.first, client_uuid=act, by=learner)
    mark_done(user=other_learner, lesson=school.first, client_uuid=act, by=other_learner)
    assert LessonCompletion.objects.count() == 2


def test_percent_counts_this_learners_required_lessons(school: School, learner: User, other_learner: User) -> None:
    do(learner, school.first)
    assert (percent(school, learner), percent(school, other_learner)) == (33, 0)
    for lesson in school.lessons[1:]:
        do(learner, lesson)
    assert percent(school, learner) == 100


def test_an_extra_lesson_never_counts(school: School, learner: User) -> None:
    extra = make_lesson(school.module, "Extra", required=False)
    do(learner, extra)
    assert percent(school, learner) == 0


def test_with_nothing_required_there_is_no_percentage(school: School, learner: User) -> None:
    for lesson in school.lessons:
        lesson.unpublish()
    assert percent(school, learner) is None


def test_a_retired_lesson_counts_only_for_those_who_did_it(school: School, learner: User, other_learner: User) -> None:
    do(learner, school.first)
    do(other_learner, school.lessons[1])
    school.first.unpublish()
    assert (percent(school, learner), percent(school, other_learner)) == (33, 50)


def test_undoing_keeps_the_first_date_and_doing_again_clears_it(school: School, learner: User) -> None:
    do(learner, school.first)
    first_at = LessonCompletion.objects.get().first_at
    unmark(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    assert LessonCompletion.objects.get().undone_at is not None
    assert percent(school, learner) == 0
    do(learner, school.first)
    assert (LessonCompletion.objects.get().undone_at, LessonCompletion.objects.get().first_at) == (None, first_at)


def test_a_time_from_the_future_counts_as_now(school: School, learner: User) -> None:
    act = record_evidence(
        user=learner,
        lesson=school.first,
        kind="marked",
        client_uuid=uuid.uuid4(),
        occurred_at=clock.now() + timedelta(days=3),
        by=learner,
    )
    assert act.occurred_at == act.received_at


def test_a_finished_programme_stays_finished(school: School, learner: User) -> None:
    for lesson in school.lessons:
        do(learner, lesson)
    earned = ProgrammeCompletion.objects.get()
    assert earned.rule_snapshot == {"percent": 100, "required": 3, "done": 3, "title": "Homes 2027", "hours": None}
    make_lesson(school.module, "Added later")
    unmark(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    do(learner, school.first)
    assert ProgrammeCompletion.objects.get().earned_at == earned.earned_at


def test_the_rule_of_an_edition_may_ask_for_less_than_all(school: School, learner: User) -> None:
    school.edition.completion_percent = 60
    publish(school.edition)
    do(learner, school.first)
    assert ProgrammeCompletion.objects.count() == 0
    do(learner, school.lessons[1])
    assert ProgrammeCompletion.objects.count() == 1


def test_evidence_outlives_the_page(school: School, learner: User) -> None:
    act = do(learner, school.first)
    school.first.delete()
    kept = Evidence.objects.get(pk=act.pk)
    assert (kept.lesson_version.title, kept.lesson_version.number) == ("Who decides", 1)
    assert LessonCompletion.objects.get().undone_at is None


def test_another_year_starts_at_nothing(school: School, learner: User) -> None:
    do(learner, school.first)
    later = make_edition(school.index, 2028, lineage=school.edition.lineage)
    module = make_module(later, lineage=school.module.lineage)
    twin = make_lesson(module, "Who decides", lineage=school.first.lineage)
    assert twin.lineage == school.first.lineage
    assert completed_lessons(Enrolment.objects.filter(user=learner, year=2028).first()) == {}


def test_a_copy_within_an_edition_is_a_lesson_of_its_own(school: School) -> None:
    copy = school.first.copy(update_attrs={"slug": "copy"})
    assert copy.lineage != school.first.lineage


def test_evidence_is_never_changed_or_deleted(school: School, learner: User) -> None:
    act = do(learner, school.first)
    act.kind = "unmarked"
    for change in (act.save, act.delete, Evidence.objects.all().delete, lambda: Evidence.objects.update(kind="quiz")):
        with pytest.raises(PermanentRowError):
            change()
    assert Evidence.objects.get().kind == "marked"


@pytest.mark.parametrize("copied", ["enrolment", "evidence", "completion", "programme"])
def test_the_database_refuses_a_second_row(school: School, learner: User, copied: str) -> None:
    for lesson in school.lessons:
        do(learner, lesson)
    model = {
        "enrolment": Enrolment,
        "evidence": Evidence,
        "completion": LessonCompletion,
        "programme": ProgrammeCompletion,
    }[copied]
    row = model.objects.order_by("pk").first()
    row.pk, row._state.adding = None, True
    if copied == "evidence":
        row.public_id = uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_database_refuses_evidence_from_the_future(school: School, learner: User) -> None:
    act = do(learner, school.first)
    act.pk, act._state.adding, act.public_id, act.client_uuid = None, True, uuid.uuid4(), uuid.uuid4()
    act.occurred_at = act.received_at + timedelta(seconds=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        act.save(force_insert=True)


def test_the_database_refuses_undone_before_done(school: School, learner: User) -> None:
    do(learner, school.first)
    row = LessonCompletion.objects.get()
    row.undone_at = row.first_at - timedelta(seconds=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()

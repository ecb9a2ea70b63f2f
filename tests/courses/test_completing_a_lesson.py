"""Marking a lesson done: one act, however often it is sent; undone only by the learner; kept whatever editors do."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.errors import DifferentAct, FromTheFuture, LessonNotOpen, NotTheirOwn
from courses.models import Enrolment, Evidence, LessonCompletion, LessonPage, ModuleCompletion, ProgrammeCompletion
from courses.models.permanent import PermanentRowError
from courses.selectors.outline import outline_at, outline_of
from courses.selectors.progress import completed_lessons, progress_in
from courses.services.progress import mark_done, record_evidence, unmark
from lms.accounts.models import User
from lms.lib import clock
from lms.lib.process_memory import forget_all
from tests.courses.conftest import School
from tests.courses.school import make_edition, make_lesson, make_module, publish


def percent(school: School, user: User) -> int | None:
    enrolment = Enrolment.objects.filter(user=user).first()
    return progress_in(outline_of(school.edition), completed_lessons(enrolment)).percent


def do(user: User, lesson: object, **more: object) -> Evidence:
    act = {"kind": "marked", "client_uuid": uuid.uuid4(), "by": user, **more}
    return record_evidence(user=user, lesson=lesson, **act)


def retire(lesson: LessonPage) -> None:
    lesson.unpublish()
    forget_all()


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


def test_a_clock_that_is_a_little_ahead_counts_as_now_and_is_noted(school: School, learner: User) -> None:
    act = do(learner, school.first, occurred_at=clock.now() + timedelta(hours=23))
    assert act.occurred_at == act.received_at
    assert 22.9 * 3600 < act.payload["clock_ahead_seconds"] <= 23 * 3600


def test_a_clock_that_is_days_ahead_is_refused_and_nothing_is_written(school: School, learner: User) -> None:
    with pytest.raises(FromTheFuture):
        do(learner, school.first, occurred_at=clock.now() + timedelta(days=3))
    assert (Evidence.objects.count(), Enrolment.objects.count()) == (0, 0)


def test_a_replay_is_the_same_act_when_the_clock_was_ahead_at_first(school: School, learner: User) -> None:
    moment, act = clock.now() + timedelta(hours=1), uuid.uuid4()
    first = do(learner, school.first, occurred_at=moment, client_uuid=act)
    assert do(learner, school.first, occurred_at=moment - timedelta(days=1), client_uuid=act).pk == first.pk


@pytest.mark.parametrize("kind", ["marked", "unmarked", "quiz"])
@pytest.mark.parametrize("who", ["other", "nobody"])
def test_nobody_else_marks_unmarks_or_answers(
    school: School, learner: User, trainer: User, kind: str, who: str
) -> None:
    do(learner, school.first)
    with pytest.raises(NotTheirOwn):
        do(learner, school.first, kind=kind, by=trainer if who == "other" else None)
    assert (Evidence.objects.count(), LessonCompletion.objects.get().undone_at) == (1, None)


def test_a_trainer_and_a_register_write_with_kinds_of_their_own(school: School, learner: User, trainer: User) -> None:
    for lesson, kind in zip(school.lessons, ["override", "attended", "facilitated"], strict=True):
        assert do(learner, lesson, kind=kind, by=trainer).by == trainer
    assert percent(school, learner) == 100


def test_a_lesson_retired_since_it_was_done_still_counts(school: School, learner: User) -> None:
    retire(school.first)
    act = do(learner, school.first)
    assert (act.lesson_version.number, percent(school, learner)) == (1, 33)
    do(learner, school.first, kind="unmarked")
    assert percent(school, learner) == 0


def test_a_lesson_that_was_never_published_cannot_be_done(school: School, learner: User) -> None:
    draft = make_lesson(school.module, "Not yet", live=False)
    with pytest.raises(LessonNotOpen):
        do(learner, draft)
    assert (Evidence.objects.count(), Enrolment.objects.count()) == (0, 0)


def test_a_lesson_published_just_now_is_known_before_the_kept_outline_is(school: School, learner: User) -> None:
    assert outline_at(school.edition.path) is not None
    new = LessonPage(title="New", slug="new")
    school.module.add_child(instance=new)
    new.save_revision().publish()
    do(learner, new)
    assert LessonCompletion.objects.get().lineage == new.lineage


def test_a_finished_programme_stays_finished(school: School, learner: User) -> None:
    for lesson in school.lessons:
        do(learner, lesson)
    earned = ProgrammeCompletion.objects.get()
    assert earned.rule_snapshot == {
        "percent": 100,
        "required": 3,
        "done": 3,
        "title": "Homes 2027",
        "hours": None,
        "version": 3,
        "lessons": sorted(str(lesson.lineage) for lesson in school.lessons),
    }
    acts = Evidence.objects.order_by("pk")
    assert earned.evidence_ids == [act.pk for act in acts]
    assert earned.lesson_versions == sorted(act.lesson_version_id for act in acts)
    make_lesson(school.module, "Added later")
    unmark(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    do(learner, school.first)
    assert ProgrammeCompletion.objects.get().earned_at == earned.earned_at


def test_a_module_is_finished_once_with_what_it_was_then(school: School, learner: User) -> None:
    acts = [do(learner, lesson) for lesson in school.lessons]
    earned = ModuleCompletion.objects.get()
    assert (earned.lineage, earned.version, earned.rule_snapshot["title"]) == (school.module.lineage, 3, "Module 1")
    assert earned.counted == {lesson.lineage for lesson in school.lessons}
    assert earned.evidence_ids == [act.pk for act in acts]
    make_lesson(school.module, "Added later")
    do(learner, school.first, kind="unmarked")
    do(learner, school.first)
    assert [row.earned_at for row in ModuleCompletion.objects.all()] == [earned.earned_at]


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


@pytest.mark.parametrize("copied", ["enrolment", "evidence", "completion", "module", "programme"])
def test_the_database_refuses_a_second_row(school: School, learner: User, copied: str) -> None:
    for lesson in school.lessons:
        do(learner, lesson)
    model = {
        "enrolment": Enrolment,
        "evidence": Evidence,
        "completion": LessonCompletion,
        "module": ModuleCompletion,
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

"""Rollups: numbers kept for sorting whole editions, one row an enrolment, never trusted while dirty."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from courses.models import Enrolment, ModuleCompletion, ProgrammeCompletion, ProgrammePage, ProgressRollup
from courses.services.progress import mark_done
from courses.services.rollups import rebuild, settle_chunk, settle_dirty
from lms.accounts.models import User
from tests.courses.conftest import School


def test_an_enrolment_has_a_rollup_from_the_start(school: School, learner: User) -> None:
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    enrolment = Enrolment.objects.get()
    row = ProgressRollup.objects.get()
    assert (row.pk, row.programme, row.year) == (enrolment.pk, school.edition.lineage, 2027)


@pytest.mark.parametrize("wrong", [{"done": 3, "required": 2}, {"percent": 101}])
def test_the_database_refuses_impossible_numbers(school: School, learner: User, wrong: dict[str, int]) -> None:
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressRollup.objects.update(**wrong)


def test_who_was_brought_to_the_end_by_an_editor_finishes_even_when_a_rebuild_comes_first(
    school: School, learner: User
) -> None:
    for lesson in school.lessons[:2]:
        mark_done(user=learner, lesson=lesson, client_uuid=uuid.uuid4(), by=learner)
    settle_dirty()
    school.lessons[2].unpublish()
    list(rebuild())
    assert ProgrammeCompletion.objects.count() == 0
    settle_dirty()
    assert ProgrammeCompletion.objects.count() == ModuleCompletion.objects.count() == 1
    settle_dirty()
    assert ProgressRollup.objects.filter(dirty=True).count() == 0


def test_a_chunk_touches_only_its_own_rows(school: School, learner: User, other_learner: User, guest: User) -> None:
    for person in (learner, other_learner, guest):
        mark_done(user=person, lesson=school.first, client_uuid=uuid.uuid4(), by=person)
    numbers = list(ProgressRollup.objects.order_by("pk").values_list("pk", flat=True))
    settle_chunk([numbers[0], numbers[2]])
    assert list(ProgressRollup.objects.filter(dirty=True).values_list("pk", flat=True)) == [numbers[1]]


def test_an_edition_that_is_gone_leaves_nothing_to_settle_for_ever(school: School, learner: User) -> None:
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    ProgrammePage.objects.get(pk=school.edition.pk).delete()
    settle_dirty()
    assert ProgressRollup.objects.filter(dirty=True).count() == ProgrammeCompletion.objects.count() == 0

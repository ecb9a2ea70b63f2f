"""Rollups: numbers kept for sorting whole editions, one row an enrolment, never trusted while dirty."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from courses.models import Enrolment, ProgressRollup
from courses.services.progress import mark_done
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

"""Invariants I1 and I2: any stream of acts, in any order, any number of times, gives the same completions."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import Enrolment, LessonCompletion
from courses.selectors.outline import outline_of
from courses.selectors.progress import completed_lessons, progress_in
from courses.services.progress import record_evidence
from lms.accounts.models import User
from tests.courses.conftest import School

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
ACTS = st.tuples(st.sampled_from([0, 1, 2]), st.sampled_from(["marked", "unmarked"]), st.integers(0, 5))


class Undo(Exception):
    """Ends one try without leaving rows."""


def play(school: School, user: User, stream: list[tuple[uuid.UUID, int, str, int]]) -> list[tuple[object, ...]]:
    """Play a stream of acts on a clean slate; return the completions it leaves, and check the percentage."""
    state: list[tuple[object, ...]] = []
    try:
        with transaction.atomic():
            for act, place, kind, minute in stream:
                record_evidence(
                    user=user,
                    lesson=school.lessons[place],
                    kind=kind,
                    client_uuid=act,
                    occurred_at=START + timedelta(minutes=minute),
                    by=user,
                )
            rows = LessonCompletion.objects.order_by("lineage")
            state = list(rows.values_list("lineage", "first_at", "undone_at", "evidence__client_uuid"))
            progress = progress_in(outline_of(school.edition), completed_lessons(Enrolment.objects.first()))
            assert 0 <= (progress.percent or 0) <= 100
            assert (progress.percent == 100) == (len([row for row in state if row[2] is None]) == len(school.lessons))
            raise Undo
    except Undo:
        return state


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=1, max_size=5), data=st.data())
def test_order_and_repetition_change_nothing(
    school: School, learner: User, acts: list[tuple[int, str, int]], data: st.DataObject
) -> None:
    stream = [(uuid.uuid5(school.first.lineage, f"{n}:{act}"), *act) for n, act in enumerate(acts)]
    shuffled = data.draw(st.permutations(stream + stream[:2]))
    assert play(school, learner, stream) == play(school, learner, shuffled)

"""R11, D5, D6: any order, any number of times, a part now and the rest later: the progress is the same, through HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import Answer, Enrolment, Evidence, LessonCompletion, ProgrammeCompletion
from lms.accounts.models import User
from tests.courses.conftest import School
from tests.courses.phone import Row, act, send
from tests.courses.school import OTHER, RIGHT, WRONG

KINDS = st.sampled_from(["done", "not_done", "answer"])
LOG = st.lists(
    st.tuples(KINDS, st.integers(0, 2), st.sampled_from([RIGHT, WRONG, OTHER]), st.integers(0, 9)), max_size=8
)


class Undo(Exception):
    """Ends one try without leaving rows."""


def rows_of(school: School, log: list[tuple[str, int, str, int]]) -> list[Row]:
    """Return the acts of a log; questions are in the first lesson only."""
    return [
        act(school, what, minute=minute, option_ids=[option])
        if what == "answer"
        else act(school, what, page=school.lessons[place], minute=minute)
        for what, place, option, minute in log
    ]


def progress_after(browser: Client, *batches: list[Row]) -> list[object]:
    """Send batches on a clean slate; return what they come to."""
    state: list[object] = []
    try:
        with transaction.atomic():
            for batch in batches:
                assert send(browser, *batch).status_code == 200
            completions = LessonCompletion.objects.order_by("lineage")
            answers = Answer.objects.values_list("attempt__submitted_at", "attempt__client_uuid", "right")
            state = [
                list(completions.values_list("lineage", "first_at", "undone_at", "evidence__client_uuid")),
                sorted(Evidence.objects.values_list("kind", "client_uuid")),
                ProgrammeCompletion.objects.exists(),
                sorted(answers),
                Enrolment.objects.values_list("place_at", flat=True).first(),
            ]
            raise Undo
    except Undo:
        return state


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(log=LOG, data=st.data())
def test_a_log_means_the_same_however_it_arrives(
    school: School,
    learner: User,
    client_of: Callable[[User], Client],
    monkeypatch: pytest.MonkeyPatch,
    log: Any,
    data: Any,
) -> None:
    monkeypatch.setattr("courses.views.acts.BATCHES_A_MINUTE", 10_000)
    browser = client_of(learner)
    rows = rows_of(school, log)
    at_once = progress_after(browser, rows)
    shuffled = data.draw(st.permutations(rows))
    again = data.draw(st.lists(st.sampled_from(rows), max_size=3)) if rows else []
    cut = data.draw(st.integers(0, len(rows)))
    assert progress_after(browser, shuffled) == at_once
    assert progress_after(browser, shuffled + again) == at_once
    assert progress_after(browser, shuffled[:cut], again, shuffled) == at_once

"""Organisers see numbers; a name only where somebody switched that on, and not a request longer (AC-34)."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.models import Cohort, CohortMember
from courses.selectors.cohort_screen import organiser_screen
from courses.services.answers import answer_question, check_choice
from courses.services.cohort_dates import set_date
from courses.services.progress import mark_done, unmark
from lms.accounts.models import User
from lms.lib import clock
from tests.courses.conftest import QUESTION, School
from tests.courses.groups import join, make_group, place_of
from tests.courses.school import WRONG

ClientOf = Callable[[User], Client]


@pytest.fixture
def group(school: School, learner: User) -> Cohort:
    """Return a group that Ama looks after."""
    return make_group(school, learner)


def page_of(browser: Client, cohort: Cohort) -> str:
    """Return the group's page."""
    return browser.get(f"/groups/{cohort.public_id}/").content.decode()


def did(member: CohortMember, *lessons: Any) -> None:
    """Mark lessons done."""
    for lesson in lessons:
        mark_done(user=member.user, lesson=lesson, client_uuid=uuid.uuid4(), by=member.user)


def answered(member: CohortMember, school: School) -> None:
    """Begin the first lesson with a wrong answer."""
    choice = check_choice(lesson=school.first, block_id=uuid.UUID(QUESTION), option_ids=[WRONG], seen=1)
    answer_question(user=member.user, lesson=school.first, choice=choice, client_uuid=uuid.uuid4(), by=member.user)


def lines(group: Cohort, viewer: User) -> list[tuple[str, int]]:
    """Return what the organiser reads about each lesson, and the length of its bar."""
    return [(bar.words, bar.percent) for bar in organiser_screen(place_of(group, viewer)).bars]


def test_finished_and_started_are_counted_once_for_each_person(school: School, group: Cohort, learner: User) -> None:
    members = [join(group, f"Flat {number}") for number in range(4)]
    did(members[0], school.first, school.lessons[1])
    did(members[1], school.first)
    unmark(user=members[1].user, lesson=school.first, client_uuid=uuid.uuid4(), by=members[1].user)
    answered(members[2], school)
    answered(members[0], school)
    did(place_of(group, learner), school.lessons[2])
    stranger = User.objects.create_guest()
    mark_done(user=stranger, lesson=school.first, client_uuid=uuid.uuid4(), by=stranger)
    expected = [("1 finished, 3 started", 20), ("1 finished, 1 started", 20), ("1 finished, 1 started", 20)]
    assert lines(group, learner) == expected


@pytest.mark.parametrize(
    ("sharing", "silent", "shown"),
    [
        (0, 0, False),
        (0, 2, False),
        (2, 0, False),
        (0, 3, True),
        (3, 0, True),
        (3, 1, False),
        (3, 2, False),
        (1, 3, True),
    ],
)
def test_numbers_wait_until_they_point_at_nobody(
    group: Cohort, learner: User, sharing: int, silent: int, shown: bool
) -> None:
    for number in range(sharing + silent):
        join(group, f"Flat {number}", shares=number < sharing)
    screen = organiser_screen(place_of(group, learner))
    assert (screen.numbers.shown, bool(screen.bars), sum(screen.numbers.started.values())) == (shown, shown, 0)


def test_a_name_comes_and_goes_with_the_switch(
    school: School, group: Cohort, learner: User, client_of: ClientOf
) -> None:
    members = [join(group, f"Flat {number}") for number in range(4)]
    did(members[0], school.first, school.lessons[2])
    organiser, member = client_of(learner), client_of(members[0].user)
    shared = re.compile(r'<th scope="row" dir="auto">Flat 0</th><td>1.1, 1.3</td>')
    switch = f"/groups/{group.public_id}/sharing/"
    for value, there in (("on", True), ("off", False), ("on", True)):
        assert member.post(switch, {"share": value}).status_code == 303
        assert bool(shared.search(page_of(organiser, group))) == there
    member.post(f"/groups/{group.public_id}/leave/")
    assert "Flat 0" not in page_of(organiser, group)
    assert CohortMember.objects.filter(user=members[0].user).count() == 0


def test_a_place_on_a_card_counts_for_nobody(school: School, group: Cohort, client_of: ClientOf, learner: User) -> None:
    for number in range(3):
        join(group, f"Flat {number}")
    client_of(learner).post(f"/groups/{group.public_id}/cards/", {"number": "5"})
    screen = organiser_screen(place_of(group, learner))
    assert (screen.frame.people, screen.waiting) == (4, 5)


def test_the_pages_ask_the_same_for_three_people_as_for_twelve(
    school: School, group: Cohort, learner: User, client_of: ClientOf
) -> None:
    def fill(start: int, end: int) -> None:
        for number in range(start, end):
            did(join(group, f"Flat {number}", shares=number % 3 == 0), school.first)

    def count(browser: Client, path: str) -> int:
        browser.get(path)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert browser.get(path).status_code == 200
        return len(caught)

    set_date(cohort=group, lineage=school.first.lineage, on=clock.now().date(), at=None, place="", by=learner)
    fill(0, 3)
    member = client_of(CohortMember.objects.get(nickname="Flat 1").user)
    paths = [
        (client_of(learner), f"/groups/{group.public_id}/"),
        (member, f"/groups/{group.public_id}/"),
        (member, "/my-learning/"),
    ]
    few = [count(*path) for path in paths]
    fill(3, 12)
    set_date(cohort=group, lineage=school.module.lineage, on=clock.now().date(), at=None, place="", by=learner)
    assert [count(*path) for path in paths] == few
    assert few[0] <= 16 and few[1] <= 12

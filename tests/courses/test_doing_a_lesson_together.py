"""We did this together: marked for those who were there, once; each may take theirs back, and nobody marks over that."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from courses.errors import DifferentAct, GroupRefused
from courses.models import Cohort, CohortMember, Evidence, GroupPresence, GroupSession, LessonCompletion
from courses.services.cohort_members import leave_cohort
from courses.services.cohort_sessions import add_present, hold_session, undo_presence
from courses.services.progress import mark_done, unmark
from lms.accounts.models import User
from tests.courses.conftest import School
from tests.courses.groups import join, make_group, place_of

ClientOf = Callable[[User], Client]
NOON = "2027-03-09 12:00Z"
DAY = datetime.date(2027, 3, 9)


@pytest.fixture
def group(school: School, learner: User) -> Cohort:
    """Return a group that Ama looks after."""
    return make_group(school, learner)


def hold(group: Cohort, school: School, members: list[CohortMember], by: User, **more: Any) -> GroupSession:
    """Do the first lesson together today."""
    kept: dict[str, Any] = {"on": DAY, "heads": 0, "client_uuid": uuid.uuid4(), **more}
    return hold_session(cohort=group, lesson=school.first, members=members, by=by, **kept)


def done(member: CohortMember) -> bool:
    """Return whether the first lesson is done for somebody now."""
    return LessonCompletion.objects.filter(enrolment__user=member.user, undone_at=None).exists()


@time_machine.travel(NOON, tick=False)
def test_those_who_were_there_have_done_it_by_the_organisers_word(school: School, group: Cohort, learner: User) -> None:
    there, away = join(group, "Flat 12"), join(group, "Flat 13")
    form = uuid.uuid4()
    sessions = {hold(group, school, [there], learner, client_uuid=form, heads=9).pk for _ in range(2)}
    assert len(sessions) == 1
    acts = Evidence.objects.values_list("enrolment__user", "kind", "by", "payload")
    assert list(acts) == [(there.user_id, "facilitated", learner.pk, {})]
    assert (done(there), done(away), GroupSession.objects.get().heads) == (True, False, 9)
    with pytest.raises(DifferentAct):
        hold_session(cohort=group, lesson=school.lessons[1], on=DAY, members=[], heads=0, client_uuid=form, by=learner)


@time_machine.travel(NOON, tick=False)
def test_a_late_arrival_is_added_and_nobody_twice(school: School, group: Cohort, learner: User) -> None:
    first, late = join(group, "Flat 12"), join(group, "Flat 13")
    session = hold(group, school, [first], learner)
    for _ in range(2):
        add_present(session=session, lesson=school.first, members=[first, late], by=learner)
    assert (Evidence.objects.count(), GroupPresence.objects.count(), done(late)) == (2, 2, True)


def test_what_was_taken_back_stays_taken_back(
    school: School, group: Cohort, learner: User, client_of: ClientOf
) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        member = join(group, "Flat 12")
        session = hold(group, school, [member], learner)
        time.shift(60)
        path = f"/groups/{group.public_id}/together/{session.public_id}/undo/"
        browser = client_of(member.user)
        assert "Take my mark back" in browser.get(f"/groups/{group.public_id}/").content.decode()
        assert [browser.post(path).status_code for _ in range(2)] == [303, 303]
        assert not done(member)
        time.shift(60)
        add_present(session=session, lesson=school.first, members=[member], by=learner)
        hold(group, school, [member], learner)
        assert not done(member)
        kinds = Evidence.objects.order_by("pk").values_list("kind", "by")
        assert list(kinds) == [("facilitated", learner.pk), ("unmarked", member.user_id)]
        time.shift(60)
        mark_done(user=member.user, lesson=school.first, client_uuid=uuid.uuid4(), by=member.user)
        assert done(member)
        assert LessonCompletion.objects.get().first_at == Evidence.objects.get(kind="facilitated").occurred_at


def test_an_undo_on_the_lesson_itself_holds_against_the_organiser_too(
    school: School, group: Cohort, learner: User
) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        member = join(group, "Flat 12")
        hold(group, school, [member], learner)
        time.shift(60)
        unmark(user=member.user, lesson=school.first, client_uuid=uuid.uuid4(), by=member.user)
        time.shift(60)
        hold(group, school, [member], learner)
        assert not done(member)


def test_taking_back_the_groups_mark_keeps_ones_own(school: School, group: Cohort, learner: User) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        member = join(group, "Flat 12")
        mark_done(user=member.user, lesson=school.first, client_uuid=uuid.uuid4(), by=member.user)
        time.shift(60)
        hold(group, school, [member], learner)
        undo_presence(presence=GroupPresence.objects.get(), lesson=school.first, by=member.user)
        assert done(member)
        assert GroupPresence.objects.get().undone_at is not None


@time_machine.travel(NOON, tick=False)
def test_a_register_on_paper_can_be_typed_in_later_and_no_day_to_come(
    school: School, group: Cohort, learner: User
) -> None:
    member = join(group, "Flat 12")
    hold(group, school, [member], learner, on=DAY - datetime.timedelta(days=30))
    assert Evidence.objects.get().occurred_at.isoformat() == "2027-02-07T12:00:00+00:00"
    for wrong in (DAY + datetime.timedelta(days=1), DAY - datetime.timedelta(days=121)):
        with pytest.raises(GroupRefused):
            hold(group, school, [member], learner, on=wrong)
    assert GroupSession.objects.count() == 1


@time_machine.travel(NOON, tick=False)
def test_the_organisers_list_never_says_who_took_theirs_back(
    school: School, group: Cohort, learner: User, client_of: ClientOf
) -> None:
    members = [join(group, f"Flat {number}") for number in range(4)]
    session = hold(group, school, members, learner)
    browser = client_of(learner)
    paths = [f"/groups/{group.public_id}/together/{session.public_id}/"]
    before = [browser.get(path).content for path in paths]
    undo_presence(presence=GroupPresence.objects.get(member=members[0]), lesson=school.first, by=members[0].user)
    assert [browser.get(path).content for path in paths] == before


@time_machine.travel(NOON, tick=False)
def test_the_form_marks_and_tells_what_is_wrong(
    school: School, group: Cohort, learner: User, client_of: ClientOf
) -> None:
    member = join(group, "Flat 12")
    browser, path = client_of(learner), f"/groups/{group.public_id}/together/"
    good = {
        "lesson": str(school.first.lineage),
        "on": "2027-03-09",
        "present": [str(member.public_id), str(place_of(group, learner).public_id)],
        "heads": "",
        "client_uuid": str(uuid.uuid4()),
    }
    bad: list[dict[str, Any]] = [
        {"lesson": ""},
        {"lesson": str(uuid.uuid4())},
        {"on": "soon"},
        {"on": "2027-03-10"},
        {"present": [str(uuid.uuid4())]},
        {"heads": "501"},
        {"heads": "-1"},
        {"client_uuid": "x"},
    ]
    answers = [browser.post(path, {**good, **wrong}) for wrong in bad]
    assert [answer.status_code for answer in answers] == [422] * len(bad)
    assert all("There is a problem" in answer.content.decode() for answer in answers)
    assert GroupSession.objects.count() == 0
    assert [browser.post(path, good).status_code for _ in range(2)] == [303, 303]
    assert (GroupSession.objects.count(), done(member), done(place_of(group, learner))) == (1, True, True)


def test_a_retired_lesson_can_still_be_taken_back(
    school: School, group: Cohort, learner: User, client_of: ClientOf
) -> None:
    with time_machine.travel(NOON, tick=False):
        member = join(group, "Flat 12")
        session = hold(group, school, [member], learner)
        school.first.unpublish()
        path = f"/groups/{group.public_id}/together/{session.public_id}/"
        assert client_of(learner).get(path).status_code == 200
        assert client_of(member.user).post(f"{path}undo/").status_code == 303
        assert GroupPresence.objects.get().undone_at is not None


def test_leaving_takes_the_organisers_name_off_what_was_done_together(
    school: School, group: Cohort, learner: User
) -> None:
    with time_machine.travel(NOON, tick=False):
        member = join(group, "Blue door")
        hold(group, school, [member], learner)
        leave_cohort(member=member, by=member.user)
    assert list(Evidence.objects.filter(kind="facilitated").values_list("by", flat=True)) == [None]

"""A group closes 60 days after its last date: names go, totals stay (law.md L-06, AC-39). And with its last organiser."""

import datetime
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from courses.models import Cohort, CohortDate, CohortMember, Evidence, GroupPresence, GroupSession, LessonCompletion
from courses.services.cohort_cards import prepare_places
from courses.services.cohort_dates import set_date
from courses.services.cohort_members import set_sharing
from courses.services.cohort_sessions import hold_session
from courses.services.cohorts import words_of
from lms.accounts.models import User
from lms.accounts.services.data_rights import erase_person, export_person
from lms.lib.minute import send_minute
from tests.courses.conftest import School
from tests.courses.groups import join, make_group, place_of

ClientOf = Callable[[User], Client]
START = datetime.datetime(2027, 3, 1, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def full_group(school: School, organiser: User) -> Cohort:
    """Return a group with people, a date, something done together and cards, all called CANARY."""
    group = make_group(school, organiser, name="CANARY group", nickname="CANARY urn")
    members = [join(group, f"CANARY {number}", shares=True) for number in range(3)]
    hold_session(
        cohort=group,
        lesson=school.first,
        on=START.date(),
        members=members,
        heads=2,
        client_uuid=uuid.uuid4(),
        by=organiser,
    )
    set_date(
        cohort=group,
        lineage=school.lessons[1].lineage,
        on=START.date() + 10 * DAY,
        at=None,
        place="CANARY room",
        by=organiser,
    )
    prepare_places(cohort=group, number=2, by=organiser)
    return group


def everything_kept() -> str:
    """Return all rows of all learning tables as text."""
    tables = apps.get_app_config("courses").get_models()
    return str([list(table.objects.values()) for table in tables])


def test_day_by_day_it_stays_open_is_announced_and_closes(school: School, learner: User, client_of: ClientOf) -> None:
    with time_machine.travel(START, tick=False) as time:
        group = full_group(school, learner)
        organiser, member = client_of(learner), client_of(CohortMember.objects.get(nickname="CANARY 1").user)
        states = []
        for day in range(73):
            time.move_to(START + day * DAY, tick=False)
            send_minute()
            group.refresh_from_db()
            warned = None
            if day in {55, 56, 69}:
                pages = [browser.get(f"/groups/{group.public_id}/").content.decode() for browser in (organiser, member)]
                warned = ["This group closes on Monday 10 May 2027" in page for page in pages]
            states.append((group.closed_at is None, warned))
        assert [is_open for is_open, _ in states] == [True] * 70 + [False] * 3
        assert [warned for _, warned in states if warned] == [[False, False], [True, True], [True, True]]
        assert (group.closed_at, group.people_at_close) == (START + 70 * DAY, 4)
        assert [organiser.get(f"/groups/{group.public_id}/").status_code, member.get("/my-learning/").status_code] == [
            404,
            200,
        ]


def test_names_go_and_totals_and_learning_stay(school: School, learner: User, client_of: ClientOf) -> None:
    with time_machine.travel(START, tick=False):
        group = full_group(school, learner)
        words, guests = words_of(group), User.objects.filter(is_guest=True).count()
        assert "CANARY" in everything_kept()
        assert client_of(learner).post(f"/groups/{group.public_id}/close/").status_code == 303
        assert "CANARY" not in everything_kept()
        counts = [table.objects.count() for table in (CohortMember, CohortDate, GroupPresence)]
        assert counts == [0, 0, 0]
        assert list(GroupSession.objects.values_list("heads", "by", "title")) == [(3, None, "Who decides")]
        assert LessonCompletion.objects.filter(undone_at=None).count() == 3
        assert list(Evidence.objects.values_list("kind", "by", "payload")) == [("facilitated", None, {})] * 3
        assert User.objects.filter(is_guest=True).count() == guests - 2
        assert Client().post("/join/", {"words": words}).status_code == 422


@pytest.mark.parametrize("more", ["date", "session", "nothing"])
def test_what_counts_as_the_last_date(school: School, learner: User, more: str) -> None:
    with time_machine.travel(START, tick=False) as time:
        group = make_group(school, learner)
        if more == "date":
            set_date(cohort=group, lineage=uuid.uuid4(), on=START.date() + 5 * DAY, at=None, place="", by=learner)
        if more == "session":
            time.shift(5 * DAY)
            hold_session(
                cohort=group,
                lesson=school.first,
                on=START.date() + 5 * DAY,
                members=[],
                heads=4,
                client_uuid=uuid.uuid4(),
                by=learner,
            )
        time.move_to(START + (59 if more == "nothing" else 64) * DAY, tick=False)
        assert send_minute() == []
        assert Cohort.objects.open().count() == 1
        time.shift(DAY)
        send_minute()
        assert Cohort.objects.open().count() == 0


def test_one_group_closing_leaves_another_alone(school: School, learner: User, other_learner: User) -> None:
    with time_machine.travel(START, tick=False) as time:
        full_group(school, learner)
        time.shift(30 * DAY)
        kept = make_group(school, other_learner)
        join(kept, "Blue door", shares=True)
        time.shift(40 * DAY)
        send_minute()
        assert [group.pk for group in Cohort.objects.open()] == [kept.pk]
        assert CohortMember.objects.filter(cohort=kept).count() == 2


def test_erasing_the_only_organiser_closes_the_group_and_erasing_a_member_does_not(
    school: School, learner: User
) -> None:
    with time_machine.travel(START, tick=False):
        group = full_group(school, learner)
        erase_person(person=CohortMember.objects.get(nickname="CANARY 0").user)
        group.refresh_from_db()
        assert (group.closed_at, CohortMember.objects.joined().count()) == (None, 3)
        erase_person(person=learner)
        group.refresh_from_db()
        assert (group.people_at_close, "CANARY" in everything_kept()) == (3, False)


def test_an_organiser_who_is_erased_leaves_the_group_to_another(
    school: School, learner: User, other_learner: User
) -> None:
    group = make_group(school, learner)
    CohortMember.objects.filter(pk=join(group, "Second", user=other_learner).pk).update(role="organiser")
    erase_person(person=learner)
    group.refresh_from_db()
    assert (group.closed_at, group.created_by) == (None, None)
    assert list(CohortMember.objects.values_list("nickname", flat=True)) == ["Second"]


@time_machine.travel(START, tick=False)
def test_people_get_what_is_kept_about_them_and_nobody_else(school: School, learner: User) -> None:
    full_group(school, learner)
    member = CohortMember.objects.get(nickname="CANARY 1")
    set_sharing(member=member, on=False, by=member.user)
    groups: dict[str, Any] = export_person(person=member.user)["groups"]
    assert groups == {
        "groups": [
            {
                "name": "CANARY group",
                "year": 2027,
                "nickname": "CANARY 1",
                "role": "Member",
                "joined_at": START.isoformat(),
                "shares_finished_lessons_since": None,
                "asked_to_organise_at": None,
                "done_together": [{"lesson": "Who decides", "on": "2027-03-01", "taken_back_at": None}],
            }
        ],
        "lessons_you_led": [],
    }
    led = export_person(person=learner)["groups"]
    assert led["lessons_you_led"] == [{"lesson": "Who decides", "on": "2027-03-01"}]
    assert "CANARY 1" not in json.dumps(led)
    assert place_of(Cohort.objects.get(), learner).is_organiser

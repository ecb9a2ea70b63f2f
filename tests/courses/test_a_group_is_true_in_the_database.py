"""What must never be false about a group is guarded by the database itself."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from courses.models import Cohort, CohortDate, CohortMember, GroupPresence, GroupSession
from lms.accounts.models import User
from lms.lib import clock
from tests.courses.conftest import School
from tests.courses.groups import join, make_group, place_of

Make = Callable[[Cohort, User], Any]


def session_of(cohort: Cohort, **fields: Any) -> GroupSession:
    """Return a session that is not saved."""
    day = datetime.date(2027, 3, 9)
    kept = {"lineage": uuid.uuid4(), "title": "Who decides", "on": day, "made_at": clock.now()}
    return GroupSession(cohort=cohort, **{**kept, "client_uuid": uuid.uuid4(), **fields})


def again(row: models.Model) -> None:
    """Save a copy of a saved row."""
    row.save()
    row.pk, row._state.adding = None, True
    if hasattr(row, "public_id"):
        row.public_id = uuid.uuid4()
    row.save()


def member(cohort: Cohort, **fields: Any) -> None:
    """Save a place of a new guest."""
    kept = {"nickname": "Flat 12", "joined_at": clock.now(), **fields}
    CohortMember.objects.create(cohort=cohort, user=User.objects.create_guest(), **kept)


def presence_again(cohort: Cohort, user: User) -> None:
    """Write twice that somebody was there."""
    session = session_of(cohort)
    session.save()
    again(GroupPresence(session=session, member=place_of(cohort, user)))


BROKEN: dict[str, Make] = {
    "courses_cohort_closed_names_nobody": lambda group, _: Cohort.objects.filter(pk=group.pk).update(
        closed_at=clock.now(), people_at_close=3
    ),
    "courses_cohort_words_with_link": lambda group, _: Cohort.objects.filter(pk=group.pk).update(link_hash=None),
    "courses_cohortmember_once": lambda group, user: CohortMember.objects.create(
        cohort=group, user=user, nickname="Again", joined_at=clock.now()
    ),
    "courses_cohortmember_nickname_once": lambda group, _: member(group, nickname="TEA URN"),
    "courses_cohortmember_joined_or_on_a_card": lambda group, _: member(group, joined_at=None, nickname=""),
    "courses_cohortmember_organiser_not_invited": lambda group, _: member(
        group, role="organiser", invited_at=clock.now()
    ),
    "courses_cohortdate_once": lambda group, _: again(
        CohortDate(cohort=group, lineage=uuid.uuid4(), on=datetime.date(2027, 3, 9))
    ),
    "courses_groupsession_once": lambda group, _: again(session_of(group)),
    "courses_groupsession_heads": lambda group, _: session_of(group, heads=501).save(),
    "courses_grouppresence_once": presence_again,
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses(school: School, learner: User, name: str) -> None:
    group = make_group(school, learner)
    with pytest.raises(IntegrityError), transaction.atomic():
        BROKEN[name](group, learner)


def test_each_constraint_of_a_group_is_tried_here() -> None:
    tables = (Cohort, CohortMember, CohortDate, GroupSession, GroupPresence)
    assert {constraint.name for table in tables for constraint in table._meta.constraints} == set(BROKEN)


def test_two_groups_may_have_the_same_nicknames(school: School, learner: User, other_learner: User) -> None:
    one, other = make_group(school, learner), make_group(school, other_learner)
    assert join(one, "Flat 12").nickname == join(other, "Flat 12").nickname

"""Coordinators see how many groups there are and may close one; nobody on the staff sees who is in one."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.models import Cohort
from courses.services.cohort_closing import close_cohort
from lms.accounts.models import User
from tests.courses.conftest import School
from tests.courses.groups import join, make_group

ClientOf = Callable[[User], Client]
DESK = "/admin/groups/"


@pytest.fixture
def coordinator(organiser: User) -> User:
    """Return somebody on the staff who looks after groups."""
    organiser.user_permissions.add(*Permission.objects.filter(codename__in=("view_cohort", "change_cohort")))
    return organiser


def test_totals_and_no_names(school: School, learner: User, coordinator: User, client_of: ClientOf) -> None:
    group = make_group(school, learner, name="CANARY group", nickname="CANARY urn")
    browser = client_of(coordinator)
    assert "fewer than 5" in browser.get(DESK).content.decode()
    for number in range(5):
        join(group, f"CANARY {number}", shares=True)
    desk = browser.get(DESK).content.decode()
    assert "<td>6</td>" in desk and "Homes 2027" in desk
    assert "CANARY" not in desk and "ama@example.org" not in desk
    asked = browser.get(f"{DESK}{group.pk}/close/")
    assert asked.status_code == 200 and "CANARY" not in asked.content.decode()
    token = asked.context["csrf_token"]
    assert browser.post(f"{DESK}{group.pk}/close/", {"csrfmiddlewaretoken": token}).status_code == 302
    group.refresh_from_db()
    assert group.closed_at is not None
    assert "Closed on" in browser.get(DESK).content.decode()
    assert browser.get(f"{DESK}{group.pk}/close/").status_code == 404


def test_only_those_with_the_right_see_or_close(
    school: School, learner: User, trainer: User, client_of: ClientOf
) -> None:
    group = make_group(school, learner)
    for browser in (client_of(trainer), client_of(learner), Client()):
        for path in (DESK, f"{DESK}{group.pk}/close/"):
            assert browser.get(path).status_code in {302, 403}
        assert browser.post(f"{DESK}{group.pk}/close/").status_code in {302, 403}
    assert Cohort.objects.open().count() == 1


def test_more_groups_ask_no_more(
    school: School, learner: User, other_learner: User, coordinator: User, client_of: ClientOf
) -> None:
    browser = client_of(coordinator)

    def count() -> int:
        browser.get(DESK)
        with CaptureQueriesContext(connection) as caught:
            browser.get(DESK)
        return len(caught)

    close_cohort(cohort=make_group(school, learner), by=learner)
    few = count()
    for person in (learner, other_learner):
        join(make_group(school, person), "Blue door")
    assert count() == few

"""A group for tests: made, joined and looked after through the same services as everybody's."""

import uuid
from typing import Any

from courses.models import Cohort, CohortMember, ModulePage
from courses.selectors.outline import outline_of
from courses.services.cohort_members import join_cohort
from courses.services.cohorts import open_cohort
from lms.accounts.models import User
from tests.courses.conftest import School


def make_group(school: School, organiser: User, name: str = "Tuesday group", **fields: Any) -> Cohort:
    """Make a group whose organiser is called Tea urn."""
    module: ModulePage | None = fields.pop("module", None)
    return open_cohort(
        name=name,
        nickname=fields.pop("nickname", "Tea urn"),
        outline=outline_of(school.edition),
        module=module.lineage if module else None,
        client_uuid=fields.pop("client_uuid", None) or uuid.uuid4(),
        by=organiser,
    )


def join(cohort: Cohort, nickname: str, *, shares: bool = False, user: User | None = None) -> CohortMember:
    """Let somebody in, a new guest unless it is said who."""
    user = user or User.objects.create_guest()
    return join_cohort(cohort=cohort, user=user, nickname=nickname, shares=shares, by=user)


def place_of(cohort: Cohort, user: User) -> CohortMember:
    """Return somebody's place in a group."""
    return CohortMember.objects.get(cohort=cohort, user=user)

"""A group's own dates. They say when it does a lesson; the programme stays as it is (AC-36)."""

import datetime
import logging
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.errors import GroupRefused
from courses.models import Cohort, CohortDate
from courses.services.cohort_members import lock
from lms.accounts.models import User
from lms.lib import clock

logger = logging.getLogger(__name__)
FURTHEST = datetime.timedelta(days=400)


@transaction.atomic
def set_date(
    *, cohort: Cohort, lineage: uuid.UUID, on: datetime.date, at: datetime.time | None, place: str, by: User
) -> CohortDate:
    """Say when the group does a lesson, or begins a module; a date it had before is replaced.

    Raises GroupRefused for a day more than 400 days away from today: groups end (60 days after their last date).
    """
    locked = lock(cohort)
    today = timezone.localdate(clock.now())
    if not today - FURTHEST <= on <= today + FURTHEST:
        raise GroupRefused(_("Choose a day within about a year from today."))
    date, _made = CohortDate.objects.update_or_create(
        cohort=locked, lineage=lineage, defaults={"on": on, "at": at, "place": place}
    )
    logger.info("cohort.date_set cohort=%s by=%s", cohort.pk, by.pk)
    return date


@transaction.atomic
def remove_date(*, cohort: Cohort, lineage: uuid.UUID, by: User) -> None:
    """Take a date away; without one nothing happens."""
    CohortDate.objects.filter(cohort=lock(cohort), lineage=lineage).delete()
    logger.info("cohort.date_removed cohort=%s by=%s", cohort.pk, by.pk)

"""Joining a yearly edition: silently, with the first act worth saving."""

import logging

from django.db import transaction

from courses.models import Enrolment, ProgrammePage, ProgressRollup
from lms.accounts.models import User
from lms.lib import clock

logger = logging.getLogger(__name__)


@transaction.atomic
def enrol(*, user: User, edition: ProgrammePage, by: User | None) -> Enrolment:
    """Return a person's one enrolment in an edition, made if it is their first act there.

    Two acts at once make one row: the constraint decides, both read the same.
    """
    key = {"user": user, "programme": edition.lineage, "year": edition.year}
    found = Enrolment.objects.filter(**key).first()
    if found is not None:
        return found
    row = Enrolment(**key, page=edition, title=edition.title, started_at=clock.now())
    Enrolment.objects.bulk_create([row], ignore_conflicts=True)
    enrolment = Enrolment.objects.get(**key)
    rollup = ProgressRollup(enrolment=enrolment, programme=edition.lineage, year=edition.year)
    ProgressRollup.objects.bulk_create([rollup], ignore_conflicts=True)
    logger.info("enrolment.started enrolment=%s person=%s by=%s", enrolment.pk, user.pk, getattr(by, "pk", None))
    return enrolment

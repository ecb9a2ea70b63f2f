"""Joining a yearly edition: silently, with the first act worth saving."""

import logging
import uuid
from datetime import datetime

from django.db import transaction

from courses.models import Enrolment, ProgrammePage, ProgressRollup
from courses.selectors.outline import Outline
from lms.accounts.models import User
from lms.lib import clock
from lms.lib.upserts import insert_once, upsert

logger = logging.getLogger(__name__)

ONE_PERSON_ONE_EDITION = ("user", "programme", "year")
IS_LATER = "old.place_at IS NULL OR old.place_at <= new.place_at"
MOVE_ON = {
    "place": f"CASE WHEN {IS_LATER} THEN new.place ELSE old.place END",
    "page": f"CASE WHEN {IS_LATER} THEN new.page_id ELSE old.page_id END",
    "place_at": f"CASE WHEN {IS_LATER} THEN new.place_at ELSE old.place_at END",
}
IS_NEW = "NOT EXISTS (SELECT 1 FROM courses_progressrollup WHERE enrolment_id = old.id)"
IS_FINISHED = "EXISTS (SELECT 1 FROM courses_programmecompletion WHERE enrolment_id = old.id)"


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
    if insert_once(row, unique=ONE_PERSON_ONE_EDITION):
        started(row, by=by)
    return Enrolment.objects.get(**key)


def enter_edition(
    *, user: User, outline: Outline, place: uuid.UUID | None, at: datetime, by: User | None
) -> tuple[Enrolment, bool]:
    """Enrol, lock the enrolment and remember the place, in one statement; return it, and whether it is finished.

    Done and undone may arrive together: the lock lets whoever comes second see what the first wrote. The place only
    moves on: a late replay does not bring a learner back to where they were before, and without a `place` it stays.
    Only the pk, person and edition of the returned enrolment may be relied upon. Call inside a transaction.
    """
    row = Enrolment(
        user=user,
        programme=outline.programme,
        year=outline.year,
        page_id=outline.page_id,
        title=outline.title,
        started_at=clock.now(),
        place=place,
        place_at=at if place else None,
    )
    _, is_new, is_finished = upsert(row, unique=ONE_PERSON_ONE_EDITION, change=MOVE_ON, also=[IS_NEW, IS_FINISHED])
    if is_new:
        started(row, by=by)
    return row, bool(is_finished)


def started(enrolment: Enrolment, *, by: User | None) -> None:
    """Give a new enrolment its rollup, and say so in the log."""
    rollup = ProgressRollup(enrolment=enrolment, programme=enrolment.programme, year=enrolment.year)
    insert_once(rollup, unique=["enrolment"])
    logger.info(
        "enrolment.started enrolment=%s person=%s by=%s", enrolment.pk, enrolment.user_id, getattr(by, "pk", None)
    )


def remember_place(*, enrolment: Enrolment, edition: ProgrammePage, lineage: uuid.UUID, at: datetime) -> None:
    """Keep where the learner was last, for "You were on lesson 3", and in which language: `edition` is its page."""
    if enrolment.place_at is None or at >= enrolment.place_at:
        enrolment.place, enrolment.place_at, enrolment.page = lineage, at, edition
        enrolment.save(update_fields=["place", "place_at", "page"])

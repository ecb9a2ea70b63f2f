"""The one door through which everything that counts as learning is written (learning.md section 2).

Button, quiz, attendance register, group session, import and offline replay all call `record_evidence`.
"""

import logging
import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from courses.errors import DifferentAct
from courses.models import Enrolment, Evidence, LessonPage, LessonVersion, ProgrammePage
from courses.services.completions import settle_lesson, settle_programme
from courses.services.enrolment import enrol
from courses.services.versions import edition_of, freeze_lesson
from lms.accounts.models import User
from lms.lib import clock

logger = logging.getLogger(__name__)


@transaction.atomic
def record_evidence(
    *,
    user: User,
    lesson: LessonPage,
    kind: str,
    client_uuid: uuid.UUID,
    occurred_at: datetime | None = None,
    payload: dict[str, Any] | None = None,
    by: User | None,
) -> Evidence:
    """Write one act of learning and return it; completions follow in the same transaction.

    `client_uuid` is made when the form is rendered: a double click, a second tab and a replay are one act. The same
    uuid with another act raises DifferentAct. `occurred_at` (aware) is what the learner's device says; a time in the
    future counts as now. `by` is who wrote it: the learner, or a trainer or register on their behalf.
    """
    edition = edition_of(lesson)
    enrolment = enrol(user=user, edition=edition, by=by)
    # Done and undone may arrive together: whoever comes second must see what the first wrote.
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    version = freeze_lesson(lesson=lesson, edition=edition)
    evidence, is_new = insert_once(
        enrolment=enrolment,
        lineage=lesson.lineage,
        kind=Evidence.Kind(kind),
        version=version,
        client_uuid=client_uuid,
        occurred_at=occurred_at,
        payload=payload or {},
        by=by,
    )
    if by is None or by.pk == user.pk:  # what others write on somebody's behalf leaves "Continue" where they were
        remember_place(enrolment=enrolment, edition=edition, lineage=lesson.lineage, at=evidence.occurred_at)
    settle_lesson(enrolment=enrolment, lineage=lesson.lineage)
    settle_programme(enrolment=enrolment, edition=edition)
    if is_new:
        logger.info(
            "evidence.recorded evidence=%s kind=%s lesson=%s enrolment=%s", evidence.pk, kind, lesson.pk, enrolment.pk
        )
    return evidence


def insert_once(
    *,
    enrolment: Enrolment,
    lineage: uuid.UUID,
    kind: Evidence.Kind,
    version: LessonVersion,
    client_uuid: uuid.UUID,
    occurred_at: datetime | None,
    payload: dict[str, Any],
    by: User | None,
) -> tuple[Evidence, bool]:
    """Insert an act unless its client id is known; return the row and whether it is new. Raises DifferentAct."""
    now = clock.now()
    row = Evidence(
        enrolment=enrolment,
        lineage=lineage,
        kind=kind,
        lesson_version=version,
        client_uuid=client_uuid,
        occurred_at=min(occurred_at or now, now),
        received_at=now,
        payload=payload,
        by=by,
    )
    Evidence.objects.bulk_create([row], ignore_conflicts=True)
    kept = Evidence.objects.get(enrolment=enrolment, client_uuid=client_uuid)
    is_new = kept.public_id == row.public_id
    if not is_new and (kept.lineage, kept.kind, kept.payload) != (lineage, kind, payload):
        raise DifferentAct
    return kept, is_new


def remember_place(*, enrolment: Enrolment, edition: ProgrammePage, lineage: uuid.UUID, at: datetime) -> None:
    """Keep where the learner was last, for "You were on lesson 3", and in which language: `edition` is its page."""
    if enrolment.place_at is None or at >= enrolment.place_at:
        enrolment.place, enrolment.place_at, enrolment.page = lineage, at, edition
        enrolment.save(update_fields=["place", "place_at", "page"])


def mark_done(*, user: User, lesson: LessonPage, client_uuid: uuid.UUID, by: User | None) -> Evidence:
    """Write that a learner says they did a lesson."""
    return record_evidence(user=user, lesson=lesson, kind=Evidence.Kind.MARKED, client_uuid=client_uuid, by=by)


def unmark(*, user: User, lesson: LessonPage, client_uuid: uuid.UUID, by: User | None) -> Evidence:
    """Write that a learner takes their mark back. What they earned stays earned; marking again keeps the first date."""
    return record_evidence(user=user, lesson=lesson, kind=Evidence.Kind.UNMARKED, client_uuid=client_uuid, by=by)

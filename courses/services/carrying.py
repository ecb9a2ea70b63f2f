"""Counting in a new year what somebody did in an earlier one: only what is unchanged, and only what they choose."""

import logging
import uuid
from collections.abc import Iterable

from django.db import transaction

from courses.errors import NotTheSame
from courses.models import Enrolment, Evidence, LessonPage, ProgrammePage
from courses.selectors.earlier_work import SAME, earlier_work
from courses.selectors.outline import outline_of
from courses.selectors.progress import completed_lessons
from courses.services.enrolment import enrol
from courses.services.progress import record_evidence
from lms.accounts.models import User
from lms.lib import clock

logger = logging.getLogger(__name__)


@transaction.atomic
def recognise_earlier_work(
    *, user: User, edition: ProgrammePage, lineages: Iterable[uuid.UUID], by: User | None
) -> int:
    """Count the chosen lessons of earlier years in this edition; return how many were chosen. None is an answer too.

    Each is written as `carried` evidence that names the act it stands on and keeps that act's date. Chosen again,
    nothing is doubled, and what the learner undid since stays undone. Raises NotTheSame for a lesson that teaches
    something else now, was never done, or is not to be recognised; then nothing is written.
    """
    wanted = set(lineages)
    lessons = {row.row.lineage: row for row in earlier_work(user, outline_of(edition)).lessons if row.state == SAME}
    carried = set(
        Evidence.objects.filter(
            enrolment__user=user,
            enrolment__programme=edition.lineage,
            enrolment__year=edition.year,
            kind=Evidence.Kind.CARRIED,
        ).values_list("lineage", flat=True)
    )
    if not wanted <= set(lessons) | carried:
        raise NotTheSame
    pages = {page.lineage: page for page in LessonPage.objects.descendant_of(edition).filter(lineage__in=wanted)}
    for lineage in wanted - carried:
        done = lessons[lineage].completion
        record_evidence(
            user=user,
            lesson=pages[lineage],
            kind=Evidence.Kind.CARRIED,
            client_uuid=uuid.uuid5(done.evidence.public_id, f"carried:{edition.year}"),
            occurred_at=done.first_at,
            payload={
                "from_year": done.enrolment.year,
                "evidence": str(done.evidence.public_id),
                "version": done.lesson_version.number,
            },
            by=by,
        )
    enrolment = enrol(user=user, edition=edition, by=by)
    Enrolment.objects.filter(pk=enrolment.pk, earlier_work_at=None).update(earlier_work_at=clock.now())
    go_on_here(enrolment=enrolment, edition=edition)
    logger.info("earlier_work.recognised enrolment=%s lessons=%d", enrolment.pk, len(wanted - carried))
    return len(wanted)


def go_on_here(*, enrolment: Enrolment, edition: ProgrammePage) -> None:
    """Let "Continue" lead to this year from now on: to its first lesson that is not done."""
    done = completed_lessons(enrolment)
    ahead = next((row for row in outline_of(edition).lessons if row.lineage not in done), None)
    if ahead is not None and enrolment.place is None:
        Enrolment.objects.filter(pk=enrolment.pk).update(place=ahead.lineage, place_at=clock.now(), page=edition)

"""Completions follow from evidence, the same whatever the order in which it arrives (learning.md section 3, I2)."""

import hashlib
import logging
import uuid

from courses.models import COMPLETING, Enrolment, Evidence, LessonCompletion, ProgrammeCompletion, ProgrammePage
from courses.selectors.outline import outline_of
from courses.selectors.progress import completed_lessons, progress_in
from courses.services.certificates import issue_for_programme
from lms.lib import clock

logger = logging.getLogger(__name__)


def settle_lesson(*, enrolment: Enrolment, lineage: uuid.UUID) -> LessonCompletion | None:
    """Make the completion of one lesson agree with all evidence for it. Call inside the transaction that wrote some.

    The first completing act gives the date. The latest act (by time, then client id) says whether it is undone now.
    """
    acts = sorted(
        Evidence.objects.filter(enrolment=enrolment, lineage=lineage, kind__in=[*COMPLETING, Evidence.Kind.UNMARKED]),
        key=lambda act: (act.occurred_at, str(act.client_uuid)),
    )
    first = next((act for act in acts if act.completes), None)
    if first is None:
        return None
    last = acts[-1]
    truth = {
        "first_at": first.occurred_at,
        "lesson_version": first.lesson_version,
        "evidence": first,
        "undone_at": None if last.completes else last.occurred_at,
    }
    completion, _ = LessonCompletion.objects.update_or_create(enrolment=enrolment, lineage=lineage, defaults=truth)
    return completion


def settle_programme(*, enrolment: Enrolment, edition: ProgrammePage) -> ProgrammeCompletion | None:
    """Insert the programme's completion when its rule is met for the first time; return it if this call earned it.

    Never updates, never deletes: lessons added or undone later change nothing that was earned.
    """
    progress = progress_in(outline_of(edition), completed_lessons(enrolment))
    if not progress.required or 100 * progress.done < edition.completion_percent * progress.required:
        return None
    done = sorted(str(lineage) for lineage in progress.done_lineages)
    evidence_ids = LessonCompletion.objects.filter(enrolment=enrolment, lineage__in=done).order_by("evidence_id")
    row = ProgrammeCompletion(
        enrolment=enrolment,
        earned_at=clock.now(),
        rule_snapshot={
            "percent": edition.completion_percent,
            "required": progress.required,
            "done": progress.done,
            "title": edition.title,
            "hours": edition.hours,
        },
        lineages_sha256=hashlib.sha256("\n".join(done).encode()).hexdigest(),
        evidence_ids=list(evidence_ids.values_list("evidence_id", flat=True)),
    )
    if ProgrammeCompletion.objects.filter(enrolment=enrolment).exists():
        return None
    ProgrammeCompletion.objects.bulk_create([row], ignore_conflicts=True)
    kept = ProgrammeCompletion.objects.get(enrolment=enrolment)
    if kept.earned_at != row.earned_at:
        return None
    logger.info("programme.completed enrolment=%s", enrolment.pk)
    issue_for_programme(completion=kept, edition=edition)
    return kept

"""Completions follow from evidence, the same whatever the order in which it arrives (learning.md section 3, I2)."""

import hashlib
import logging
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from courses.models import (
    COMPLETING,
    Enrolment,
    Evidence,
    LessonCompletion,
    LessonVersion,
    ModuleCompletion,
    ProgrammeCompletion,
    ProgrammePage,
)
from courses.selectors.editions import counting_page
from courses.selectors.outline import ModuleRow, Outline, outline_of
from courses.selectors.progress import Completed, completed_lessons, counted_in, progress_in
from courses.services.certificates import issue_for_module, issue_for_programme
from lms.lib import clock
from lms.lib.process_memory import ProcessMemory
from lms.lib.upserts import insert_once, upsert

logger = logging.getLogger(__name__)

PUBLISHED = ProcessMemory(50)  # numbers of versions, by edition
SETTLING = [*COMPLETING, Evidence.Kind.UNMARKED]
TRUTH = {
    "first_at": "new.first_at",
    "lesson_version": "new.lesson_version_id",
    "evidence": "new.evidence_id",
    "undone_at": "new.undone_at",
}


def settle_lesson(*, enrolment: Enrolment, lineage: uuid.UUID) -> None:
    """Make the completion of one lesson agree with all evidence for it. Call inside the transaction that wrote some.

    The first completing act gives the date. The latest act (by time, then client id) says whether it is undone now.
    """
    acts = sorted(
        Evidence.objects.filter(enrolment=enrolment, lineage=lineage, kind__in=SETTLING),
        key=lambda act: (act.occurred_at, str(act.client_uuid)),
    )
    keep_completion(acts)


def keep_completion(acts: list[Evidence]) -> None:
    """Write what all acts of one lesson come to, earliest first."""
    first = next((act for act in acts if act.completes), None)
    if first is None:
        return
    last = acts[-1]
    row = LessonCompletion(
        enrolment_id=first.enrolment_id,
        lineage=first.lineage,
        first_at=first.occurred_at,
        lesson_version_id=first.lesson_version_id,
        evidence=first,
        undone_at=None if last.completes else last.occurred_at,
    )
    upsert(row, unique=["enrolment", "lineage"], change=TRUTH)


def settle_module(*, enrolment: Enrolment, module: ModuleRow, completed: Mapping[uuid.UUID, Completed]) -> None:
    """Insert a module's completion when all its lessons that count are done for the first time.

    Never updates, never deletes: lessons added or undone later change nothing that was earned.
    """
    required = module.required
    if not required or not required <= completed.keys():
        return
    versions = published_versions(enrolment)
    version = sum(versions[lineage] for lineage in required)
    rule = {"percent": 100, "title": module.title, "number": module.number, "version": version}
    row = ModuleCompletion(enrolment=enrolment, lineage=module.lineage, **earned(required, completed, rule))
    if insert_once(row, unique=["enrolment", "lineage"]):
        logger.info("module.completed enrolment=%s module=%s", enrolment.pk, module.page_id)
        issue_for_module(completion=row)


def settle_programme(
    *, enrolment: Enrolment, outline: Outline, completed: dict[uuid.UUID, Completed], page_id: int | None
) -> ProgrammeCompletion | None:
    """Insert the programme's completion when its rule is met for the first time; return it if this call earned it.

    Its certificate is issued with it, in the language of the edition's page `page_id`. Never updates, never deletes:
    lessons added or undone later change nothing that was earned.
    """
    if not progress_in(outline, completed).meets(outline.completion_percent):
        return None
    rule = {
        "percent": outline.completion_percent,
        "title": outline.title,
        "hours": outline.hours,
        "version": published_versions(enrolment).total(),
    }
    row = ProgrammeCompletion(enrolment=enrolment, **earned(counted_in(outline, completed), completed, rule))
    if not insert_once(row, unique=["enrolment"]):
        return None
    logger.info("programme.completed enrolment=%s", enrolment.pk)
    issue_for_programme(completion=row, edition=ProgrammePage.objects.filter(pk=page_id or 0).first())
    return row


def published_versions(enrolment: Enrolment) -> Counter[uuid.UUID]:
    """Return how many versions of each lesson of an edition were published so far. One query, remembered.

    Their sum is the version of the whole: it moves on with every change that somebody publishes.
    """

    def count() -> Counter[uuid.UUID]:
        rows = LessonVersion.objects.filter(programme=enrolment.programme, year=enrolment.year)
        return Counter(rows.values_list("lineage", flat=True))

    return PUBLISHED.recall((enrolment.programme, enrolment.year), count)


def earned(
    counted: Iterable[uuid.UUID], completed: Mapping[uuid.UUID, Completed], rule: dict[str, Any]
) -> dict[str, Any]:
    """Return the fields that say under which rule, and with which acts and versions, something was earned."""
    lessons = sorted(str(lineage) for lineage in counted)
    done = [completed[lineage] for lineage in map(uuid.UUID, lessons) if lineage in completed]
    seal = "\n".join(str(row.lineage) for row in done)
    return {
        "earned_at": clock.now(),
        "rule_snapshot": {**rule, "required": len(lessons), "done": len(done), "lessons": lessons},
        "lineages_sha256": hashlib.sha256(seal.encode()).hexdigest(),
        "evidence_ids": sorted(row.evidence_id for row in done),
        "lesson_versions": sorted(row.version_id for row in done),
    }


@transaction.atomic
def award_if_finished(*, enrolment_id: int) -> ProgrammeCompletion | None:
    """Let somebody finish who met a rule without an act of their own: the edition changed around them, or two people
    turned out to be one.
    """
    enrolment = Enrolment.objects.select_for_update().filter(pk=enrolment_id).first()
    page = counting_page(enrolment.programme, enrolment.year) if enrolment is not None else None
    if enrolment is None or page is None:
        return None
    outline, completed = outline_of(page), completed_lessons(enrolment)
    for module in outline.modules:
        settle_module(enrolment=enrolment, module=module, completed=completed)
    return settle_programme(
        enrolment=enrolment, outline=outline, completed=completed, page_id=enrolment.page_id or page.pk
    )

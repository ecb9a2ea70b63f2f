"""Freezes lessons and questions, so that what people did keeps its meaning after every edit."""

import logging
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Model, QuerySet

from courses.blocks.questions import KINDS, Payload
from courses.errors import KindChanged, LessonNotOpen, QuestionChanged
from courses.models import LessonPage, LessonVersion, ProgrammePage, QuestionVersion
from courses.selectors.digests import lesson_content, lesson_digest, question_digest
from courses.selectors.outline import Outline
from lms.lib import clock
from lms.lib.freshness import content_changed
from lms.lib.process_memory import ProcessMemory

logger = logging.getLogger(__name__)

TRIES = 5
VERSIONS = ProcessMemory(2000)  # numbers of versions, by lesson and live revision


def freeze_question(
    *, lineage: uuid.UUID, language: str, block_id: str, kind: str, payload: Payload
) -> QuestionVersion:
    """Return the one version of this content, made if it is new. Numbers count from 1 for each question.

    Raises KindChanged when the id belongs to another kind of question already (learning.md section 8, G5).
    """
    frozen = QuestionVersion.objects.filter(lineage=lineage, block_id=block_id)
    other = frozen.exclude(kind=kind).first()
    if other is not None:
        raise KindChanged(str(other.payload.get("question", "")))
    version: QuestionVersion = insert_numbered(
        frozen,
        content={"sha256": question_digest(kind, payload)},
        row={
            "lineage": lineage,
            "language": language,
            "block_id": block_id,
            "kind": kind,
            "payload": payload,
            "created_at": clock.now(),
        },
    )
    return version


def insert_numbered(rows: QuerySet[Any], *, content: dict[str, str], row: dict[str, Any]) -> Any:
    """Return the row of this content within `rows`, or insert it under the next number.

    Two publishers at once: constraints decide, the loser reads the winner's row or takes the next number.
    """
    model: type[Model] = rows.model
    for _ in range(TRIES):
        found = rows.filter(**content).first()
        if found is not None:
            return found
        number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                new = model(**row, **content, number=number)
                new.save(force_insert=True)
                return new
        except IntegrityError:
            continue
    raise IntegrityError(f"{model.__name__}: no free number after {TRIES} tries")


def freeze_questions(*, lesson: LessonPage) -> dict[str, QuestionVersion]:
    """Freeze every question of a lesson as it is now; return the versions by block id. Repeating changes nothing."""
    with transaction.atomic():
        return {
            child.id: freeze_question(
                lineage=lesson.lineage,
                language=lesson.locale.language_code,
                block_id=child.id,
                kind=child.block_type,
                payload=child.block.freeze(child.value),
            )
            for child in lesson.body
            if child.block_type in KINDS
        }


def current_question(*, lesson: LessonPage, block_id: uuid.UUID) -> QuestionVersion:
    """Return the version of one question as the page shows it now. Raises QuestionChanged when it is not there."""
    for child in lesson.body:
        if child.block_type in KINDS and str(child.id).lower() == str(block_id):
            return freeze_question(
                lineage=lesson.lineage,
                language=lesson.locale.language_code,
                block_id=child.id,
                kind=child.block_type,
                payload=child.block.freeze(child.value),
            )
    raise QuestionChanged


def freeze_lesson(*, lesson: LessonPage, edition: ProgrammePage) -> LessonVersion:
    """Return the version of a lesson as it is now, made if its content is new."""
    place = {
        "programme": edition.lineage,
        "year": edition.year,
        "lineage": lesson.lineage,
        "language": lesson.locale.language_code,
    }
    version: LessonVersion = insert_numbered(
        LessonVersion.objects.filter(**place),
        content={"sha256": lesson_digest(lesson)},
        row={
            **place,
            "title": lesson.title,
            "required": lesson.required,
            "minutes": lesson.minutes_shown,
            "snapshot": lesson_content(lesson),
            "published_at": clock.now(),
            "revision_id": lesson.live_revision_id,
        },
    )
    return version


def version_id_of(*, lesson: LessonPage, outline: Outline, is_open: bool) -> int:
    """Return the number of the version that somebody did: remembered, or made where publishing left none.

    Of a lesson that is not published now, the last one that was. Raises LessonNotOpen where none ever was.
    """
    if not is_open:
        last = frozen_in(outline, lesson).order_by("-published_at", "-pk").values_list("pk", flat=True).first()
        if last is None:
            raise LessonNotOpen
        return int(last)

    def find() -> int | None:
        # By content, not by revision: what is published again unchanged is no new version.
        same = {"language": lesson.locale.language_code, "sha256": lesson_digest(lesson)}
        row = frozen_in(outline, lesson).filter(**same).first()
        return None if row is None else row.pk

    known = VERSIONS.recall((lesson.pk, lesson.live_revision_id), find)
    if known is not None:
        return known
    content_changed()  # nothing that this transaction makes may be remembered while it can still be rolled back
    return freeze_lesson(lesson=lesson, edition=edition_of(lesson)).pk


def frozen_in(outline: Outline, lesson: LessonPage) -> QuerySet[LessonVersion]:
    """Return the versions of a lesson in one edition."""
    rows: QuerySet[LessonVersion] = LessonVersion.objects.filter(
        programme=outline.programme, year=outline.year, lineage=lesson.lineage
    )
    return rows.only("pk")


@transaction.atomic
def freeze_published(*, lesson: LessonPage) -> LessonVersion:
    """Freeze a lesson and its questions on publish. Raises KindChanged, which stops the publishing."""
    questions = freeze_questions(lesson=lesson)
    edition = edition_of(lesson)
    version = freeze_lesson(lesson=lesson, edition=edition)
    logger.info("lesson.frozen lesson=%s version=%s questions=%d", lesson.pk, version.number, len(questions))
    return version


def edition_of(lesson: LessonPage) -> ProgrammePage:
    """Return the programme page two levels above a lesson."""
    edition: ProgrammePage = ProgrammePage.objects.ancestor_of(lesson).get()
    return edition


def changed_questions(*, lesson: LessonPage) -> list[tuple[str, str]]:
    """Return (block id, words) of the marked questions of a lesson that said something else before, in its language."""
    versions = QuestionVersion.objects.filter(lineage=lesson.lineage, language=lesson.locale.language_code)
    several = versions.order_by().values("block_id").annotate(n=Count("pk")).filter(n__gt=1)
    changed = {str(block_id) for block_id in several.values_list("block_id", flat=True)}
    return [
        (str(child.id).lower(), str(child.value["question"]))
        for child in lesson.body
        if child.block_type in KINDS and KINDS[child.block_type].marked and str(child.id).lower() in changed
    ]

"""Putting a question right after people answered it: an act with a reason, which only ever raises a grade."""

import logging
import uuid
from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from courses.blocks.questions import KINDS
from courses.errors import NothingToCorrect
from courses.models import Answer, AnswerGrade, Evidence, LessonPage, QuestionCorrection, QuestionVersion
from courses.models.correction import LONGEST_REASON
from courses.services.progress import record_evidence
from courses.services.versions import current_question
from lms.accounts.models import User
from lms.lib import clock
from lms.lib.errors import DomainError
from lms.lib.freshness import content_changed

logger = logging.getLogger(__name__)


def answers_set_right(version: QuestionVersion) -> Iterator[Answer]:
    """Yield the answers to earlier versions of a question that were not right, and are by this version.

    An answer that does not fit the corrected question (an option is gone) stays as it was.
    """
    earlier = Answer.objects.filter(
        question_version__lineage=version.lineage,
        question_version__block_id=version.block_id,
        right=False,
        grades=None,
    ).exclude(question_version=version)
    earlier = earlier.select_related("attempt__enrolment__user", "question_version")
    for answer in earlier.order_by("pk").iterator(chunk_size=500):
        if is_right_by(version, answer):
            yield answer


def was_changed(version: QuestionVersion) -> bool:
    """Return whether a question said something else before, in the same language."""
    others = QuestionVersion.objects.filter(
        lineage=version.lineage, block_id=version.block_id, language=version.language
    )
    return others.exclude(pk=version.pk).exists()  # the wording of before may have come back: its number is lower


def is_right_by(version: QuestionVersion, answer: Answer) -> bool:
    """Return whether an answer to another version would be right by this one."""
    kind = KINDS[version.kind]
    try:
        return kind.mark(version.payload, kind.accept(version.payload, answer.response)).right
    except DomainError:
        return False


def correct_question(
    *, lesson: LessonPage, block_id: uuid.UUID, reason: str, by: User
) -> tuple[QuestionCorrection, int]:
    """Say why a question was changed, and set right the answers that were right after all; return how many were.

    The present wording is the correction. Nobody's right answer, completion or date is touched. Saying it twice is
    one correction and grades nobody twice. Raises NothingToCorrect where the question never changed.
    """
    words = reason.strip()
    if not words or len(words) > LONGEST_REASON:
        raise NothingToCorrect(_("Say in one or two sentences what was wrong. Learners read it."))
    with transaction.atomic():
        version = current_question(lesson=lesson, block_id=block_id)
        if not KINDS[version.kind].marked or not was_changed(version):
            raise NothingToCorrect
        row = QuestionCorrection(
            question_version=version,
            lineage=version.lineage,
            block_id=version.block_id,
            reason=words,
            made_at=clock.now(),
            by=by,
        )
        QuestionCorrection.objects.bulk_create([row], ignore_conflicts=True)
        correction = QuestionCorrection.objects.get(question_version=version)
        graded = [give_grade(answer, correction) for answer in answers_set_right(version)]
        for answer in graded:
            write_evidence(answer, lesson)
        content_changed()  # the lesson shows the reason to those who answered before
    logger.info("question.corrected correction=%s answers=%d by=%s", correction.pk, len(graded), by.pk)
    return correction, len(graded)


def answers_that_change(*, lesson: LessonPage, block_id: uuid.UUID) -> int:
    """Return how many answers a correction would make right now. Writes nothing about anybody."""
    version = current_question(lesson=lesson, block_id=block_id)
    return sum(1 for _answer in answers_set_right(version))


def give_grade(answer: Answer, correction: QuestionCorrection) -> Answer:
    """Write that an answer counts as right, once; return the answer."""
    row = AnswerGrade(answer=answer, correction=correction, graded_at=clock.now())
    AnswerGrade.objects.bulk_create([row], ignore_conflicts=True)
    return answer


def write_evidence(answer: Answer, lesson: LessonPage) -> None:
    """Write the evidence of a right answer where it was given in this lesson's edition; once for each question.

    It is the learner's own, from the moment they gave it, so it moves nobody's place.
    """
    enrolment = answer.attempt.enrolment
    edition = lesson.get_parent().get_parent().specific
    if (enrolment.programme, enrolment.year) != (edition.lineage, edition.year):
        return
    record_evidence(
        user=enrolment.user,
        lesson=lesson,
        kind=Evidence.Kind.QUIZ,
        client_uuid=uuid.uuid5(lesson.lineage, f"right:{answer.attempt.block_id}"),
        occurred_at=answer.attempt.submitted_at,
        payload={"block_id": str(answer.attempt.block_id)},
        by=enrolment.user,
    )


def grade_by_corrections(*, answer: Answer) -> bool:
    """Grade an answer that arrives late, from a page that still showed the wrong question; return whether it is right.

    One query, and only for an answer that was not right by what its page showed.
    """
    version = answer.question_version
    corrections = QuestionCorrection.objects.filter(
        lineage=version.lineage, block_id=version.block_id, made_at__gte=version.created_at
    ).exclude(question_version=version)
    for correction in corrections.select_related("question_version").order_by("made_at", "pk"):
        if is_right_by(correction.question_version, answer):
            give_grade(answer, correction)
            return True
    return False

"""A guest who signs in keeps everything: progress of two people becomes the union (learning.md section 2)."""

import logging
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from courses.models import (
    Answer,
    AnswerGrade,
    Attempt,
    Enrolment,
    Evidence,
    PollVote,
    ProgressRollup,
    Reflection,
)
from courses.services.certificate_keeping import unite_certificates
from courses.services.completions import award_if_finished
from courses.services.merging_acts import unite_acts, unite_earned
from lms.accounts.models import User

logger = logging.getLogger(__name__)


@transaction.atomic
def unite_learning(*, source: User, target: User) -> None:
    """Move all that `source` did to `target`. Editions that both were in are united; the earliest dates win."""
    theirs = {(row.programme, row.year): row for row in Enrolment.objects.select_for_update().filter(user=target)}
    for enrolment in Enrolment.objects.select_for_update().filter(user=source):
        kept = theirs.get((enrolment.programme, enrolment.year))
        if kept is None:
            enrolment.user = target
            enrolment.save(update_fields=["user"])
        else:
            unite_enrolments(source=enrolment, target=kept)
    Evidence.objects.filter(by=source).hand_over(by=target)
    logger.info("learning.united source=%s target=%s", source.pk, target.pk)


def unite_enrolments(*, source: Enrolment, target: Enrolment) -> None:
    """Copy evidence, tries and an earned programme into the kept enrolment, then let the other one go."""
    moved = unite_acts(source=source, target=target)
    unite_attempts(source=source, target=target)
    unite_reflections(source=source, target=target)
    unite_votes(source=source, target=target)
    unite_earned(source=source, target=target, moved=moved)
    unite_certificates(source=source, target=target)
    target.started_at = min(source.started_at, target.started_at)
    if source.place_at and (target.place_at is None or source.place_at > target.place_at):
        target.place, target.place_at = source.place, source.place_at
    target.save(update_fields=["started_at", "place", "place_at"])
    source.delete()
    ProgressRollup.objects.filter(enrolment=target).update(dirty=True)
    award_if_finished(enrolment_id=target.pk)  # together they may have done what neither did alone


def unite_attempts(*, source: Enrolment, target: Enrolment) -> None:
    """Append the other tries after the kept ones, question by question, in the order they were made."""
    last = {
        (row["lineage"], row["block_id"]): row["last"]
        for row in Attempt.objects.filter(enrolment=target).values("lineage", "block_id").annotate(last=Max("number"))
    }
    answers: Iterable[Answer] = (
        Answer.objects.filter(attempt__enrolment=source).select_related("attempt").order_by("attempt__number")
    )
    for answer in answers:
        old = answer.attempt
        question = (old.lineage, old.block_id)
        last[question] = last.get(question, 0) + 1
        attempt = Attempt(
            enrolment=target,
            lineage=old.lineage,
            block_id=old.block_id,
            number=last[question],
            client_uuid=old.client_uuid,
            submitted_at=old.submitted_at,
        )
        attempt.save()
        copy = Answer(
            attempt=attempt,
            question_version_id=answer.question_version_id,
            option_ids=answer.option_ids,
            text=answer.text,
            right=answer.right,
        )
        copy.save()
        for grade in AnswerGrade.objects.filter(answer=answer):
            AnswerGrade(answer=copy, correction_id=grade.correction_id, graded_at=grade.graded_at).save()


def unite_reflections(*, source: Enrolment, target: Enrolment) -> None:
    """Move notes. Where both wrote one on the same question, neither is lost: the earlier stands above the later."""
    theirs = {(row.lineage, row.block_id): row for row in Reflection.objects.filter(enrolment=target)}
    for row in Reflection.objects.filter(enrolment=source):
        kept = theirs.get((row.lineage, row.block_id))
        if kept is None:
            row.enrolment = target
            row.save(update_fields=["enrolment"])
        elif kept.text != row.text:
            first, second = sorted((kept, row), key=lambda note: note.written_at)
            kept.text = f"{first.text}\n\n{second.text}"
            kept.written_at = second.written_at
            kept.edit = max(kept.edit, row.edit) + 1
            kept.save(update_fields=["text", "written_at", "edit"])


def unite_votes(*, source: Enrolment, target: Enrolment) -> None:
    """Move votes. Where both voted in the same poll, one person has one vote: the later one."""
    theirs = {(row.lineage, row.block_id): row for row in PollVote.objects.filter(enrolment=target)}
    for row in PollVote.objects.filter(enrolment=source):
        kept = theirs.get((row.lineage, row.block_id))
        if kept is None:
            row.enrolment = target
            row.save(update_fields=["enrolment"])
        elif row.voted_at > kept.voted_at:
            kept.option_id, kept.voted_at, kept.client_uuid = row.option_id, row.voted_at, row.client_uuid
            kept.question_version_id = row.question_version_id
            kept.save(update_fields=["option_id", "voted_at", "client_uuid", "question_version"])

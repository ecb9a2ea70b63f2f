"""Everything the school keeps about a person's learning: to hand over, and to erase."""

from typing import Any

from django.db import transaction

from courses.blocks.questions import KINDS, Response
from courses.models import (
    Answer,
    AnswerGrade,
    Enrolment,
    Evidence,
    LessonCompletion,
    ModuleCompletion,
    PollVote,
    RecordsExport,
    Reflection,
)
from courses.selectors.certificates import export_certificates
from courses.services.certificate_keeping import forget_certificates
from lms.accounts.models import User


def export_learning(user: User) -> dict[str, Any]:
    """Return all that is kept about a person's learning as plain data; times are ISO 8601 in UTC."""
    return {
        "programmes": [export_enrolment(row) for row in Enrolment.objects.filter(user=user).order_by("started_at")],
        "certificates": export_certificates(user),
        "records_exported": [
            {"year": row.year, "what_for": row.reason, "at": row.exported_at.isoformat()}
            for row in RecordsExport.objects.filter(by=user).order_by("exported_at")
        ],
    }


def export_enrolment(enrolment: Enrolment) -> dict[str, Any]:
    """Return one edition with its lessons, acts and answers, in the order they happened."""
    answers = (
        Answer.objects.filter(attempt__enrolment=enrolment)
        .select_related("attempt", "question_version")
        .order_by("attempt__submitted_at", "pk")
    )
    grades = AnswerGrade.objects.filter(answer__attempt__enrolment=enrolment)
    reasons = dict(grades.values_list("answer_id", "correction__reason"))
    completions = LessonCompletion.objects.filter(enrolment=enrolment).select_related("lesson_version")
    evidence = Evidence.objects.filter(enrolment=enrolment).select_related("lesson_version")
    notes = Reflection.objects.filter(enrolment=enrolment).select_related("question_version")
    votes = PollVote.objects.filter(enrolment=enrolment).select_related("question_version")
    modules = ModuleCompletion.objects.filter(enrolment=enrolment)
    finished = getattr(enrolment, "programme_completion", None)
    return {
        "title": enrolment.title,
        "year": enrolment.year,
        "started_at": enrolment.started_at.isoformat(),
        "finished_at": finished.earned_at.isoformat() if finished else None,
        "modules_finished": [
            {"module": row.rule_snapshot["title"], "version": row.version, "at": row.earned_at.isoformat()}
            for row in modules.order_by("earned_at", "pk")
        ],
        "lessons_done": [
            {
                "lesson": row.lesson_version.title,
                "version": row.lesson_version.number,
                "first_at": row.first_at.isoformat(),
                "undone_at": row.undone_at.isoformat() if row.undone_at else None,
            }
            for row in completions.order_by("first_at")
        ],
        "acts": [
            {"what": row.get_kind_display(), "lesson": row.lesson_version.title, "at": row.occurred_at.isoformat()}
            for row in evidence.order_by("occurred_at", "pk")
        ],
        "answers": [
            {
                "question": row.question_version.payload["question"],
                "answer": KINDS[row.question_version.kind].in_words(row.question_version.payload, row.response),
                "right": row.right,
                "right_after_correction": reasons.get(row.pk, ""),
                "at": row.attempt.submitted_at.isoformat(),
            }
            for row in answers
        ],
        "notes": [
            {
                "question": row.question_version.payload["question"],
                "note": row.text,
                "at": row.written_at.isoformat(),
            }
            for row in notes.order_by("written_at", "pk")
        ],
        "votes": [
            {
                "question": row.question_version.payload["question"],
                "vote": KINDS[row.question_version.kind].in_words(
                    row.question_version.payload, Response((row.option_id,))
                ),
                "at": row.voted_at.isoformat(),
            }
            for row in votes.order_by("voted_at", "pk")
        ],
    }


@transaction.atomic
def erase_learning(user: User) -> int:
    """Delete all that is kept about a person's learning; return how many editions they were in."""
    forget_certificates(user=user)
    enrolments = Enrolment.objects.filter(user=user)
    count = enrolments.count()
    enrolments.delete()
    return count

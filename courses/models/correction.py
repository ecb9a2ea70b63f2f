"""A question was wrong and is put right: said once, with a reason, and answers are graded again on top of what stands.

Nothing is written over. An answer counts as right where it was right when it was given, or where a grade says so.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from courses.models.answer import Answer
from courses.models.permanent import PermanentModel
from courses.models.versions import QuestionVersion

LONGEST_REASON = 500


class QuestionCorrection(PermanentModel):
    """Who said what was wrong with earlier versions of a question, and which version puts it right."""

    question_version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    lineage = models.UUIDField()
    block_id = models.UUIDField()
    reason = models.CharField(max_length=LONGEST_REASON)
    made_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question_version"], name="courses_questioncorrection_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="courses_questioncorrection_says_why"),
        ]
        indexes = [models.Index(fields=["lineage", "block_id"], name="courses_correction_question")]

    def __str__(self) -> str:
        return self.reason


class AnswerGrade(PermanentModel):
    """An earlier answer that a correction makes right. There is no grade that makes one wrong."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="grades")
    correction = models.ForeignKey(QuestionCorrection, on_delete=models.PROTECT, related_name="grades")
    graded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "correction"], name="courses_answergrade_once")]

    def __str__(self) -> str:
        return f"Right after all, {self.graded_at:%Y-%m-%d}"

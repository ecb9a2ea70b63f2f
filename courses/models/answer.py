"""Tries at a question. As many as people like, without a clock (face.md S5)."""

from django.db import models
from django.db.models import Q

from courses.blocks.questions import Response
from courses.models.enrolment import Enrolment
from courses.models.permanent import PermanentModel
from courses.models.versions import QuestionVersion


class Attempt(PermanentModel):
    """One try at one question. `number` counts a person's tries at it from 1."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attempts")
    lineage = models.UUIDField()
    block_id = models.UUIDField()
    number = models.PositiveIntegerField()
    client_uuid = models.UUIDField()
    submitted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "lineage", "block_id", "number"], name="courses_attempt_number_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="courses_attempt_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"Try {self.number}"


class Answer(PermanentModel):
    """What was answered to the question as it was shown: ids of its options, and what was typed. Nobody but the learner
    sees it. The order of the ids counts where things are put in order; matched things are kept as "term=meaning"."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    question_version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    option_ids = models.JSONField()
    text = models.TextField(blank=True, default="")
    right = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question_version"], name="courses_answer_once"),
        ]

    @property
    def response(self) -> Response:
        """Return what was answered as the kinds of question take it."""
        return Response(tuple(self.option_ids), self.text)

    def __str__(self) -> str:
        return "Right" if self.right else "Not yet"

"""Votes in polls. Read through courses/selectors/poll_results.py only, which never shows a small number."""

from django.db import models

from courses.models.enrolment import Enrolment
from courses.models.versions import QuestionVersion


class PollVote(models.Model):
    """One person's one vote, which they may change."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="votes")
    lineage = models.UUIDField()
    block_id = models.UUIDField()
    question_version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    option_id = models.CharField(max_length=36)
    client_uuid = models.UUIDField()
    voted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lineage", "block_id"], name="courses_pollvote_once"),
        ]
        indexes = [models.Index(fields=["lineage", "block_id", "voted_at"], name="courses_pollvote_counting")]

    def __str__(self) -> str:
        return f"Vote {self.pk}"

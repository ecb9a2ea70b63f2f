"""What people wrote down for themselves. Theirs alone: changed and deleted by them, never marked, in no report."""

from django.db import models
from django.db.models import Q

from courses.models.enrolment import Enrolment
from courses.models.versions import QuestionVersion


class Reflection(models.Model):
    """One person's note on one question. `edit` counts its changes, so that two windows do not overwrite each other."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="reflections")
    lineage = models.UUIDField()
    block_id = models.UUIDField()
    question_version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    edit = models.PositiveIntegerField(default=1)
    client_uuid = models.UUIDField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lineage", "block_id"], name="courses_reflection_once"),
            models.CheckConstraint(condition=~Q(text=""), name="courses_reflection_says_something"),
        ]

    def __str__(self) -> str:
        return f"Reflection {self.pk}"

"""What a learner produced. Append-only: percentages are derived from it, completions are frozen from it."""

import uuid

from django.conf import settings
from django.db import models

from courses.models.enrolment import Enrolment
from courses.models.permanent import PermanentModel
from courses.models.versions import LessonVersion


class Evidence(PermanentModel):
    """One act: a lesson marked done, undone, a question answered right, a session attended."""

    class Kind(models.TextChoices):
        """What happened."""

        MARKED = "marked", "Marked as done"
        UNMARKED = "unmarked", "Marked as not done"
        QUIZ = "quiz", "Answered right"
        ATTENDED = "attended", "Was there"
        FACILITATED = "facilitated", "Did it with a group"
        CARRIED = "carried", "Carried over from an earlier year"
        OVERRIDE = "override", "Set by a trainer"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="evidence")
    lineage = models.UUIDField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    lesson_version = models.ForeignKey(LessonVersion, on_delete=models.PROTECT, related_name="+")
    client_uuid = models.UUIDField()
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField()
    payload = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "client_uuid"], name="courses_evidence_once"),
            models.CheckConstraint(
                condition=models.Q(occurred_at__lte=models.F("received_at")),
                name="courses_evidence_not_from_the_future",
            ),
        ]
        indexes = [models.Index(fields=["enrolment", "lineage"], name="courses_evidence_lesson")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.occurred_at:%Y-%m-%d}"

    @property
    def completes(self) -> bool:
        """Return whether this act finishes its lesson."""
        return self.kind in COMPLETING


# A question answered right does not finish a lesson by itself: people say when they are done.
COMPLETING = frozenset(
    {
        Evidence.Kind.MARKED,
        Evidence.Kind.ATTENDED,
        Evidence.Kind.FACILITATED,
        Evidence.Kind.CARRIED,
        Evidence.Kind.OVERRIDE,
    }
)

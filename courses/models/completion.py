"""What was earned. Editors cannot take it back (learning.md section 4)."""

from django.db import models

from courses.models.enrolment import Enrolment
from courses.models.evidence import Evidence
from courses.models.permanent import PermanentModel
from courses.models.versions import LessonVersion


class LessonCompletion(models.Model):
    """A lesson done, once for each person and edition. Only the learner may undo it; `first_at` stays."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="completions")
    lineage = models.UUIDField()
    first_at = models.DateTimeField()
    lesson_version = models.ForeignKey(LessonVersion, on_delete=models.PROTECT, related_name="+")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lineage"], name="courses_lessoncompletion_once"),
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True) | models.Q(undone_at__gte=models.F("first_at")),
                name="courses_lessoncompletion_undone_after_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lineage} done {self.first_at:%Y-%m-%d}"


class ProgrammeCompletion(PermanentModel):
    """A programme finished: insert-only, with the rule and the lessons as they were on that day."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="programme_completion")
    earned_at = models.DateTimeField()
    rule_snapshot = models.JSONField()
    lineages_sha256 = models.CharField(max_length=64)
    evidence_ids = models.JSONField()

    def __str__(self) -> str:
        return f"Finished {self.earned_at:%Y-%m-%d}"

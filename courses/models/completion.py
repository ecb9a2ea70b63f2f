"""What was earned. Editors cannot take it back (learning.md section 4)."""

import uuid

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


class EarnedModel(PermanentModel):
    """Something finished: insert-only, with the rule and the lessons as they were on that day.

    `rule_snapshot` holds percent, required, done, title, version and `lessons`: the lineages that counted then.
    `evidence_ids` and `lesson_versions` name what it was earned with; `lineages_sha256` seals the lessons done.
    """

    earned_at = models.DateTimeField()
    rule_snapshot = models.JSONField()
    lineages_sha256 = models.CharField(max_length=64)
    evidence_ids = models.JSONField()
    lesson_versions = models.JSONField(default=list)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"Finished {self.earned_at:%Y-%m-%d}"

    @property
    def version(self) -> int | None:
        """Return how often what is taught there had been published when this was earned; None for old rows."""
        number: int | None = self.rule_snapshot.get("version")
        return number

    @property
    def counted(self) -> frozenset[uuid.UUID] | None:
        """Return the lineages that counted when this was earned; None for rows older than that list."""
        lessons = self.rule_snapshot.get("lessons")
        return None if lessons is None else frozenset(map(uuid.UUID, lessons))


class ModuleCompletion(EarnedModel):
    """Every lesson of a module that counted was done at one moment. `lineage` is the module's."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="module_completions")
    lineage = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lineage"], name="courses_modulecompletion_once"),
        ]


class ProgrammeCompletion(EarnedModel):
    """A programme finished, by the rule of its edition."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="programme_completion")

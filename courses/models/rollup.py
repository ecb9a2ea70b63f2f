"""How far everybody is, kept for sorting whole editions. A cache: `manage.py rebuild_progress` makes it again."""

from django.db import models
from django.db.models import F, Q

from courses.models.enrolment import Enrolment


class ProgressRollup(models.Model):
    """One enrolment's numbers as they were last worked out.

    `dirty` says that something happened since, in the edition or by this person: whoever shows such a row works it out
    again first (`selectors.progress.progress_of_many`). The worker settles dirty rows about once a minute. Where
    nothing is required, `percent` is 0 and is not shown.
    """

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, primary_key=True, related_name="rollup")
    programme = models.UUIDField()
    year = models.PositiveSmallIntegerField()
    done = models.PositiveSmallIntegerField(default=0)
    required = models.PositiveSmallIntegerField(default=0)
    percent = models.PositiveSmallIntegerField(default=0)
    dirty = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done__lte=F("required")), name="courses_progressrollup_done_in_required"
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="courses_progressrollup_percent_to_100"),
        ]
        indexes = [
            models.Index(fields=["programme", "year", "percent", "enrolment"], name="courses_rollup_by_percent"),
            models.Index(fields=["enrolment"], condition=Q(dirty=True), name="courses_rollup_dirty"),
        ]

    def __str__(self) -> str:
        return f"{self.done} of {self.required}"

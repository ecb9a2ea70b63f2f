"""Who took an edition's learning records out of the school, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from courses.models.permanent import PermanentModel

SHORTEST_REASON, LONGEST_REASON = 15, 500


class RecordsExport(PermanentModel):
    """One export under pseudonyms. Written before the first byte leaves, and kept."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    programme = models.UUIDField()
    year = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=LONGEST_REASON)
    exported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="courses_recordsexport_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.year}, {self.exported_at:%Y-%m-%d}: {self.reason}"

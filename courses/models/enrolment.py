"""A person in one yearly edition."""

from django.conf import settings
from django.db import models


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Sets of enrolments."""

    def of(self, user: object) -> "EnrolmentQuerySet":
        """Return a person's enrolments, the one they were last in first."""
        return self.filter(user=user).order_by(models.F("place_at").desc(nulls_last=True), "-started_at", "-pk")


class Enrolment(models.Model):
    """Everything a person did in an edition hangs here. Known by (programme lineage, year), not by a page."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    programme = models.UUIDField()
    year = models.PositiveSmallIntegerField()
    page = models.ForeignKey("courses.ProgrammePage", null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=255)
    started_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    place = models.UUIDField(null=True, blank=True)
    place_at = models.DateTimeField(null=True, blank=True)
    earlier_work_at = models.DateTimeField("asked about earlier years", null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        permissions = [
            ("view_insight", "Can see what people learnt, in totals and under pseudonyms"),
            ("export_records", "Can export learning records under pseudonyms (xAPI)"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "programme", "year"], name="courses_enrolment_once"),
            models.CheckConstraint(
                condition=models.Q(place__isnull=True, place_at__isnull=True)
                | models.Q(place__isnull=False, place_at__isnull=False),
                name="courses_enrolment_place_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"

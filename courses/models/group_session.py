"""A group did a lesson together, and who was there. Each person may take their own tick back (AC-37)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from courses.models.cohort import Cohort, CohortMember

MOST_HEADS = 500


class GroupSession(models.Model):
    """One lesson done together on one day. `heads` counts people in the room; nobody needs to be named for it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="sessions")
    lineage = models.UUIDField()
    title = models.CharField(max_length=255)
    on = models.DateField()
    heads = models.PositiveSmallIntegerField(default=0)
    client_uuid = models.UUIDField()
    made_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "lesson done together"
        constraints = [
            models.UniqueConstraint(fields=["cohort", "client_uuid"], name="courses_groupsession_once"),
            models.CheckConstraint(condition=Q(heads__lte=MOST_HEADS), name="courses_groupsession_heads"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.on:%Y-%m-%d}"


class GroupPresence(models.Model):
    """Somebody was there. `client_uuid` is the id of their evidence, so marking twice is one act.

    The id says nothing about the session: when the group closes, nobody can tell who sat together.
    """

    session = models.ForeignKey(GroupSession, on_delete=models.CASCADE, related_name="presences")
    member = models.ForeignKey(CohortMember, on_delete=models.CASCADE, related_name="presences")
    client_uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "presence"
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="courses_grouppresence_once")]

    def __str__(self) -> str:
        return f"Presence {self.pk}"

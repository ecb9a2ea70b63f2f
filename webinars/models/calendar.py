"""What calendars have been told: one row per VEVENT, folded once when something changes, and the feed's revision."""

from django.db import models
from django.db.models import Q

KEEP_WITHDRAWN_DAYS = 90


class CalendarEntry(models.Model):
    """One VEVENT. A series has a row for itself and one for each changed, cancelled or extra date.

    These rows and not the page hold UID, SEQUENCE and bytes: publishing an old revision of a page must never turn a
    sequence back. A row outlives its event, so that calendars that have it learn that it is gone (a tombstone).
    """

    class State(models.TextChoices):
        """Hidden entries were never served."""

        HIDDEN = "hidden", "Not in the public feed"
        LISTED = "listed", "In the public feed"
        WITHDRAWN = "withdrawn", "Withdrawn after it was served"

    event = models.ForeignKey(
        "webinars.EventPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="calendar_entries"
    )
    occurrence = models.ForeignKey(
        "webinars.Occurrence", null=True, blank=True, on_delete=models.SET_NULL, related_name="calendar_entries"
    )
    uid = models.CharField(max_length=80)
    recurrence_id = models.CharField(max_length=16, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=64)
    changed_at = models.DateTimeField()
    ical_bytes = models.BinaryField()
    tzid = models.CharField(max_length=64, blank=True)
    sort_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.HIDDEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["uid", "recurrence_id"], name="webinars_calendarentry_once"),
            models.CheckConstraint(condition=~Q(uid=""), name="webinars_calendarentry_has_uid"),
        ]
        indexes = [models.Index(fields=["state", "ends_at"], name="webinars_entry_state_end")]

    def __str__(self) -> str:
        return f"{self.uid} {self.recurrence_id}".strip()


class FeedRevision(models.Model):
    """How often a feed has changed, removals included, and since when it looks back. One row per feed."""

    key = models.CharField(max_length=40, unique=True)
    number = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField()
    window_from = models.DateField()

    def __str__(self) -> str:
        return f"{self.key} {self.number}"

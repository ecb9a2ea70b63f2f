"""One date of an event: what really happens, after every move, cancellation and extra date."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q

from cms.models import Nation, Region
from webinars.models.choices import Format, Visibility
from webinars.models.timing import as_instant
from webinars.models.wall_time import WallTimeField


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    """Sets of dates."""

    def listed(self) -> "OccurrenceQuerySet":
        """Return dates of published public events, without those that were never announced."""
        return self.filter(event__live=True, event__visibility=Visibility.PUBLIC).exclude(
            status=Occurrence.Status.SKIPPED
        )

    def planned(self) -> "OccurrenceQuerySet":
        """Return the dates that happen."""
        return self.filter(status=Occurrence.Status.PLANNED)

    def not_over(self, now: datetime) -> "OccurrenceQuerySet":
        """Return the dates that have not ended at `now`."""
        return self.filter(ends_at__gt=now)


class Occurrence(models.Model):
    """One date. Known for ever by its event and the wall time the rule gave it; null overrides mean "as the event"."""

    class Status(models.TextChoices):
        """Skipped was never announced; cancelled was, so it stays visible with its reason."""

        PLANNED = "planned", "Planned"
        CANCELLED = "cancelled", "Cancelled"
        SKIPPED = "skipped", "Skipped"

    event = models.ForeignKey("webinars.EventPage", on_delete=models.CASCADE, related_name="occurrences")
    original_local = WallTimeField("date by the rule")
    is_extra = models.BooleanField("extra date", default=False, editable=False)
    uid = models.CharField(max_length=80, blank=True, editable=False)

    start_override = WallTimeField("moved to", null=True, blank=True)
    duration_override = models.PositiveIntegerField("length in minutes", null=True, blank=True)
    title = models.CharField("title of this date", max_length=160, blank=True)
    format_override = models.CharField("format", max_length=12, choices=Format.choices, blank=True)
    venue_name = models.CharField("name of the place", max_length=160, blank=True)
    address = models.CharField(max_length=250, blank=True)
    region = models.ForeignKey("cms.Region", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    host = models.ForeignKey("cms.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    nation_override = models.CharField("where its law holds", max_length=16, choices=Nation.choices, blank=True)
    capacity_override = models.PositiveIntegerField("places", null=True, blank=True)
    bsl_override = models.BooleanField("BSL", null=True, blank=True)
    notes = models.CharField("note about this date", max_length=250, blank=True)

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED)
    reason = models.CharField(max_length=250, blank=True, help_text="Shown in public.")
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_by = models.CharField(max_length=64, blank=True, editable=False)

    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "original_local"], name="webinars_occurrence_once"),
            models.UniqueConstraint(fields=["uid"], condition=~Q(uid=""), name="webinars_occurrence_uid_once"),
            models.CheckConstraint(
                condition=Q(status="cancelled", cancelled_at__isnull=False)
                | (~Q(status="cancelled") & Q(cancelled_at__isnull=True)),
                name="webinars_occurrence_cancelled_has_time",
            ),
            models.CheckConstraint(
                condition=(Q(cancelled_at__isnull=True) & Q(cancelled_by=""))
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_by="")),
                name="webinars_occurrence_cancelled_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(reason=""), name="webinars_occurrence_cancelled_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="webinars_occurrence_ends_after_start"
            ),
            models.CheckConstraint(
                condition=(Q(is_extra=True) & ~Q(uid="")) | Q(is_extra=False, uid=""),
                name="webinars_occurrence_extra_has_uid",
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at"], name="webinars_occ_starts"),
            models.Index(fields=["ends_at"], name="webinars_occ_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.shown_title}, {self.starts_local:%Y-%m-%d %H:%M}"

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone of the event."""
        return self.event.zone

    @property
    def starts_local(self) -> datetime:
        """Return when it starts on the clock of its zone."""
        return self.start_override or self.original_local

    @property
    def ends_local(self) -> datetime:
        """Return when it ends on the clock of its zone."""
        return self.starts_local + timedelta(minutes=self.minutes)

    @property
    def minutes(self) -> int:
        """Return its length."""
        return self.duration_override or self.event.duration_minutes

    @property
    def is_moved(self) -> bool:
        """Return whether it happens at another time than the rule said."""
        return self.start_override is not None and self.start_override != self.original_local

    @property
    def is_changed(self) -> bool:
        """Return whether it differs from its series in anything a calendar shows."""
        texts = (self.title, self.format_override, self.venue_name, self.address, self.notes, self.nation_override)
        others = (self.duration_override, self.bsl_override, self.host_id, self.region_id)
        return self.is_moved or any(texts) or any(value is not None for value in others)

    @property
    def is_as_planned(self) -> bool:
        """Return whether nobody has moved, skipped or cancelled it."""
        return self.status == self.Status.PLANNED and not self.is_moved

    @property
    def is_cancelled(self) -> bool:
        """Return whether it was announced and does not happen."""
        return self.status == self.Status.CANCELLED

    @property
    def shown_title(self) -> str:
        """Return its own title or the event's."""
        return self.title or self.event.title

    @property
    def shown_format(self) -> str:
        """Return where people meet: its own answer or the event's."""
        return self.format_override or self.event.format

    @property
    def shown_nation(self) -> str:
        """Return the nation whose law it is about, as a code; empty when it is not about law."""
        return self.nation_override or self.event.nation

    @property
    def is_online(self) -> bool:
        """Return whether one can take part from anywhere."""
        return self.shown_format != Format.IN_PERSON

    @property
    def has_bsl(self) -> bool:
        """Return whether it is signed."""
        return self.event.offers_bsl if self.bsl_override is None else self.bsl_override

    @property
    def region_shown(self) -> Region | None:
        """Return the part of the country it is in: its own or the event's."""
        return self.region or self.event.region

    @property
    def place(self) -> str:
        """Return the room and address in one line; empty when it is online only."""
        if self.shown_format == Format.ONLINE:
            return ""
        own = ", ".join(part for part in (self.venue_name, self.address) if part)
        return own or ", ".join(part for part in (self.event.venue_name, self.event.address) if part)

    @property
    def capacity(self) -> int | None:
        """Return how many places there are for everybody; None without a limit."""
        return self.event.capacity if self.capacity_override is None else self.capacity_override

    def set_instants(self) -> None:
        """Work out the instants from wall time: the end is wall time too, so 18:30-20:00 stays so."""
        self.starts_at = as_instant(self.starts_local, self.zone)
        self.ends_at = max(as_instant(self.ends_local, self.zone), self.starts_at + timedelta(minutes=1))

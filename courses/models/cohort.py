"""People who take an edition together. On the screen it is a group; the code keeps that word for staff permissions."""

import datetime
import uuid

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Greatest, Lower, TruncDate

from lms.lib import clock

KEEP_DAYS = 60  # after the last date; then names go (domain/law.md L-06)
WARN_DAYS = 14  # before that the group's page says so in a notice

LONG_AGO = datetime.date(1900, 1, 1)


class CohortQuerySet(models.QuerySet["Cohort"]):
    """Sets of groups."""

    def open(self) -> "CohortQuerySet":
        """Return the groups that people are in."""
        return self.filter(closed_at=None)

    def last_day_by(self, day: datetime.date) -> "CohortQuerySet":
        """Return the groups whose last day is `day` or earlier, the longest gone first."""
        return self.annotate(last_day=last_day()).filter(last_day__lte=day).order_by("last_day", "pk")

    def last_day(self) -> datetime.date:
        """Return the last day of the one group in this set."""
        day: datetime.date = self.annotate(last_day=last_day()).values_list("last_day", flat=True).get()
        return day


def last_day() -> Greatest:
    """Return, as an expression, the latest of a group's dates, of what it did together, and of the day it was made."""
    sessions = apps.get_model("courses", "GroupSession").objects.filter(cohort=models.OuterRef("pk"))
    dates = CohortDate.objects.filter(cohort=models.OuterRef("pk"))
    return Greatest(
        TruncDate("created_at"),
        Coalesce(models.Subquery(dates.order_by("-on").values("on")[:1]), LONG_AGO),
        Coalesce(models.Subquery(sessions.order_by("-on").values("on")[:1]), LONG_AGO),
        output_field=models.DateField(),
    )


class Cohort(models.Model):
    """A group. It is in one edition, known as everywhere by (programme lineage, year), and maybe in one module of it.

    The three words and the link that people join by are kept as keyed hashes to find them, and sealed to show them to
    organisers again (docs/adr/0027). A closed group has neither, no name and nobody in it: only totals stay.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.UUIDField()
    year = models.PositiveSmallIntegerField()
    module = models.UUIDField(null=True, blank=True)
    name = models.CharField(max_length=60, blank=True)
    words_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001  (null is no code)
    words_sealed = models.TextField(blank=True, editable=False)
    link_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001
    link_sealed = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    people_at_close = models.PositiveIntegerField(null=True, blank=True, editable=False)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = "group"
        verbose_name_plural = "groups"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, people_at_close__isnull=True) & ~Q(name="")
                | Q(
                    closed_at__isnull=False,
                    people_at_close__isnull=False,
                    name="",
                    words_hash__isnull=True,
                    words_sealed="",
                    link_hash__isnull=True,
                    link_sealed="",
                    created_by__isnull=True,
                ),
                name="courses_cohort_closed_names_nobody",
            ),
            models.CheckConstraint(
                condition=Q(words_hash__isnull=True, link_hash__isnull=True)
                | Q(words_hash__isnull=False, link_hash__isnull=False),
                name="courses_cohort_words_with_link",
            ),
        ]
        indexes = [models.Index(fields=["programme", "year"], name="courses_cohort_edition")]

    def __str__(self) -> str:
        return f"Group {self.pk}"


class CohortMemberQuerySet(models.QuerySet["CohortMember"]):
    """Sets of places in groups."""

    def joined(self) -> "CohortMemberQuerySet":
        """Return the people who are in; places waiting on a card are nobody yet."""
        return self.filter(joined_at__isnull=False)

    def organisers(self) -> "CohortMemberQuerySet":
        """Return those who look after a group."""
        return self.filter(role=CohortMember.Role.ORGANISER)

    def waiting(self) -> "CohortMemberQuerySet":
        """Return places on cards that nobody has used yet."""
        return self.filter(joined_at=None)


class CohortMember(models.Model):
    """Somebody in a group. Leaving deletes the row: nothing says that they were there.

    `shares_since` is None unless they switched on that organisers see their finished lessons beside their nickname.
    A place that an organiser printed on a card has no nickname and no `joined_at` until somebody uses it.
    """

    class Role(models.TextChoices):
        """What somebody may do in the group."""

        MEMBER = "member", "Member"
        ORGANISER = "organiser", "Organiser"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    nickname = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    shares_since = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)

    objects = CohortMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "group member"
        constraints = [
            models.UniqueConstraint(fields=["cohort", "user"], name="courses_cohortmember_once"),
            models.UniqueConstraint(
                "cohort",
                Lower("nickname"),
                condition=~Q(nickname=""),
                name="courses_cohortmember_nickname_once",
            ),
            models.CheckConstraint(
                condition=Q(joined_at__isnull=False, expires_at__isnull=True) & ~Q(nickname="")
                | Q(joined_at__isnull=True, expires_at__isnull=False, shares_since__isnull=True)
                & Q(nickname="", role="member", invited_at__isnull=True),
                name="courses_cohortmember_joined_or_on_a_card",
            ),
            models.CheckConstraint(
                condition=Q(invited_at__isnull=True) | Q(role="member"),
                name="courses_cohortmember_organiser_not_invited",
            ),
        ]

    def __str__(self) -> str:
        return f"Member {self.pk}"

    @property
    def is_organiser(self) -> bool:
        """Return whether they look after the group."""
        return self.role == self.Role.ORGANISER

    @property
    def shares_progress(self) -> bool:
        """Return whether organisers may see what they finished."""
        return self.shares_since is not None


class CohortDate(models.Model):
    """When a group does a lesson, or begins a module. The national module is not changed by it (AC-36)."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="dates")
    lineage = models.UUIDField()
    on = models.DateField()
    at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = "group date"
        constraints = [models.UniqueConstraint(fields=["cohort", "lineage"], name="courses_cohortdate_once")]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}"

"""When an event happens: wall time, length, zone and rule, with the checks an editor sees."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models

from lms.accounts.user import check_time_zone, known_time_zones
from webinars.models.rule_text import RuleTextField
from webinars.models.wall_time import WallTimeField
from webinars.recurrence.expand import localise, wall_times
from webinars.recurrence.rules import RuleError, check_rule
from webinars.recurrence.wording import say_date, say_time

DAY_MINUTES = 24 * 60
OPEN_ENDED_AHEAD = timedelta(days=550)  # 18 months
LONGEST = timedelta(days=3 * 366)


def as_instant(wall: datetime, tz: ZoneInfo) -> datetime:
    """Return wall time of `tz` as an instant in UTC; an hour that happens twice means the first."""
    return localise(wall, tz)[0].astimezone(UTC)


def clock_change_problem(wall: datetime, minutes: int, tz: ZoneInfo) -> str:
    """Return a sentence if a start or an end falls into an hour that is missing or happens twice; else nothing."""
    for moment, name in ((wall, "starts"), (wall + timedelta(minutes=minutes), "ends")):
        flag = localise(moment, tz)[1]
        if flag:
            why = "does not exist" if flag == "gap" else "happens twice"
            return (
                f"On {say_date(moment)} it {name} at {say_time(moment)}, an hour that {why} because the clocks change. "
                "Choose another time, or move or skip that date first."
            )
    return ""


class TimingMixin(models.Model):
    """First date, length, zone, and how it repeats. All wall time; instants live on the occurrences."""

    starts_local = WallTimeField("first date and time", help_text="On the clock of the event's own zone.")
    duration_minutes = models.PositiveIntegerField("length in minutes", default=90)
    all_day = models.BooleanField("whole days", default=False, help_text="No clock time: one or more whole days.")
    tz = models.CharField(
        "time zone",
        max_length=64,
        default="Europe/London",
        validators=[check_time_zone],
        help_text="For example Europe/London.",
    )
    recurrence = RuleTextField(verbose_name="does it repeat?", include_dtstart=False, blank=True, default="")
    open_ended = models.BooleanField(
        "without an end", default=False, help_text="Dates are made 18 months ahead and go on until you end the series."
    )

    class Meta:
        abstract = True

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone whose clock the wall times show."""
        return ZoneInfo(self.tz)

    @property
    def repeats(self) -> bool:
        """Return whether there is a rule."""
        return bool(self.recurrence.strip())

    def walls(self, now: datetime) -> list[datetime]:
        """Return every date of the rule as wall time; open-ended ones up to 18 months from `now`. Raises RuleError."""
        far = max(now.replace(tzinfo=None) + OPEN_ENDED_AHEAD, self.starts_local) if self.open_ended else None
        hi = far or self.starts_local + LONGEST
        return wall_times(self.recurrence, self.starts_local, self.zone, lo=self.starts_local, hi=hi)

    def clean_timing(self, now: datetime, exempt: set[datetime]) -> list[datetime] | None:
        """Return the dates after checking them, or raise ValidationError with a sentence at the field.

        None when the zone is unknown: the field says that by itself. `exempt` are wall times that people have moved, skipped or cancelled: they cannot fall into a clock change.
        """
        if self.tz not in known_time_zones():
            return None
        if not self.starts_local or self.starts_local.year not in range(1970, 2200):
            raise ValidationError({"starts_local": "Choose a first date and time between 1970 and 2199."})
        if not 1 <= self.duration_minutes <= 60 * DAY_MINUTES:
            raise ValidationError({"duration_minutes": "Choose a length from 1 minute to 60 days."})
        if self.all_day and (self.duration_minutes % DAY_MINUTES or self.starts_local.hour or self.starts_local.minute):
            raise ValidationError(
                {"all_day": "Whole days start at 00:00 and last 1440 minutes each. Change the time or the length."}
            )
        if self.open_ended and not self.repeats:
            raise ValidationError({"open_ended": "Only an event that repeats can go on without an end."})
        try:
            if self.repeats:
                check_rule(self.recurrence, self.starts_local, open_ended=self.open_ended, tz=self.zone)
            walls = self.walls(now)
        except RuleError as problem:
            field = "starts_local" if problem.part == "START" else "recurrence"
            raise ValidationError({field: problem.message}) from problem
        if not self.all_day:
            for wall in walls:
                if wall not in exempt and (said := clock_change_problem(wall, self.duration_minutes, self.zone)):
                    raise ValidationError({"starts_local": said})
        return walls

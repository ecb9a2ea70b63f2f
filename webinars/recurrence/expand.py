"""From a rule to its dates: evaluated in wall time, made into instants afterwards.

"Tuesdays 18:30 in London" is 18:30 on both sides of a clock change. Evaluating with zone-aware or UTC times would move
it by an hour, and reading the text through the library would make it depend on whoever's time zone happens to be
active; so the library is handed naive wall times only.
"""

from datetime import UTC, datetime, timedelta, tzinfo
from itertools import islice
from typing import NamedTuple

import recurrence

from webinars.recurrence.parts import Rule, RuleError, as_wall
from webinars.recurrence.pattern import fits
from webinars.recurrence.reading import YEARS, parse_rule

HARD_STOP = 5000  # dates evaluated for one call, also on rules that passed every check
HORIZON = timedelta(days=50 * 366)
SLACK = timedelta(hours=3)


class Moment(NamedTuple):
    """One date of an event: wall time, the instant in UTC, and "gap", "ambiguous" or "" for the clock change."""

    wall: datetime
    starts_at: datetime
    flag: str


def localise(naive: datetime, tz: tzinfo) -> tuple[datetime, str]:
    """Return wall time as an aware datetime of `tz`, and whether the clocks change in that hour.

    RFC 5545 3.3.5: an hour that happens twice means the first one ("ambiguous"); an hour that is missing is read with
    the offset before the gap ("gap"), so 01:30 becomes 02:30. Otherwise the flag is "".
    """
    aware = naive.replace(tzinfo=tz, fold=0)
    back = aware.astimezone(UTC).astimezone(tz)
    if back.replace(tzinfo=None, fold=0) != naive.replace(fold=0):
        return back, "gap"
    twice = aware.utcoffset() != naive.replace(tzinfo=tz, fold=1).utcoffset()
    return aware, "ambiguous" if twice else ""


def wall_times(
    text: str, starts_local: datetime, tz: tzinfo, *, lo: datetime, hi: datetime, limit: int = HARD_STOP
) -> list[datetime]:
    """Return the dates of an event from `lo` to `hi` (both included) as naive wall times of its zone, in order.

    `text` is the stored rule; an empty one means that the event happens once. Skipped dates are left out, extra ones
    put in. At most `limit` dates, and none more than 50 years behind the window's beginning. Raises `RuleError` for a
    text that is not on the whitelist and for a first date that is not one of its own rule's, so that nothing which
    slipped into the database can keep a worker busy.
    """
    if not text.strip():
        return [starts_local] if lo <= starts_local <= hi else []
    return dates_of(parse_rule(text), starts_local, tz, lo=lo, hi=hi, limit=limit)


def dates_of(
    rule: Rule, starts_local: datetime, tz: tzinfo, *, lo: datetime, hi: datetime, limit: int = HARD_STOP
) -> list[datetime]:
    """Return what `wall_times` returns, for a rule that has been read already."""
    if starts_local.year not in YEARS:
        raise RuleError("Choose a first date between 1970 and 2199.", "START")
    if not fits(rule, starts_local.date()):
        raise RuleError("The first date is not one of the dates of its own rule. Choose both again.", "START")
    lo = min(max(lo, datetime(YEARS[0], 1, 1)), datetime(YEARS[-1], 1, 1))
    hi = min(hi, max(lo, starts_local) + HORIZON)
    dates: list[datetime] = []
    for wall in islice(evaluated(rule, near(rule, starts_local, lo), tz), HARD_STOP):
        if wall > hi or len(dates) >= limit:
            break
        if wall >= lo:
            dates.append(wall)
    return dates


def evaluated(rule: Rule, starts_local: datetime, tz: tzinfo) -> recurrence.Recurrence:
    """Return the library's own iterable of the dates, built from naive wall times; no text is parsed."""
    repeat = recurrence.Rule(
        getattr(recurrence, rule.freq),
        interval=rule.interval,
        count=rule.count,
        until=rule.last_wall(tz),
        byday=[recurrence.Weekday(day.number, day.nth or None) for day in rule.byday],
        bymonthday=list(rule.bymonthday),
        bymonth=list(rule.bymonth),
        bysetpos=list(rule.bysetpos),
    )
    return recurrence.Recurrence(
        rrules=[repeat],
        exdates=[as_wall(stamp, tz) for stamp in rule.skipped],
        rdates=[as_wall(stamp, tz) for stamp in rule.extra],
        include_dtstart=False,
    ).occurrences(dtstart=starts_local)


def near(rule: Rule, starts_local: datetime, lo: datetime) -> datetime:
    """Return a date of the same beat not after `lo`, so that an old open-ended series costs no more than a new one."""
    if rule.count is not None or rule.freq not in ("DAILY", "WEEKLY") or lo <= starts_local:
        return starts_local
    beat = timedelta(days=rule.interval * (7 if rule.freq == "WEEKLY" else 1))
    # One beat earlier than needed: a weekly series may have days before its first weekday in the same week.
    return starts_local + max(0, (lo - starts_local) // beat - 1) * beat


def moments(
    text: str, starts_local: datetime, tz: tzinfo, *, since: datetime, until: datetime, limit: int = HARD_STOP
) -> list[Moment]:
    """Return the dates whose start lies from `since` to `until`, two aware instants; errors as `wall_times`.

    The window is widened by three hours in wall time and the results are filtered again as instants, so that a clock
    change at its edge neither loses nor adds a date.
    """
    lo, hi = as_wall(since, tz) - SLACK, as_wall(until, tz) + SLACK
    found: list[Moment] = []
    for wall in wall_times(text, starts_local, tz, lo=lo, hi=hi, limit=limit):
        aware, flag = localise(wall, tz)
        starts_at = aware.astimezone(UTC)
        if since <= starts_at <= until:
            found.append(Moment(wall, starts_at, flag))
    return found

"""What a checked rule is made of. A `Rule` is only made by `reading.parse_rule`, so it holds nothing unchecked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from lms.lib.errors import DomainError

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class RuleError(DomainError):
    """A rule that is not possible. `part` names what is wrong: "INTERVAL", "UNTIL", "EXDATE", "START", "RULE"…"""

    def __init__(self, message: str, part: str = "RULE") -> None:
        super().__init__(message)
        self.part = part


@dataclass(frozen=True, slots=True, order=True)
class WeekDay:
    """One entry of BYDAY: `number` 0 is Monday; `nth` counts within the month, 0 means each of them."""

    number: int
    nth: int = 0

    def __str__(self) -> str:
        return f"{self.nth or ''}{WEEKDAY_CODES[self.number]}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A repetition, as RFC 5545 3.3.10 has it, narrowed to what every calendar reads alike.

    Lists are sorted and hold nothing twice. `until` is a date (that whole day still counts), a naive datetime (wall
    time of the event's own zone) or an aware one (an instant). `skipped` and `extra` are EXDATE and RDATE: each a
    naive or an aware datetime.
    """

    freq: str
    interval: int = 1
    byday: tuple[WeekDay, ...] = ()
    bymonthday: tuple[int, ...] = ()
    bymonth: tuple[int, ...] = ()
    bysetpos: tuple[int, ...] = ()
    until: date | datetime | None = None
    count: int | None = None
    skipped: tuple[datetime, ...] = ()
    extra: tuple[datetime, ...] = ()

    @property
    def has_end(self) -> bool:
        """Return whether the dates end by themselves."""
        return self.until is not None or self.count is not None

    def last_wall(self, tz: tzinfo) -> datetime | None:
        """Return the last wall time in `tz` that UNTIL allows; None without UNTIL."""
        if self.until is None:
            return None
        if isinstance(self.until, datetime):
            return as_wall(self.until, tz)
        return datetime.combine(self.until, time(23, 59, 59))


def as_wall(stamp: datetime, tz: tzinfo) -> datetime:
    """Return a stamp of a rule as naive wall time of the event's zone `tz`."""
    return stamp if stamp.tzinfo is None else stamp.astimezone(tz).replace(tzinfo=None)


def stamp_text(stamp: date | datetime) -> str:
    """Return a date or datetime as RFC 5545 writes it; an aware one in UTC with its Z."""
    if not isinstance(stamp, datetime):
        return f"{stamp:%Y%m%d}"
    if stamp.tzinfo is None:
        return f"{stamp:%Y%m%dT%H%M%S}"
    return f"{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def rrule_value(rule: Rule) -> str:
    """Return what stands behind "RRULE:", always in the same order. WKST is never written: weeks start on Monday."""
    parts = [f"FREQ={rule.freq}"]
    if rule.interval != 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.until is not None:
        parts.append(f"UNTIL={stamp_text(rule.until)}")
    if rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    lists: Iterable[tuple[str, Iterable[object]]] = (
        ("BYMONTH", rule.bymonth),
        ("BYMONTHDAY", rule.bymonthday),
        ("BYDAY", rule.byday),
        ("BYSETPOS", rule.bysetpos),
    )
    parts += [f"{name}={','.join(map(str, values))}" for name, values in lists if values]
    return ";".join(parts)


def to_text(rule: Rule) -> str:
    """Return the rule as stored text, one line each: RRULE, then EXDATE and RDATE. `parse_rule` gives it back equal."""
    lines = [f"RRULE:{rrule_value(rule)}"]
    lines += [f"EXDATE:{stamp_text(stamp)}" for stamp in rule.skipped]
    lines += [f"RDATE:{stamp_text(stamp)}" for stamp in rule.extra]
    return "\n".join(lines)

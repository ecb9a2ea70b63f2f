"""Reading a zone's own data: the TZif file (RFC 8536) and the POSIX rule in its footer.

`zoneinfo` keeps this to itself, and Python's libraries write time zones that calendar programs misread. Looked for on
`zoneinfo`'s search path, else in the `tzdata` package, as `zoneinfo` does.
"""

import re
import struct
from calendar import isleap
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import resources
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo, ZoneInfoNotFoundError

from lms.lib.errors import DomainError

HEADER = struct.Struct(">4s c 15x 6l")
FOOTER = re.compile(
    r"(?:<(?P<quoted>[^>]+)>|(?P<plain>[A-Za-z]+))(?P<offset>[-+\d:]+)"
    r"(?:(?:<(?P<summer_quoted>[^>]+)>|(?P<summer_plain>[A-Za-z]+))(?P<summer_offset>[-+\d:]*),(?P<to>[^,]+),(?P<back>[^,]+))?"
)
YEARLY = re.compile(
    r"(?:M(?P<month>\d+)\.(?P<week>\d)\.(?P<weekday>\d)|J(?P<julian>\d+)|(?P<zero>\d+))(?:/(?P<time>[-+\d:]+))?"
)


class ZoneError(DomainError):
    """There is no such time zone."""


@dataclass(frozen=True, slots=True)
class Onset:
    """A change of a zone's clock at one instant (naive UTC): offsets and name, before and from then on."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool

    @property
    def wall(self) -> datetime:
        """Return the wall time at which the clock changes, on the clock that is about to be wrong."""
        return self.at + self.before


@dataclass(frozen=True, slots=True)
class YearlyRule:
    """One of the two onsets of a footer. `time` is on the old clock and may be negative or longer than a day."""

    name: str
    before: timedelta
    after: timedelta
    time: timedelta
    month: int = 0
    week: int = 0
    weekday: int = 0  # 0 is Sunday
    day_of_year: int = -1  # from 0; used instead of the month where it is not -1
    counts_leap_day: bool = True

    def onset(self, year: int) -> Onset:
        """Return this year's onset. Summer time is whichever clock is ahead, as calendar programs take it."""
        midnight = datetime.combine(self.day(year), datetime.min.time())
        return Onset(midnight + self.time - self.before, self.before, self.after, self.name, self.after > self.before)

    def day(self, year: int) -> date:
        """Return the day the rule names, before `time` moves it."""
        if self.day_of_year >= 0:
            passed_over = not self.counts_leap_day and self.day_of_year >= 59 and isleap(year)
            return date(year, 1, 1) + timedelta(days=self.day_of_year + passed_over)
        first = date(year, self.month, 1)
        day = first + timedelta(days=(self.weekday - first.isoweekday()) % 7 + 7 * (self.week - 1))
        return day if day.month == self.month else day - timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ZoneData:
    """What a zone's file says: its written-out onsets in order, the state before them, and the footer's rules."""

    first_offset: timedelta
    first_name: str
    onsets: tuple[Onset, ...]
    rules: tuple[YearlyRule, ...]


def read_zone(tzid: str) -> ZoneData:
    """Return the data of an IANA zone. Raises `ZoneError` for anything else, before any file is opened."""
    try:
        ZoneInfo(tzid)  # refuses paths that lead elsewhere
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise ZoneError("Choose a time zone from the list, such as Europe/London.") from problem
    for folder in TZPATH:
        path = Path(folder) / tzid
        if path.is_file():
            return parse_tzif(path.read_bytes())
    *folders, name = tzid.split("/")
    return parse_tzif((resources.files("tzdata.zoneinfo").joinpath(*folders) / name).read_bytes())


def parse_tzif(raw: bytes) -> ZoneData:
    """Return what the bytes of a TZif file, version 2 or later, say."""
    magic, version, *counts = HEADER.unpack_from(raw)
    if magic != b"TZif" or version < b"2":
        raise ZoneError("This time zone's data is too old to be read.")
    isut, isstd, leaps, times, types, chars = counts
    raw = raw[HEADER.size + times * 5 + types * 6 + chars + leaps * 8 + isstd + isut :]
    _magic, _version, isut, isstd, leaps, times, types, chars = HEADER.unpack_from(raw)
    body = raw[HEADER.size :]
    seconds = struct.unpack_from(f">{times}q", body)
    indexes = body[times * 8 : times * 9]
    kinds = [struct.unpack_from(">lBB", body, times * 9 + number * 6) for number in range(types)]
    names = body[times * 9 + types * 6 :][:chars]
    footer = body[times * 9 + types * 6 + chars + leaps * 12 + isstd + isut :].strip(b"\n").decode("ascii")

    def name_of(kind: tuple[int, int, int]) -> str:
        return names[kind[2] : names.index(b"\0", kind[2])].decode("ascii")

    onsets: list[Onset] = []
    old = kinds[0]
    for second, index in zip(seconds, indexes, strict=True):
        new = kinds[index]
        # A change of nothing is none ("fat" files end with one); -2**35 s is the year 881, older is "since ever".
        if (new[0], name_of(new)) != (old[0], name_of(old)) and second > -(2**35):
            at = datetime(1970, 1, 1) + timedelta(seconds=second)
            summer = new[0] > old[0] and bool(new[1] or old[1])
            onsets.append(Onset(at, timedelta(seconds=old[0]), timedelta(seconds=new[0]), name_of(new), summer))
        old = new
    return ZoneData(timedelta(seconds=kinds[0][0]), name_of(kinds[0]), tuple(onsets), parse_footer(footer))


def parse_footer(footer: str) -> tuple[YearlyRule, ...]:
    """Return the two yearly onsets of a POSIX zone string; none for a zone whose clock stays.

    `GMT0BST,M3.5.0/1,M10.5.0`: offsets have the opposite sign of everybody else's, summer time is an hour ahead unless
    said otherwise, and clocks change at 02:00 unless said otherwise.
    """
    match = FOOTER.fullmatch(footer)
    if not match or not match["to"]:
        return ()
    standard = -duration(match["offset"])
    summer = -duration(match["summer_offset"]) if match["summer_offset"] else standard + timedelta(hours=1)
    return (
        parse_yearly(match["to"], match["summer_quoted"] or match["summer_plain"], standard, summer),
        parse_yearly(match["back"], match["quoted"] or match["plain"], summer, standard),
    )


def parse_yearly(text: str, name: str, before: timedelta, after: timedelta) -> YearlyRule:
    """Return one onset of a footer: M3.5.0/1 (month, week or 5 for the last, weekday), J60 or 59 (day of the year)."""
    match = YEARLY.fullmatch(text)
    if not match:
        raise ZoneError("This time zone's data cannot be read.")
    time = duration(match["time"] or "2")
    if match["month"]:
        month, week, weekday = int(match["month"]), int(match["week"]), int(match["weekday"])
        return YearlyRule(name, before, after, time, month, week, weekday)
    day = int(match["julian"]) - 1 if match["julian"] else int(match["zero"])
    return YearlyRule(name, before, after, time, day_of_year=day, counts_leap_day=not match["julian"])


def duration(text: str) -> timedelta:
    """Return "-3:30" or "26" as a length of time."""
    hours, minutes, seconds = [*text.lstrip("+-").split(":"), "0", "0"][:3]
    length = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
    return -length if text.startswith("-") else length

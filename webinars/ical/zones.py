"""VTIMEZONE for any IANA zone, written from the zone's own rule.

Two RRULE onsets are read alike by every calendar program tried. What libraries write (all onsets in one RDATE list) puts
winter events an hour off in Thunderbird and Outlook. Where a rule cannot say an onset, each year's onset is written on
its own, with neither RRULE nor RDATE.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from webinars.ical.text import lines, wall_text
from webinars.ical.zone_files import Onset, YearlyRule, ZoneData, read_zone

FIRST_YEAR = 2024
YEARS_WRITTEN_OUT = 20  # for a footer no RRULE can say
YEARS_AHEAD = 15  # for zones whose onsets follow the moon and are listed far ahead
UTC_NAMES = {"UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal"}
WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
DAY = timedelta(days=1)
SINCE_EVER = datetime(1970, 1, 1)


@lru_cache(maxsize=512)
def vtimezone(tzid: str, first_year: int = FIRST_YEAR) -> bytes:
    """Return a VTIMEZONE, CRLF ended, that is right for every time from the beginning of `first_year`.

    Empty for UTC, which needs none: its times are written with a Z. The same text comes from "fat" and "slim" zone
    files. Raises `zone_files.ZoneError` (a DomainError) for anything but an IANA zone. Kept for the life of the
    process: new zone data arrives with a new one.
    """
    if tzid in UTC_NAMES:
        return b""
    return lines(["BEGIN:VTIMEZONE", f"TZID:{tzid}", *observances(read_zone(tzid), first_year), "END:VTIMEZONE"])


def observances(zone: ZoneData, first_year: int) -> list[str]:
    """Return the logical lines of a zone's STANDARD and DAYLIGHT parts."""
    window = datetime(first_year, 1, 1) - DAY
    onsets, rules_from = onsets_and_rules(zone)
    far = first_year + YEARS_AHEAD
    rules = zone.rules if rules_from <= far else ()
    if not rules:
        rules_from = far + 1
    single = [onset for onset in onsets if onset.at >= window and onset.wall.year < rules_from]
    repeated: list[tuple[YearlyRule, str, Onset]] = []
    for rule in rules:
        recurs = rrule(rule)
        if recurs:
            repeated.append((rule, recurs, rule.onset(rules_from)))
        else:
            years = range(max(rules_from, first_year - 1), first_year + YEARS_WRITTEN_OUT + 1)
            single += [rule.onset(year) for year in years]
    single.sort(key=lambda onset: onset.at)
    repeated.sort(key=lambda entry: not entry[2].is_summer)
    written = [*single, *(onset for _rule, _recurs, onset in repeated)]
    text: list[str] = []
    first = min((onset.at for onset in written), default=None)
    if first is None or first > window:
        text += state_before(zone, onsets, first or window)
    for onset in single:
        text += observance(onset)
    for _rule, recurs, onset in repeated:
        text += observance(onset, recurs)
    return text


def onsets_and_rules(zone: ZoneData) -> tuple[list[Onset], int]:
    """Return the listed onsets, carried on by the footer, and the first year from which listed and footer agree.

    "Slim" files stop listing where the footer takes over, "fat" ones go on to 2037: both give the same answer.
    """
    if not zone.rules:
        return list(zone.onsets), 0
    onsets = list(zone.onsets)
    last = onsets[-1].at if onsets else SINCE_EVER
    for onset in [onset for year in range(last.year - 1, last.year + 3) for onset in footer(zone, year)]:
        stands = (onsets[-1].after, onsets[-1].name) if onsets else (zone.first_offset, zone.first_name)
        if onset.at > last and (onset.after, onset.name) != stands:
            onsets.append(replace(onset, before=stands[0]))
    by_year: dict[int, set[tuple[object, ...]]] = {}
    for onset in onsets:
        by_year.setdefault(onset.wall.year, set()).add(signature(onset))
    year = last.year + 2
    while year > SINCE_EVER.year and by_year.get(year - 1) == {signature(onset) for onset in footer(zone, year - 1)}:
        year -= 1
    return onsets, year


def footer(zone: ZoneData, year: int) -> list[Onset]:
    """Return the onsets that a zone's footer gives a year, in order."""
    return sorted((rule.onset(year) for rule in zone.rules), key=lambda onset: onset.at)


def signature(onset: Onset) -> tuple[object, ...]:
    """Return what makes two onsets the same."""
    return onset.at, onset.before, onset.after, onset.name


def state_before(zone: ZoneData, onsets: list[Onset], instant: datetime) -> list[str]:
    """Return one part for the clock as it stood just before an instant (naive UTC)."""
    earlier = [onset for onset in onsets if onset.at < instant]
    offset = earlier[-1].after if earlier else zone.first_offset
    name = earlier[-1].name if earlier else zone.first_name
    return observance(Onset(SINCE_EVER - offset, offset, offset, name, is_summer=False))


def observance(onset: Onset, recurs: str = "") -> list[str]:
    """Return one STANDARD or DAYLIGHT part; DTSTART is wall time on the old clock, as TZOFFSETFROM wants it."""
    kind = "DAYLIGHT" if onset.is_summer else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"TZOFFSETFROM:{offset_text(onset.before)}",
        f"TZOFFSETTO:{offset_text(onset.after)}",
        f"TZNAME:{onset.name}",
        f"DTSTART:{wall_text(onset.wall)}",
        *([f"RRULE:{recurs}"] if recurs else []),
        f"END:{kind}",
    ]


def rrule(rule: YearlyRule) -> str:
    """Return the RRULE of a yearly onset; empty if the days it can fall on do not lie in one month.

    A time below 0 or from 24 hours on moves whole days into the date: the weekday moves along, and the seven days of
    the month it can be are named one by one.
    """
    if not rule.month:
        return ""
    shift = rule.time // DAY
    start = f"FREQ=YEARLY;BYMONTH={rule.month};"
    weekday = WEEKDAYS[(rule.weekday + shift) % 7]
    if not shift:
        return f"{start}BYDAY={-1 if rule.week == 5 else rule.week}{weekday}"
    if rule.week == 5:
        days = range(-7 + shift, shift)
    else:
        days = range(7 * (rule.week - 1) + 1 + shift, 7 * rule.week + shift + 1)
    if not (is_within(days, 1, monthrange(2023, rule.month)[1]) or is_within(days, -28, -1)):
        return ""
    return f"{start}BYMONTHDAY={','.join(map(str, days))};BYDAY={weekday}"


def is_within(days: Iterable[int], low: int, high: int) -> bool:
    """Return whether all of these lie between two numbers, both included."""
    return all(low <= day <= high for day in days)


def offset_text(offset: timedelta) -> str:
    """Return an offset as RFC 5545 3.3.14 writes it: +0100, -0330."""
    seconds = int(offset.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{'-' if seconds < 0 else '+'}{hours:02}{minutes:02}" + (f"{left:02}" if left else "")

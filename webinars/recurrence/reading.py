"""From text to a `Rule`: the whitelist. Every word is checked here before any library sees the text.

Why so narrow: outside this list, calendar programs disagree about the dates, and some texts keep a parser busy for
ever (INTERVAL=0, SECONDLY, a second rule that takes every date away). Each refusal is a sentence that names the part
and says what to do.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TypeVar

from webinars.recurrence.parts import WEEKDAY_CODES, Rule, RuleError, WeekDay, stamp_text

MAX_TEXT = 8000
MAX_STAMPS = 100
MAX_INTERVAL = 52
MAX_COUNT = 200
YEARS = range(1970, 2200)
UNITS = {"DAILY": "days", "WEEKLY": "weeks", "MONTHLY": "months", "YEARLY": "years"}
LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

T = TypeVar("T", int, WeekDay)

NUMBER = re.compile(r"[+-]?[0-9]{1,12}")
BYDAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
STAMP = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})(Z?))?")
LINE = re.compile(r"(RRULE|EXDATE|RDATE):([A-Z0-9=;,.?+-]+)")
NAMES = ("FREQ", "INTERVAL", "UNTIL", "COUNT", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST")
# A form may send these without a value: their own sentence says so better than a general one.
MAY_BE_LEFT_EMPTY = ("INTERVAL", "UNTIL", "COUNT", "BYDAY")
NTHS = {*range(-5, 0), *range(1, 6)}


def parse_rule(text: str) -> Rule:
    """Return the rule that the stored `text` says: one RRULE line, and EXDATE and RDATE lines if there are any.

    Raises `RuleError`. The work is bounded by the length of the text, which is bounded first. Says nothing about the
    first date or the end of the dates: `rules.check_rule` does. An empty text is not a rule.
    """
    if len(text) > MAX_TEXT:
        raise RuleError("This rule is too long. Keep it to one rule and at most 100 skipped dates.")
    lines = text.replace("\r\n", "\n").strip("\n").split("\n")
    if lines == [""]:
        raise RuleError('Write a rule that starts with "RRULE:", or choose that the event happens once.')
    found: dict[str, list[str]] = {"RRULE": [], "EXDATE": [], "RDATE": []}
    for line in lines:
        name, value = split_line(line)
        found[name].append(value)
    if len(found["RRULE"]) != 1:
        raise RuleError(f"Write exactly one RRULE line: there are {len(found['RRULE'])}.")
    skipped = read_stamps("EXDATE", found["EXDATE"], "Skip at most 100 dates: this rule skips {}.")
    extra = read_stamps("RDATE", found["RDATE"], "Add at most 100 extra dates: this rule adds {}.")
    return read_rrule(found["RRULE"][0], skipped, extra)


def split_line(line: str) -> tuple[str, str]:
    """Return the name and the value of one line, or raise what is wrong with it."""
    match = LINE.fullmatch(line)
    if match:
        return match[1], match[2]
    name = re.match(r"[A-Z-]*", line)
    word = name[0] if name else ""
    if word == "EXRULE":
        raise RuleError(
            "A second rule that takes dates away (EXRULE) is not possible. Skip single dates instead.", word
        )
    if word in ("DTSTART", "DTEND", "DURATION"):
        raise RuleError(f"The first date has a field of its own. Take out the {word} line.", word)
    if word in ("EXDATE", "RDATE") and line[len(word) :].startswith(";"):
        raise RuleError(f"Write {word} in the event's own time, without a time zone: {word}:20261110T183000.", word)
    if word in ("EXDATE", "RDATE", "RRULE") and line != line.upper():
        raise RuleError("Write the rule in capital letters.", word)
    shown = line if len(line) <= 20 else f"{line[:20]}…"
    raise RuleError(f'Only RRULE, EXDATE and RDATE lines are possible, without spaces. Take out "{shown}".')


def read_rrule(value: str, skipped: tuple[datetime, ...], extra: tuple[datetime, ...]) -> Rule:
    """Return the rule in the value of an RRULE line."""
    parts: dict[str, str] = {}
    for item in value.split(";"):
        name, equals, content = item.partition("=")
        if not equals or (not content and name not in MAY_BE_LEFT_EMPTY):
            raise RuleError(f'Each part of a rule has a name and a value, such as INTERVAL=2. "{item[:20]}" has not.')
        if name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
            raise RuleError(f"The time of day comes from the first date. Take {name} out.", name)
        if name not in NAMES:
            raise RuleError(f"A rule here cannot use {name[:20]}. Take it out.", name[:20])
        if name in parts:
            raise RuleError(f"{name} is given twice. Keep one.", name)
        parts[name] = content
    freq = parts.get("FREQ", "")
    if freq not in UNITS:
        raise RuleError("An event can repeat daily, weekly, monthly or yearly.", "FREQ")
    if parts.get("WKST", "MO") != "MO":
        raise RuleError("Weeks start on Monday here. Take WKST out.", "WKST")
    if "UNTIL" in parts and "COUNT" in parts:
        raise RuleError("Choose an end date or a number of dates, not both.", "UNTIL")
    rule = Rule(
        freq=freq,
        interval=read_number(
            "INTERVAL",
            parts.get("INTERVAL", "1"),
            f"Repeat every 1 to 52 {UNITS[freq]}: {{}} is not possible.",
            MAX_INTERVAL,
        ),
        byday=read_list("BYDAY", parts, read_weekday),
        bymonthday=read_numbers(
            "BYMONTHDAY",
            parts,
            {-1, *range(1, 32)},
            "Use days of the month from 1 to 31, or -1 for the last: {} is not possible.",
        ),
        bymonth=read_numbers("BYMONTH", parts, {*range(1, 13)}, "Use months from 1 to 12: {} is not possible."),
        bysetpos=read_numbers("BYSETPOS", parts, NTHS, "Use places from 1 to 5, or from -5 to -1: {} is not possible."),
        until=read_stamp("UNTIL", parts["UNTIL"]) if "UNTIL" in parts else None,
        count=read_number("COUNT", parts["COUNT"], "Choose 1 to 200 dates: {} is not possible.", MAX_COUNT)
        if "COUNT" in parts
        else None,
        skipped=skipped,
        extra=extra,
    )
    refuse_what_does_not_go_together(rule)
    return rule


def refuse_what_does_not_go_together(rule: Rule) -> None:
    """Raise on parts that are possible alone but not with each other."""
    if rule.freq == "WEEKLY" and rule.bymonthday:
        raise RuleError("A weekly rule goes by weekday, not by day of the month.", "BYMONTHDAY")
    counted = [day for day in rule.byday if day.nth]
    if counted and rule.freq in ("DAILY", "WEEKLY"):
        how = rule.freq.lower()
        raise RuleError(
            f"A {how} rule cannot count weekdays in a month: write {str(counted[0])[-2:]}, not {counted[0]}.", "BYDAY"
        )
    if counted and rule.freq == "YEARLY" and not rule.bymonth:
        raise RuleError("Say in which month to count weekdays: add BYMONTH.", "BYDAY")
    if counted and len(counted) < len(rule.byday):
        # Readers disagree: RFC 5545 adds the two kinds up, dateutil keeps only dates that satisfy both.
        raise RuleError("Count every weekday or none: 1MO together with TU is not possible.", "BYDAY")
    if rule.bysetpos and (rule.freq != "MONTHLY" or not rule.byday):
        raise RuleError("BYSETPOS is only possible in a monthly rule with weekdays (BYDAY).", "BYSETPOS")
    if rule.bymonth and rule.bymonthday and not any(
        day <= LONGEST[month - 1] for month in rule.bymonth for day in rule.bymonthday
    ):  # fmt: skip
        raise RuleError("This rule never produces a date.", "BYMONTHDAY")


def read_number(part: str, text: str, sentence: str, most: int) -> int:
    """Return a whole number from 1 to `most`, or raise `sentence` with what was written."""
    if NUMBER.fullmatch(text) and 1 <= int(text) <= most:
        return int(text)
    shown = text if len(text) <= 12 else "that"
    raise RuleError(sentence.format(shown or "an empty field"), part)


def read_numbers(part: str, parts: dict[str, str], allowed: set[int], sentence: str) -> tuple[int, ...]:
    """Return a sorted list of numbers out of `allowed`, or raise `sentence` with the one that is not."""

    def read(text: str) -> int:
        if NUMBER.fullmatch(text) and int(text) in allowed:
            return int(text)
        raise RuleError(sentence.format(text[:12] or "nothing"), part)

    return read_list(part, parts, read)


def read_weekday(text: str) -> WeekDay:
    """Return one entry of BYDAY, such as TU or -1FR."""
    if not text:
        raise RuleError("Choose at least one weekday.", "BYDAY")
    match = BYDAY.fullmatch(text)
    if not match:
        raise RuleError(f'"{text[:12]}" is not a day of the week. Use MO, TU, WE, TH, FR, SA or SU.', "BYDAY")
    if match[1] and int(match[1]) not in NTHS:
        raise RuleError(f"Count weekdays from 1 to 5, or from -5 to -1: {text} is not possible.", "BYDAY")
    return WeekDay(WEEKDAY_CODES.index(match[2]), int(match[1] or 0))


def read_list(part: str, parts: dict[str, str], read: Callable[[str], T]) -> tuple[T, ...]:
    """Return the comma list of a part, sorted; nothing may stand in it twice."""
    if part not in parts:
        return ()
    values = [read(text) for text in parts[part].split(",")]
    if len(set(values)) < len(values):
        raise RuleError(f"{part} names something twice. Keep one.", part)
    return tuple(sorted(values))


def read_stamps(part: str, values: list[str], too_many: str) -> tuple[datetime, ...]:
    """Return the datetimes of all EXDATE or all RDATE lines, sorted, each once."""
    texts = [text for value in values for text in value.split(",")]
    if len(texts) > MAX_STAMPS:
        raise RuleError(too_many.format(len(texts)), part)
    stamps: set[datetime] = set()
    for text in texts:
        stamp = read_stamp(part, text)
        if not isinstance(stamp, datetime):
            raise RuleError(f"Write {part} with the time of day at which the event starts: {text}T183000.", part)
        stamps.add(stamp)
    return tuple(sorted(stamps, key=stamp_text))


def read_stamp(part: str, text: str) -> date | datetime:
    """Return 20261110 as a date, 20261110T183000 as wall time, 20261110T183000Z as an instant."""
    if not text:
        raise RuleError("Choose the end date." if part == "UNTIL" else f"Take out the comma behind {part}.", part)
    match = STAMP.fullmatch(text)
    if match and int(match[1]) in YEARS:
        year, month, day, *clock = match.groups()
        try:
            if clock[0] is None:
                return date(int(year), int(month), int(day))
            hour, minute, second = (int(number) for number in clock[:3])
            return datetime(int(year), int(month), int(day), hour, minute, second, tzinfo=UTC if clock[3] else None)
        except ValueError:
            pass  # a date that no calendar has: said below
    raise RuleError(f'"{text[:20]}" in {part} is not a date. Write it as 20261110 or 20261110T183000.', part)

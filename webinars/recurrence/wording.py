"""Dates and times in plain English: "Tuesday 3 February 2026", "6:30pm to 8pm".

Everything here takes wall time (naive) or plain dates, and knows nothing of zones but their names.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth",
    "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
UK_ZONES = {
    "Europe/London", "Europe/Belfast", "Europe/Jersey", "Europe/Guernsey", "Europe/Isle_of_Man", "GB", "GB-Eire",
}  # fmt: skip
DAY = timedelta(days=1)


def say_list(items: Sequence[str], last: str = "and") -> str:
    """Return "Monday, Tuesday and Friday"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def say_place_in_order(number: int) -> str:
    """Return "second" or, from 13 on, "13th"."""
    if number < len(ORDINALS):
        return ORDINALS[number]
    return say_day_number(number)


def say_day_number(number: int) -> str:
    """Return a day of the month as "1st", "22nd" or "13th"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def say_date(day: date, *, weekday: bool = True, year: bool = True) -> str:
    """Return "Tuesday 3 February 2026", without its weekday or its year if so asked."""
    name = f"{WEEKDAYS[day.weekday()]} " if weekday else ""
    return f"{name}{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def say_dates(first: date, last: date, *, weekday: bool = False) -> str:
    """Return "3 February to 14 April 2026", saying month and year only where they differ."""
    if (first.year, first.month, first.day) == (last.year, last.month, last.day):
        return say_date(first, weekday=weekday)
    end = say_date(last, weekday=weekday)
    if (first.year, first.month) == (last.year, last.month):
        name = f"{WEEKDAYS[first.weekday()]} " if weekday else ""
        return f"{name}{first.day} to {end}"
    return f"{say_date(first, weekday=weekday, year=first.year != last.year)} to {end}"


def say_time(at: time | datetime) -> str:
    """Return "6:30pm", "8pm", "midday" or "midnight"."""
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def say_zone(key: str) -> str:
    """Return how people call a zone's time: "UK time", "New York time"."""
    if key in UK_ZONES:
        return "UK time"
    if key in ("UTC", "Etc/UTC"):
        return "UTC"
    return f"{key.rsplit('/', 1)[-1].replace('_', ' ')} time"


def is_all_day(starts: datetime, ends: datetime) -> bool:
    """Return whether this runs from a midnight to a later midnight."""
    return starts.time() == time.min and ends.time() == time.min and ends > starts


def say_times(starts: datetime, ends: datetime, zone: str = "") -> str:
    """Return the hours of one date: "6:30pm to 8pm UK time", "all day", "for 5 days".

    `starts` and `ends` are wall time; `zone` is said behind them ("UK time", from `say_zone`).
    """
    if is_all_day(starts, ends):
        days = (ends - starts).days
        return "all day" if days == 1 else f"for {days} days"
    days = (ends.date() - starts.date()).days
    words = f"{say_time(starts)} to {say_time(ends)}"
    if days == 1 and ends.time() != time.min:
        words += " the next day"
    elif days > 1:
        words += f" {days} days later"
    return f"{words} {zone}".rstrip()


def say_range(starts: datetime, ends: datetime, zone: str = "") -> str:
    """Return one date with its hours: "Tuesday 3 February 2026, 6:30pm to 8pm UK time".

    A whole day and several whole days are said without hours; something longer than a day says both ends in full.
    """
    if is_all_day(starts, ends):
        return f"{say_dates(starts, ends - DAY, weekday=True)}, all day"
    if ends - starts < DAY:
        return f"{say_date(starts)}, {say_times(starts, ends, zone)}"
    return f"{say_date(starts)}, {say_time(starts)} to {say_date(ends)}, {say_time(ends)} {zone}".rstrip()

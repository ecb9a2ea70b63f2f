"""The dates of a demo year. Files are written for 2026; any other year keeps weekdays and rules.

Plain dates move by whole weeks, "the first Wednesday" stays the first Wednesday of its month, and what hangs on a bank
holiday is worked out for that year.
"""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from webinars.recurrence.parts import WEEKDAY_CODES, Rule, WeekDay, to_text
from webinars.selectors.day_facts import bank_holidays

WRITTEN_FOR = 2026

Day = TypeVar("Day", date, datetime)


def shifted(day: Day, year: int) -> Day:
    """Return a day written for 2026 in another year: as many whole weeks later as come nearest, so the weekday stays."""
    days = (date(year, 1, 1) - date(WRITTEN_FOR, 1, 1)).days
    return day + timedelta(weeks=round(days / 7))


def nth_weekday(year: int, month: int, name: str) -> date:
    """Return the day that "1WE" or "-1TH" names in a month: its first Wednesday, its last Thursday."""
    weekday = WEEKDAY_CODES.index(name[-2:])
    first, length = monthrange(year, month)
    days = range((weekday - first) % 7 + 1, length + 1, 7)
    nth = int(name[:-2])
    return date(year, month, days[nth - 1 if nth > 0 else nth])


def bank_holiday(year: int, name: str) -> date:
    """Return the day of a bank holiday of England, by the name that the holidays library gives it. KeyError if none."""
    return {said: day for day, said in bank_holidays(year).items()}[name]


def first_date(data: dict[str, Any], year: int) -> datetime:
    """Return when an event of the files first happens in a year, as wall time."""
    starts: datetime = data["starts"]
    if "monthly" in data:
        return datetime.combine(nth_weekday(year, starts.month, data["monthly"]), starts.time())
    return shifted(starts, year)


def rule_text(data: dict[str, Any], year: int) -> str:
    """Return the stored rule of an event; empty when it happens once.

    A file says `monthly = "1WE"` (with `months` where it is only in some), `weeks = 2` or `days = 1`; and `until`, a date of
    2026, or `count`. A monthly rule goes on to the end of the month of its last date.
    """
    if "monthly" in data:
        name, last = data["monthly"], data["until"].month
        rule = Rule(
            freq="MONTHLY",
            byday=(WeekDay(WEEKDAY_CODES.index(name[-2:]), int(name[:-2])),),
            bymonth=tuple(data.get("months", ())),
            until=date(year, last, monthrange(year, last)[1]),
        )
    elif "weeks" in data:
        rule = Rule(
            freq="WEEKLY",
            interval=data["weeks"],
            byday=(WeekDay(data["starts"].weekday()),),
            until=shifted(data["until"], year) if "until" in data else None,
            count=data.get("count"),
        )
    elif "days" in data:
        rule = Rule(freq="DAILY", interval=data["days"], count=data["count"])
    else:
        return ""
    return to_text(rule)


def is_meant(day: date, entry: dict[str, Any], year: int) -> bool:
    """Return whether an exception in the files is about this day of a series.

    `on` is a date of 2026; `month` means all dates of a month; `holiday` a bank holiday, or up to `within` days around it.
    """
    if "on" in entry:
        return day == shifted(entry["on"], year)
    if "month" in entry:
        return bool(day.month == entry["month"])
    return abs((day - bank_holiday(year, entry["holiday"])).days) <= entry.get("within", 0)


def at_same_time(wall: datetime, days: int) -> datetime:
    """Return the same time of day some days later."""
    return datetime.combine(wall.date() + timedelta(days=days), time(wall.hour, wall.minute))

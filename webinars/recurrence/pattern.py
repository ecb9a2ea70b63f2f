"""Which days a rule allows, by arithmetic alone: a month is looked at, nothing is searched for without a limit.

dateutil looks for a first date up to the year 9999; a rule that is known to hold its own start yields at once. INTERVAL,
UNTIL and COUNT play no part here: the first date sets the beat.
"""

from calendar import monthrange
from datetime import date

from webinars.recurrence.parts import Rule

LOOK_AHEAD_MONTHS = 40 * 12  # 29 February on a given weekday comes back within 40 years, also around 2100


def days_in_month(rule: Rule, starts: date, year: int, month: int) -> list[int]:
    """Return the days of that month which the rule allows, for a series whose first date is `starts`."""
    months, monthdays, weekdays = with_what_is_implied(rule, starts)
    if months and month not in months:
        return []
    first_weekday, length = monthrange(year, month)
    days = range(1, length + 1)
    if monthdays:
        days_left = [day for day in days if day in monthdays or day - length - 1 in monthdays]
    else:
        days_left = list(days)
    if weekdays:
        days_left = [day for day in days_left if weekdays & names_of(day, first_weekday, length)]
    if rule.bysetpos:
        picked = {days_left[p - 1 if p > 0 else p] for p in rule.bysetpos if abs(p) <= len(days_left)}
        days_left = sorted(picked)
    return days_left


def names_of(day: int, first_weekday: int, length: int) -> set[tuple[int, int]]:
    """Return the three ways BYDAY can name a day of a month: (weekday, 0), (weekday, nth), (weekday, nth from the end)."""
    weekday = (first_weekday + day - 1) % 7
    return {(weekday, 0), (weekday, (day - 1) // 7 + 1), (weekday, -((length - day) // 7 + 1))}


def with_what_is_implied(rule: Rule, starts: date) -> tuple[set[int], set[int], set[tuple[int, int]]]:
    """Return months, days of the month and weekdays, filled up from the first date as RFC 5545 3.3.10 says."""
    months = set(rule.bymonth)
    monthdays = set(rule.bymonthday)
    weekdays = {(day.number, day.nth) for day in rule.byday}
    if not monthdays and not weekdays:
        if rule.freq == "WEEKLY":
            weekdays = {(starts.weekday(), 0)}
        elif rule.freq in ("MONTHLY", "YEARLY"):
            monthdays = {starts.day}
        if rule.freq == "YEARLY" and not months:
            months = {starts.month}
    return months, monthdays, weekdays


def fits(rule: Rule, starts: date) -> bool:
    """Return whether the first date of a series is itself one of the rule's days."""
    return starts.day in days_in_month(rule, starts, starts.year, starts.month)


def next_fit(rule: Rule, starts: date) -> date | None:
    """Return the first day after `starts` that the rule allows; None when it never produces a date."""
    year, month = starts.year, starts.month
    for _ in range(LOOK_AHEAD_MONTHS):
        for day in days_in_month(rule, starts, year, month):
            if (year, month, day) > (starts.year, starts.month, starts.day):
                return date(year, month, day)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return None

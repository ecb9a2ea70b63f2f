"""A rule as one plain English sentence: "Every second Tuesday, 6:30pm to 8pm UK time, 5 dates, 3 February to…"."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from webinars.recurrence.expand import dates_of
from webinars.recurrence.parts import Rule, WeekDay
from webinars.recurrence.reading import YEARS, parse_rule
from webinars.recurrence.wording import (
    MONTHS,
    WEEKDAYS,
    say_date,
    say_dates,
    say_day_number,
    say_list,
    say_place_in_order,
    say_range,
    say_times,
    say_zone,
)

UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
FROM_THE_END = {-1: "last", -2: "last but one", -3: "third from last", -4: "fourth from last", -5: "fifth from last"}
MONDAY_TO_FRIDAY = tuple(WeekDay(number) for number in range(5))
EVERY_DAY = tuple(WeekDay(number) for number in range(7))
EVER = datetime(YEARS[0], 1, 1), datetime(YEARS[-1], 12, 31)


def describe(text: str, starts_local: datetime, duration: timedelta, tz: tzinfo) -> str:
    """Return when an event happens, without a full stop at the end.

    `starts_local` is wall time of `tz`; an empty `text` means once. The number of dates and the last one leave out
    skipped dates and count extra ones. Evaluates the rule: write the sentence down rather than asking in every
    request. Raises `RuleError` as `expand.wall_times` does.
    """
    ends_local = starts_local + duration
    zone = say_zone(str(tz))
    if not text.strip():
        return say_range(starts_local, ends_local, zone)
    rule = parse_rule(text)
    first = f"{say_pattern(rule, starts_local)}, {say_times(starts_local, ends_local, zone)}"
    if not rule.has_end:
        dates = dates_of(rule, starts_local, tz, lo=EVER[0], hi=EVER[1], limit=1)
        return f"{first}, from {say_date(dates[0] if dates else starts_local, weekday=False)}"
    dates = dates_of(rule, starts_local, tz, lo=EVER[0], hi=EVER[1])
    if not dates:
        return f"{first}, no dates"
    number = "1 date" if len(dates) == 1 else f"{len(dates)} dates"
    return f"{first}, {number}, {say_dates(dates[0], dates[-1])}"


def say_pattern(rule: Rule, starts_local: datetime | None = None) -> str:
    """Return how a rule repeats: "Every second Tuesday", "On the last Friday of each month, except in August".

    What the rule leaves to the first date is taken from `starts_local`, or said as "the same weekday" without it.
    """
    say = {"DAILY": say_daily, "WEEKLY": say_weekly, "MONTHLY": say_monthly, "YEARLY": say_yearly}[rule.freq]
    words = say(rule, starts_local)
    if rule.bymonth and rule.freq != "YEARLY":
        words += say_months(rule.bymonth)
    return words


def every(rule: Rule, unit: str = "") -> str:
    """Return "every day", "every second week", "every 13th month"."""
    unit = unit or UNITS[rule.freq]
    return f"every {unit}" if rule.interval == 1 else f"every {say_place_in_order(rule.interval)} {unit}"


def say_daily(rule: Rule, starts_local: datetime | None) -> str:
    """Return "Every second day", and which of these days if not all."""
    words = every(rule).capitalize()
    if rule.bymonthday:
        words += f" that is the {say_monthdays(rule.bymonthday, 'or')} of a month"
    if rule.byday == EVERY_DAY or not rule.byday:
        return words
    if rule.interval == 1 and not rule.bymonthday:
        return f"Every {say_weekdays(rule.byday)}"
    return f"{words}{' and' if rule.bymonthday else ' that is'} a {say_weekdays(rule.byday, 'or')}"


def say_weekly(rule: Rule, starts_local: datetime | None) -> str:
    """Return "Every Tuesday", "Every second week on Tuesday and Thursday"."""
    days = rule.byday or ((WeekDay(starts_local.weekday()),) if starts_local else ())
    if not days:
        return f"{every(rule).capitalize()} on the same weekday"
    if days == EVERY_DAY and rule.interval == 1:
        return "Every day"
    if len(days) == 1 or rule.interval == 1:
        return every(rule, say_weekdays(days)).replace("every", "Every", 1)
    return f"{every(rule).capitalize()} on {say_weekdays(days)}"


def say_monthly(rule: Rule, starts_local: datetime | None) -> str:
    """Return "On the first Tuesday of each month", "On the 15th of every second month"."""
    each = "each month" if rule.interval == 1 else every(rule)
    if rule.byday and not (rule.byday[0].nth or rule.bysetpos or rule.bymonthday):
        return f"Every {say_weekdays(rule.byday)}" + (f" of {each}" if rule.interval > 1 else "")
    return f"On {say_day_of_month(rule, starts_local)} of {each}{where_there_is_one(rule, starts_local)}"


def say_yearly(rule: Rule, starts_local: datetime | None) -> str:
    """Return "Every year on the 3rd of February", "Every second year on the first Monday of May"."""
    words = f"{every(rule).capitalize()} on"
    months = rule.bymonth
    if not (months or rule.byday or rule.bymonthday):
        if starts_local is None:
            return f"{words} the same date"
        months = (starts_local.month,)
    names = say_list([MONTHS[month - 1] for month in months]) or "each month"
    if rule.byday and not (rule.byday[0].nth or rule.bymonthday):
        return f"{words} each {say_weekdays(rule.byday)}" + (f" in {names}" if months else "")
    return f"{words} {say_day_of_month(rule, starts_local)} of {names}"


def say_day_of_month(rule: Rule, starts_local: datetime | None) -> str:
    """Return which days of a month: "the first Tuesday", "the 15th and the last day", "the same date"."""
    if not rule.byday:
        days = rule.bymonthday or ((starts_local.day,) if starts_local else ())
        return f"the {say_monthdays(days)}" if days else "the same date"
    if rule.byday[0].nth:
        days_in_words = say_counted(rule.byday)
    elif rule.bysetpos:
        days_in_words = say_weekdays(rule.byday, "or")
    else:
        days_in_words = f"each {say_weekdays(rule.byday)}"
    if rule.bysetpos:
        places = say_list([say_nth(place) for place in rule.bysetpos])
        days_in_words = f"the {places} {'of ' if rule.byday[0].nth else ''}{days_in_words}"
    if rule.bymonthday:
        days_in_words += f" that is the {say_monthdays(rule.bymonthday, 'or')}"
    return days_in_words


def say_counted(days: Sequence[WeekDay]) -> str:
    """Return "the first and third Tuesday", "the first Tuesday and the last Friday"."""
    if len({day.number for day in days}) == 1:
        return f"the {say_list([say_nth(day.nth) for day in days])} {WEEKDAYS[days[0].number]}"
    return say_list([f"the {say_nth(day.nth)} {WEEKDAYS[day.number]}" for day in days])


def say_nth(place: int) -> str:
    """Return "first", "last but one"."""
    return say_place_in_order(place) if place > 0 else FROM_THE_END[place]


def say_weekdays(days: Sequence[WeekDay], last: str = "and") -> str:
    """Return "Monday and Tuesday", or "weekday (Monday to Friday)" for just these five."""
    if tuple(days) == MONDAY_TO_FRIDAY:
        return "weekday (Monday to Friday)"
    return say_list([WEEKDAYS[day.number] for day in days], last)


def say_monthdays(days: Sequence[int], last: str = "and") -> str:
    """Return "1st and 15th", with the last day of the month at the end."""
    names = [say_day_number(day) for day in days if day > 0]
    return say_list(names + ["last day"] * (-1 in days), last)


def where_there_is_one(rule: Rule, starts_local: datetime | None) -> str:
    """Return " that has one" where some months are left out for want of such a day."""
    days = rule.bymonthday or ((starts_local.day,) if starts_local and not rule.byday else ())
    late = bool(days) and min(days) > 28
    fifth = bool(rule.byday) and all(abs(day.nth) == 5 for day in rule.byday)
    return " that has one" if late or fifth else ""


def say_months(months: Sequence[int]) -> str:
    """Return ", in March and April", or ", except in August" when most months are meant."""
    left_out = [month for month in range(1, 13) if month not in months]
    if not left_out:
        return ""
    how, named = ("except in", left_out) if len(left_out) <= 3 else ("in", list(months))
    return f", {how} {say_list([MONTHS[month - 1] for month in named])}"

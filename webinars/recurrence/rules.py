"""The front door to rules: read one, check one for an event, write one. Nobody else decides what a rule may be.

The same check runs in the model's `clean()`, in the form, in imports and wherever else a rule comes in.
"""

from datetime import UTC, date, datetime, tzinfo

from webinars.recurrence.expand import dates_of
from webinars.recurrence.parts import WEEKDAY_CODES, Rule, RuleError, WeekDay, rrule_value, to_text
from webinars.recurrence.pattern import fits, next_fit
from webinars.recurrence.reading import YEARS, parse_rule
from webinars.recurrence.wording import WEEKDAYS, say_date, say_list

__all__ = ["WEEKDAY_CODES", "Rule", "RuleError", "WeekDay", "check_rule", "parse_rule", "rrule_value", "to_text"]

MAX_YEARS = 3
EVER = datetime(YEARS[0], 1, 1), datetime(YEARS[-1], 12, 31)


def check_rule(text: str, starts_local: datetime, *, open_ended: bool = False, tz: tzinfo = UTC) -> Rule:
    """Return the rule in `text` if an event that first happens at `starts_local` (wall time of `tz`) may repeat so.

    Beyond what `parse_rule` refuses: the dates must end (an end date within three years, or 1 to 200 dates) unless
    `open_ended` says that somebody chose otherwise; the first date must be one of the rule's own; and there must be at
    least one date. Raises `RuleError`, whose `part` is "START" when the first date is what should change.
    """
    rule = parse_rule(text)
    if starts_local.year not in YEARS:
        raise RuleError("Choose a first date between 1970 and 2199.", "START")
    starts = starts_local.date()
    refuse_wrong_end(rule, starts_local, open_ended=open_ended, tz=tz)
    if not fits(rule, starts):
        raise off_rule(rule, starts)
    if not dates_of(rule, starts_local, tz, lo=EVER[0], hi=EVER[1], limit=1):
        raise RuleError("Every date of this rule is skipped. Keep at least one.", "EXDATE")
    return rule


def refuse_wrong_end(rule: Rule, starts: datetime, *, open_ended: bool, tz: tzinfo) -> None:
    """Raise unless the dates end once, and not too late."""
    if open_ended and rule.has_end:
        raise RuleError("Choose an end or open-ended, not both.", "UNTIL" if rule.count is None else "COUNT")
    if not open_ended and not rule.has_end:
        raise RuleError(
            "Say when the dates end: choose an end date or a number of dates, or that it goes on without an end.",
            "UNTIL",
        )
    last = rule.last_wall(tz)
    if last is None:
        return
    if last < starts:
        raise RuleError("The end date is before the first date. Choose a later end date.", "UNTIL")
    if (last.year - MAX_YEARS, last.month, last.day) > (starts.year, starts.month, starts.day):
        latest = say_date(starts, weekday=False, year=False)
        raise RuleError(
            f"Choose an end date within three years: {latest} {starts.year + MAX_YEARS} at the latest.", "UNTIL"
        )


def off_rule(rule: Rule, starts: date) -> RuleError:
    """Return the error for a first date that its own rule does not hold, with the date to choose instead."""
    better = next_fit(rule, starts)
    if better is None:
        return RuleError("This rule never produces a date.", "RULE")
    on = say_date(better, weekday=False, year=better.year != starts.year)
    if rule.freq == "WEEKLY" and starts.weekday() not in {day.number for day in rule.byday} and not rule.bymonth:
        has, days = WEEKDAYS[starts.weekday()], say_list([f"{WEEKDAYS[day.number]}s" for day in rule.byday])
        return RuleError(
            f"The first date is a {has} but the event repeats on {days}. Start on {on} or add {has}.", "START"
        )
    return RuleError(
        f"The first date, {say_date(starts)}, is not one of the dates of this rule. Start on {on}.", "START"
    )

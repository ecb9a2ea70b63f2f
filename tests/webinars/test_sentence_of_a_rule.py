"""When an event happens, in one plain sentence."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from tests.webinars.any_rule import series
from webinars.recurrence.rules import RuleError, parse_rule, to_text
from webinars.recurrence.sentence import describe, say_pattern
from webinars.recurrence.wording import say_dates, say_day_number, say_list, say_range, say_time, say_zone

LONDON = ZoneInfo("Europe/London")
EVENING = timedelta(minutes=90)


def test_a_series_with_a_skipped_date():
    text = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20260414\nEXDATE:20260331T183000"
    assert describe(text, datetime(2026, 2, 3, 18, 30), EVENING, LONDON) == (
        "Every second Tuesday, 6:30pm to 8pm UK time, 5 dates, 3 February to 14 April 2026"
    )


def test_a_single_date():
    assert (
        describe("", datetime(2026, 2, 3, 18, 30), EVENING, LONDON) == "Tuesday 3 February 2026, 6:30pm to 8pm UK time"
    )


def test_an_open_ended_series_in_another_zone():
    text = "RRULE:FREQ=WEEKLY;BYDAY=TU"
    assert describe(text, datetime(2026, 2, 3, 12), EVENING, ZoneInfo("America/New_York")) == (
        "Every Tuesday, midday to 1:30pm New York time, from 3 February 2026"
    )


def test_one_date_left_of_a_series():
    text = "RRULE:FREQ=DAILY;COUNT=2\nEXDATE:20260203T183000"
    assert describe(text, datetime(2026, 2, 3, 18, 30), EVENING, LONDON) == (
        "Every day, 6:30pm to 8pm UK time, 1 date, 4 February 2026"
    )


def test_every_date_skipped():
    text = "RRULE:FREQ=DAILY;COUNT=1\nEXDATE:20260203T183000"
    assert describe(text, datetime(2026, 2, 3, 18, 30), EVENING, LONDON) == "Every day, 6:30pm to 8pm UK time, no dates"


def test_a_hostile_rule_raises():
    with pytest.raises(RuleError):
        describe("RRULE:FREQ=SECONDLY", datetime(2026, 2, 3, 18, 30), EVENING, LONDON)


@pytest.mark.parametrize(
    ("rule", "pattern"),
    [
        ("FREQ=DAILY", "Every day"),
        ("FREQ=DAILY;INTERVAL=3", "Every third day"),
        ("FREQ=DAILY;INTERVAL=13", "Every 13th day"),
        ("FREQ=DAILY;BYDAY=SA,SU", "Every Saturday and Sunday"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "Every day"),
        ("FREQ=DAILY;INTERVAL=2;BYDAY=SA,SU", "Every second day that is a Saturday or Sunday"),
        ("FREQ=DAILY;BYMONTHDAY=13;BYDAY=FR", "Every day that is the 13th of a month and a Friday"),
        ("FREQ=WEEKLY", "Every Tuesday"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "Every Tuesday and Thursday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every weekday (Monday to Friday)"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "Every day"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", "Every third Tuesday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "Every second week on Tuesday and Thursday"),
        ("FREQ=WEEKLY;BYDAY=TU;BYMONTH=3,4", "Every Tuesday, in March and April"),
        ("FREQ=WEEKLY;BYDAY=TU;BYMONTH=1,2,3,4,5,6,7,9,10,11,12", "Every Tuesday, except in August"),
        ("FREQ=WEEKLY;BYDAY=TU;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12", "Every Tuesday"),
        ("FREQ=MONTHLY", "On the 3rd of each month"),
        ("FREQ=MONTHLY;INTERVAL=2", "On the 3rd of every second month"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "On the 31st of each month that has one"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15,-1", "On the 1st, 15th and last day of each month"),
        ("FREQ=MONTHLY;BYDAY=TU", "Every Tuesday"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "Every Tuesday of every second month"),
        ("FREQ=MONTHLY;BYDAY=1TU", "On the first Tuesday of each month"),
        ("FREQ=MONTHLY;BYDAY=1TU,3TU", "On the first and third Tuesday of each month"),
        ("FREQ=MONTHLY;BYDAY=1TU,-1FR", "On the first Tuesday and the last Friday of each month"),
        ("FREQ=MONTHLY;BYDAY=-2FR", "On the last but one Friday of each month"),
        ("FREQ=MONTHLY;BYDAY=5TU", "On the fifth Tuesday of each month that has one"),
        ("FREQ=MONTHLY;BYDAY=13TU".replace("13", "3"), "On the third Tuesday of each month"),
        ("FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=1", "On the first Tuesday or Thursday of each month"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "On the last weekday (Monday to Friday) of each month"),
        (
            "FREQ=MONTHLY;BYDAY=2MO,2TU;BYSETPOS=1",
            "On the first of the second Monday and the second Tuesday of each month",
        ),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "On each Friday that is the 13th of each month"),
        ("FREQ=YEARLY", "Every year on the 3rd of February"),
        ("FREQ=YEARLY;BYMONTH=5,6;BYMONTHDAY=1", "Every year on the 1st of May and June"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYDAY=1MO", "Every second year on the first Monday of May"),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=MO", "Every year on each Monday in May"),
        ("FREQ=YEARLY;BYDAY=MO", "Every year on each Monday"),
    ],
)
def test_each_pattern_has_its_words(rule, pattern):
    assert say_pattern(parse_rule(f"RRULE:{rule}"), datetime(2026, 2, 3, 18, 30)) == pattern


@pytest.mark.parametrize(
    ("rule", "pattern"),
    [
        ("FREQ=WEEKLY", "Every week on the same weekday"),
        ("FREQ=MONTHLY", "On the same date of each month"),
        ("FREQ=YEARLY", "Every year on the same date"),
    ],
)
def test_a_pattern_without_its_first_date(rule, pattern):
    assert say_pattern(parse_rule(f"RRULE:{rule}")) == pattern


@given(series())
@settings(deadline=None)
def test_every_rule_of_the_whitelist_has_a_sentence(drawn):
    rule, starts = drawn
    sentence = describe(to_text(rule), starts, EVENING, LONDON)
    assert " UK time, " in sentence
    assert ("  " in sentence, "None" in sentence) == (False, False)
    assert say_pattern(rule) != ""


@pytest.mark.parametrize(
    ("starts", "hours", "words"),
    [
        (datetime(2026, 10, 5), 24, "Monday 5 October 2026, all day"),
        (datetime(2026, 10, 5), 120, "Monday 5 to Friday 9 October 2026, all day"),
        (datetime(2026, 10, 31), 48, "Saturday 31 October to Sunday 1 November 2026, all day"),
        (datetime(2026, 10, 23, 22), 4, "Friday 23 October 2026, 10pm to 2am the next day UK time"),
        (datetime(2026, 10, 23, 20), 4, "Friday 23 October 2026, 8pm to midnight UK time"),
        (datetime(2026, 10, 23, 10), 30, "Friday 23 October 2026, 10am to Saturday 24 October 2026, 4pm UK time"),
    ],
)
def test_one_date_with_its_hours(starts, hours, words):
    assert say_range(starts, starts + timedelta(hours=hours), "UK time") == words


def test_a_series_of_whole_and_of_several_days():
    text, starts = "RRULE:FREQ=YEARLY;COUNT=2", datetime(2026, 10, 5)
    assert describe(text, starts, timedelta(days=1), LONDON) == (
        "Every year on the 5th of October, all day, 2 dates, 5 October 2026 to 5 October 2027"
    )
    assert describe(text, starts, timedelta(days=5), LONDON).startswith(
        "Every year on the 5th of October, for 5 days, "
    )
    assert describe(text, starts, timedelta(hours=60), LONDON).startswith(
        "Every year on the 5th of October, midnight to midday 2 days later UK time, "
    )


def test_small_words():
    hours = [(0, 0), (0, 5), (9, 0), (11, 45), (12, 0), (12, 30), (18, 30), (20, 0)]
    assert [say_time(datetime(2026, 1, 1, *hour)) for hour in hours] == [
        "midnight", "12:05am", "9am", "11:45am", "midday", "12:30pm", "6:30pm", "8pm",
    ]  # fmt: skip
    assert [say_day_number(day) for day in (1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 31)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "31st",
    ]  # fmt: skip
    assert [say_list(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert [say_zone(key) for key in ("Europe/London", "UTC", "America/Argentina/Buenos_Aires")] == [
        "UK time", "UTC", "Buenos Aires time",
    ]  # fmt: skip
    day = datetime(2026, 2, 3)
    assert [say_dates(day, day + timedelta(days=n)) for n in (0, 7, 40, 400)] == [
        "3 February 2026", "3 to 10 February 2026", "3 February to 15 March 2026", "3 February 2026 to 10 March 2027",
    ]  # fmt: skip

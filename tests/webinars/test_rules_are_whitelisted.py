"""What a repetition may be: the text is checked before any library sees it, and a refusal says what to do."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.webinars.any_rule import rules, series
from webinars.recurrence import expand, pattern
from webinars.recurrence.rules import Rule, RuleError, WeekDay, check_rule, parse_rule, rrule_value, to_text

MONDAY = datetime(2026, 10, 12, 18, 30)
TUESDAY = datetime(2026, 10, 13, 18, 30)
LONDON = ZoneInfo("Europe/London")
REPEAT = "An event can repeat daily, weekly, monthly or yearly."
ONE_END = "Choose an end date or a number of dates, not both."

# text, the part that is named, the sentence
HOSTILE = [
    ("", "RULE", 'Write a rule that starts with "RRULE:", or choose that the event happens once.'),
    ("RRULE:FREQ=SECONDLY", "FREQ", REPEAT),
    ("RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ", REPEAT),
    ("RRULE:FREQ=MINUTELY;COUNT=10", "FREQ", REPEAT),
    ("RRULE:FREQ=HOURLY;COUNT=10", "FREQ", REPEAT),
    ("RRULE:COUNT=10", "FREQ", REPEAT),
    ("RRULE:FREQ=WEEKLY;INTERVAL=0;COUNT=3", "INTERVAL", "Repeat every 1 to 52 weeks: 0 is not possible."),
    ("RRULE:FREQ=DAILY;INTERVAL=-1;COUNT=3", "INTERVAL", "Repeat every 1 to 52 days: -1 is not possible."),
    ("RRULE:FREQ=MONTHLY;INTERVAL=53;COUNT=3", "INTERVAL", "Repeat every 1 to 52 months: 53 is not possible."),
    (
        f"RRULE:FREQ=YEARLY;INTERVAL={'9' * 5000};COUNT=3",
        "INTERVAL",
        "Repeat every 1 to 52 years: that is not possible.",
    ),
    ("RRULE:FREQ=DAILY;COUNT=1000000000", "COUNT", "Choose 1 to 200 dates: 1000000000 is not possible."),
    ("RRULE:FREQ=DAILY;COUNT=0", "COUNT", "Choose 1 to 200 dates: 0 is not possible."),
    ("RRULE:FREQ=DAILY;COUNT=-5", "COUNT", "Choose 1 to 200 dates: -5 is not possible."),
    ("RRULE:FREQ=WEEKLY;COUNT=3;UNTIL=20261110", "UNTIL", ONE_END),
    ("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1", "BYMONTHDAY", "This rule never produces a date."),
    ("RRULE:FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=15;COUNT=1", "RULE", "This rule never produces a date."),
    ("RRULE:FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=2;COUNT=1", "RULE", "This rule never produces a date."),
    (
        "RRULE:FREQ=WEEKLY;BYMONTHDAY=12;COUNT=3",
        "BYMONTHDAY",
        "A weekly rule goes by weekday, not by day of the month.",
    ),
    (
        "RRULE:FREQ=DAILY;COUNT=9\nEXRULE:FREQ=DAILY",
        "EXRULE",
        "A second rule that takes dates away (EXRULE) is not possible. Skip single dates instead.",
    ),
    (
        "EXRULE:FREQ=SECONDLY",
        "EXRULE",
        "A second rule that takes dates away (EXRULE) is not possible. Skip single dates instead.",
    ),
    ("RRULE:FREQ=DAILY;COUNT=1\nRRULE:FREQ=DAILY;COUNT=2", "RULE", "Write exactly one RRULE line: there are 2."),
    ("EXDATE:20261110T183000", "RULE", "Write exactly one RRULE line: there are 0."),
    (
        "DTSTART:20261013T183000\nRRULE:FREQ=DAILY;COUNT=1",
        "DTSTART",
        "The first date has a field of its own. Take out the DTSTART line.",
    ),
    ("RRULE:FREQ=DAILY;BYHOUR=1;COUNT=1", "BYHOUR", "The time of day comes from the first date. Take BYHOUR out."),
    (
        "RRULE:FREQ=DAILY;BYSECOND=99;COUNT=1",
        "BYSECOND",
        "The time of day comes from the first date. Take BYSECOND out.",
    ),
    ("RRULE:FREQ=YEARLY;BYWEEKNO=53;COUNT=1", "BYWEEKNO", "A rule here cannot use BYWEEKNO. Take it out."),
    ("RRULE:FREQ=YEARLY;BYYEARDAY=366;COUNT=1", "BYYEARDAY", "A rule here cannot use BYYEARDAY. Take it out."),
    ("RRULE:RSCALE=HEBREW;FREQ=YEARLY;COUNT=1", "RSCALE", "A rule here cannot use RSCALE. Take it out."),
    ("RRULE:FREQ=WEEKLY;WKST=SU;COUNT=1", "WKST", "Weeks start on Monday here. Take WKST out."),
    ("RRULE:FREQ=WEEKLY;FREQ=DAILY;COUNT=1", "FREQ", "FREQ is given twice. Keep one."),
    ("RRULE:FREQ=WEEKLY;BYDAY=TU,TU;COUNT=1", "BYDAY", "BYDAY names something twice. Keep one."),
    (
        "RRULE:FREQ=WEEKLY;COUNT=1;",
        "RULE",
        'Each part of a rule has a name and a value, such as INTERVAL=2. "" has not.',
    ),
    (
        "RRULE:FREQ=WEEKLY;BYDAY=2TU;COUNT=1",
        "BYDAY",
        "A weekly rule cannot count weekdays in a month: write TU, not 2TU.",
    ),
    ("RRULE:FREQ=YEARLY;BYDAY=2TU;COUNT=1", "BYDAY", "Say in which month to count weekdays: add BYMONTH."),
    (
        "RRULE:FREQ=MONTHLY;BYDAY=1MO,TU;COUNT=1",
        "BYDAY",
        "Count every weekday or none: 1MO together with TU is not possible.",
    ),
    (
        "RRULE:FREQ=MONTHLY;BYDAY=6TU;COUNT=1",
        "BYDAY",
        "Count weekdays from 1 to 5, or from -5 to -1: 6TU is not possible.",
    ),
    ("RRULE:FREQ=WEEKLY;BYDAY=;COUNT=1", "BYDAY", "Choose at least one weekday."),
    ("RRULE:FREQ=WEEKLY;COUNT=", "COUNT", "Choose 1 to 200 dates: an empty field is not possible."),
    ("RRULE:FREQ=WEEKLY;COUNT=1.5", "COUNT", "Choose 1 to 200 dates: 1.5 is not possible."),
    ("RRULE:FREQ=WEEKLY;UNTIL=", "UNTIL", "Choose the end date."),
    ("RRULE:FREQ=WEEKLY;COUNT=1\nEXDATE:20261012T183000,", "EXDATE", "Take out the comma behind EXDATE."),
    ("RRULE:FREQ=WEEKLY;BYDAY=XX;COUNT=1", "BYDAY", '"XX" is not a day of the week. Use MO, TU, WE, TH, FR, SA or SU.'),
    (
        "RRULE:FREQ=MONTHLY;BYMONTHDAY=99;COUNT=1",
        "BYMONTHDAY",
        "Use days of the month from 1 to 31, or -1 for the last: 99 is not possible.",
    ),
    ("RRULE:FREQ=MONTHLY;BYMONTH=13;COUNT=1", "BYMONTH", "Use months from 1 to 12: 13 is not possible."),
    (
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=MO;BYSETPOS=2;COUNT=1",
        "BYSETPOS",
        "BYSETPOS is only possible in a monthly rule with weekdays (BYDAY).",
    ),
    (
        "RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0;COUNT=1",
        "BYSETPOS",
        "Use places from 1 to 5, or from -5 to -1: 0 is not possible.",
    ),
    (
        "RRULE:FREQ=DAILY;UNTIL=99999999T000000Z",
        "UNTIL",
        '"99999999T000000Z" in UNTIL is not a date. Write it as 20261110 or 20261110T183000.',
    ),
    (
        "RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261350T990000Z",
        "EXDATE",
        '"20261350T990000Z" in EXDATE is not a date. Write it as 20261110 or 20261110T183000.',
    ),
    (
        "RRULE:FREQ=DAILY;COUNT=3\nEXDATE;TZID=America/New_York:20261110T183000",
        "EXDATE",
        "Write EXDATE in the event's own time, without a time zone: EXDATE:20261110T183000.",
    ),
    (
        "RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261013",
        "EXDATE",
        "Write EXDATE with the time of day at which the event starts: 20261013T183000.",
    ),
    (
        "RRULE:FREQ=DAILY;COUNT=200\nEXDATE:" + ",".join(f"20261013T18{n // 60:02}{n % 60:02}" for n in range(101)),
        "EXDATE",
        "Skip at most 100 dates: this rule skips 101.",
    ),
    (
        "rrule:freq=daily;count=3",
        "RULE",
        'Only RRULE, EXDATE and RDATE lines are possible, without spaces. Take out "rrule:freq=daily;cou…".',
    ),
    ("RRULE:FREQ=daily;COUNT=3", "RRULE", "Write the rule in capital letters."),
    (
        "hello RRULE:FREQ=DAILY",
        "RULE",
        'Only RRULE, EXDATE and RDATE lines are possible, without spaces. Take out "hello RRULE:FREQ=DAI…".',
    ),
    (
        "RRULE:FREQ=DAILY;\n COUNT=3",
        "RULE",
        'Only RRULE, EXDATE and RDATE lines are possible, without spaces. Take out " COUNT=3".',
    ),
    (
        "RRULE:FREQ=DAILY;COUNT=٣",
        "RULE",
        'Only RRULE, EXDATE and RDATE lines are possible, without spaces. Take out "RRULE:FREQ=DAILY;COU…".',
    ),
    ("A" * 9000, "RULE", "This rule is too long. Keep it to one rule and at most 100 skipped dates."),
    (
        "RRULE:FREQ=WEEKLY;BYDAY=MO",
        "UNTIL",
        "Say when the dates end: choose an end date or a number of dates, or that it goes on without an end.",
    ),
    (
        "RRULE:FREQ=WEEKLY;UNTIL=20291013",
        "UNTIL",
        "Choose an end date within three years: 12 October 2029 at the latest.",
    ),
    ("RRULE:FREQ=WEEKLY;UNTIL=20261011", "UNTIL", "The end date is before the first date. Choose a later end date."),
    (
        "RRULE:FREQ=WEEKLY;UNTIL=20261012T120000",
        "UNTIL",
        "The end date is before the first date. Choose a later end date.",
    ),
    (
        "RRULE:FREQ=WEEKLY;COUNT=1\nEXDATE:20261012T183000",
        "EXDATE",
        "Every date of this rule is skipped. Keep at least one.",
    ),
    (
        "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3",
        "START",
        "The first date is a Monday but the event repeats on Tuesdays. Start on 13 October or add Monday.",
    ),
    (
        "RRULE:FREQ=WEEKLY;BYDAY=SA,SU;COUNT=3",
        "START",
        "The first date is a Monday but the event repeats on Saturdays and Sundays. Start on 17 October or add Monday.",
    ),
    (
        "RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=3",
        "START",
        "The first date, Monday 12 October 2026, is not one of the dates of this rule. Start on 2 November.",
    ),
    (
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=TU;COUNT=3",
        "START",
        "The first date, Monday 12 October 2026, is not one of the dates of this rule. Start on 29 February 2028.",
    ),
]


@pytest.fixture
def looked_at(monkeypatch):
    """Count the months that the arithmetic looks at, and let no refusal reach the library that could hang."""
    months = []
    real = pattern.days_in_month

    def counted(rule, starts, year, month):
        months.append((year, month))
        return real(rule, starts, year, month)

    monkeypatch.setattr(pattern, "days_in_month", counted)
    return months


@pytest.mark.parametrize(("text", "part", "sentence"), HOSTILE)
def test_each_hostile_rule_is_refused_with_a_sentence_that_says_what_to_do(
    text, part, sentence, looked_at, monkeypatch
):
    if "Every date" not in sentence:
        monkeypatch.setattr(expand, "recurrence", None)
    began = time.process_time()
    with pytest.raises(RuleError) as refused:
        check_rule(text, MONDAY)
    assert time.process_time() - began < 0.3
    assert len(looked_at) <= 481
    assert (refused.value.part, refused.value.message, str(refused.value)) == (part, sentence, sentence)


def test_a_first_date_outside_the_calendar_is_refused():
    for year in (1, 1969, 2200, 9999):
        with pytest.raises(RuleError) as refused:
            check_rule("RRULE:FREQ=DAILY;COUNT=3", datetime(year, 10, 12))
        assert refused.value.part == "START"


def test_an_open_ended_rule_needs_somebody_to_say_so():
    assert check_rule("RRULE:FREQ=WEEKLY", MONDAY, open_ended=True) == Rule("WEEKLY")
    with pytest.raises(RuleError) as refused:
        check_rule("RRULE:FREQ=WEEKLY;COUNT=3", MONDAY, open_ended=True)
    assert refused.value.message == "Choose an end or open-ended, not both."


def test_the_last_day_of_three_years_is_still_allowed():
    assert check_rule("RRULE:FREQ=WEEKLY;UNTIL=20291012", MONDAY).has_end


def test_the_end_is_an_instant_where_the_rule_says_so():
    text = "RRULE:FREQ=DAILY;UNTIL=20261012T173000Z"
    assert check_rule(text, MONDAY, tz=LONDON).until == datetime(2026, 10, 12, 17, 30, tzinfo=UTC)
    with pytest.raises(RuleError):
        check_rule(text, MONDAY, tz=UTC)


def test_a_rule_is_read_into_its_parts():
    rule = parse_rule(
        "RRULE:UNTIL=20261222T183000Z;BYSETPOS=-1,+1;BYDAY=FR,MO;BYMONTHDAY=-1,02;BYMONTH=12,1;INTERVAL=02;WKST=MO;FREQ=MONTHLY\r\n"
        "EXDATE:20261110T183000,20261013T173000Z\r\nRDATE:20261111T183000\r\n"
    )
    assert rule == Rule(
        freq="MONTHLY",
        interval=2,
        byday=(WeekDay(0), WeekDay(4)),
        bymonthday=(-1, 2),
        bymonth=(1, 12),
        bysetpos=(-1, 1),
        until=datetime(2026, 12, 22, 18, 30, tzinfo=UTC),
        skipped=(datetime(2026, 10, 13, 17, 30, tzinfo=UTC), datetime(2026, 11, 10, 18, 30)),
        extra=(datetime(2026, 11, 11, 18, 30),),
    )
    assert rrule_value(rule) == (
        "FREQ=MONTHLY;INTERVAL=2;UNTIL=20261222T183000Z;BYMONTH=1,12;BYMONTHDAY=-1,2;BYDAY=MO,FR;BYSETPOS=-1,1"
    )


@given(rules())
def test_a_rule_written_down_reads_back_the_same(rule):
    assert parse_rule(to_text(rule)) == rule


@given(series())
@settings(deadline=None)
def test_what_the_arithmetic_accepts_the_library_starts_with(drawn):
    rule, starts = drawn
    assert next(iter(expand.evaluated(rule, starts, LONDON))) == starts


@given(st.text(alphabet="RULEXDATFQ:;=,-+0123456789WKYMONSU\r\n \x85\u2028é", max_size=60))
def test_any_text_is_either_a_rule_or_a_refusal(text):
    try:
        rule = parse_rule(text)
    except RuleError:
        return
    assert parse_rule(to_text(rule)) == rule

"""The dates of an event: evaluated in the event's own wall time, whatever the clocks and the visitor's zone do."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.webinars.any_rule import series, with_parts
from webinars.recurrence import expand
from webinars.recurrence.expand import Moment, localise, moments, wall_times
from webinars.recurrence.rules import RuleError, check_rule, rrule_value, to_text

LONDON = ZoneInfo("Europe/London")
YEAR = {"lo": datetime(2026, 1, 1), "hi": datetime(2026, 12, 31, 23, 59)}


def days(text, starts, **window):
    """Return the dates of a series as (day, month) pairs."""
    return [(wall.day, wall.month) for wall in wall_times(text, starts, LONDON, **(window or YEAR))]


def instants(text, starts):
    """Return the dates of a series in 2026 as text in UTC."""
    walls = wall_times(text, starts, LONDON, **YEAR)
    return [f"{localise(wall, LONDON)[0].astimezone(UTC):%d %b %H:%MZ}" for wall in walls]


@pytest.mark.parametrize(
    ("wall", "utc", "local", "flag"),
    [
        ("2026-10-20 18:30", "2026-10-20 17:30", "18:30 BST", ""),
        ("2026-10-27 18:30", "2026-10-27 18:30", "18:30 GMT", ""),
        ("2027-03-23 18:30", "2027-03-23 18:30", "18:30 GMT", ""),
        ("2027-03-30 18:30", "2027-03-30 17:30", "18:30 BST", ""),
        ("2026-10-25 00:30", "2026-10-24 23:30", "00:30 BST", ""),
        ("2026-10-25 01:30", "2026-10-25 00:30", "01:30 BST", "ambiguous"),
        ("2026-10-25 02:00", "2026-10-25 02:00", "02:00 GMT", ""),
        ("2027-03-28 00:59", "2027-03-28 00:59", "00:59 GMT", ""),
        ("2027-03-28 01:00", "2027-03-28 01:00", "02:00 BST", "gap"),
        ("2027-03-28 01:30", "2027-03-28 01:30", "02:30 BST", "gap"),
        ("2027-03-28 02:00", "2027-03-28 01:00", "02:00 BST", ""),
        ("2027-04-04 01:30", "2027-04-04 00:30", "01:30 BST", ""),
    ],
)
def test_wall_time_becomes_an_instant(wall, utc, local, flag):
    aware, how = localise(datetime.fromisoformat(wall), LONDON)
    assert (f"{aware.astimezone(UTC):%Y-%m-%d %H:%M}", f"{aware:%H:%M %Z}", how) == (utc, local, flag)


def test_half_past_six_stays_half_past_six_through_both_clock_changes():
    text = "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270406"
    found = moments(
        text,
        datetime(2026, 10, 13, 18, 30),
        LONDON,
        since=datetime(2026, 1, 1, tzinfo=UTC),
        until=datetime(2028, 1, 1, tzinfo=UTC),
    )
    assert [moment.wall.time().isoformat("minutes") for moment in found] == ["18:30"] * 26
    by_day = {moment.wall.date(): moment.starts_at.hour for moment in found}
    assert [by_day[day] for day in (date(2026, 10, 20), date(2026, 10, 27), date(2027, 3, 23), date(2027, 3, 30))] == [
        17,
        18,
        18,
        17,
    ]


def test_a_series_in_the_hour_of_the_clock_change():
    found = moments(
        "RRULE:FREQ=WEEKLY;BYDAY=SU;COUNT=26",
        datetime(2026, 10, 18, 1, 30),
        LONDON,
        since=datetime(2026, 10, 25, tzinfo=UTC),
        until=datetime(2027, 4, 5, tzinfo=UTC),
    )
    assert found[0] == Moment(datetime(2026, 10, 25, 1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "ambiguous")
    assert found[-2] == Moment(datetime(2027, 3, 28, 1, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC), "gap")
    assert found[-1] == Moment(datetime(2027, 4, 4, 1, 30), datetime(2027, 4, 4, 0, 30, tzinfo=UTC), "")


def test_a_window_of_instants_neither_loses_nor_adds_a_date_at_its_edges():
    text, starts = "RRULE:FREQ=WEEKLY;BYDAY=SU;COUNT=30", datetime(2026, 10, 18, 1, 30)
    at = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = timedelta(seconds=1)
    assert [m.starts_at for m in moments(text, starts, LONDON, since=at, until=at)] == [at]
    assert moments(text, starts, LONDON, since=at + second, until=at + timedelta(hours=2)) == []


def test_stewarding_every_second_tuesday_with_one_date_skipped():
    text, starts = (
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20260414\nEXDATE:20260331T183000",
        datetime(2026, 2, 3, 18, 30),
    )
    assert check_rule(text, starts).interval == 2
    assert instants(text, starts) == [
        "03 Feb 18:30Z",
        "17 Feb 18:30Z",
        "03 Mar 18:30Z",
        "17 Mar 18:30Z",
        "14 Apr 17:30Z",
    ]


def test_clinic_every_monday_without_bank_holidays_and_august():
    skipped = ["0406", "0525", "0803", "0810", "0817", "0824", "0831"]
    text = "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214\n" + "\n".join(f"EXDATE:2026{day}T123000" for day in skipped)
    starts = datetime(2026, 1, 12, 12, 30)
    found = days(text, starts)
    assert (len(found), found[0], found[-1]) == (42, (12, 1), (14, 12))
    assert [day for day in found if day[1] == 8 or day in ((6, 4), (25, 5))] == []


def test_power_mapping_crosses_the_clock_change():
    text, starts = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;COUNT=6", datetime(2026, 9, 9, 18, 30)
    assert instants(text, starts) == [
        "09 Sep 17:30Z", "23 Sep 17:30Z", "07 Oct 17:30Z", "21 Oct 17:30Z", "04 Nov 18:30Z", "18 Nov 18:30Z",
    ]  # fmt: skip


def test_housing_english_counts_its_skipped_dates():
    text = "RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=10\nEXDATE:20260507T173000\nEXDATE:20260528T173000"
    assert days(text, datetime(2026, 4, 30, 17, 30)) == [
        (30, 4), (14, 5), (21, 5), (4, 6), (11, 6), (18, 6), (25, 6), (2, 7),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "starts", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=1WE;BYMONTH=2,3,4,5,6,7,9,10,11,12;UNTIL=20261231", datetime(2026, 2, 4, 19),
         [(4, 2), (4, 3), (1, 4), (6, 5), (3, 6), (1, 7), (2, 9), (7, 10), (4, 11), (2, 12)]),
        ("FREQ=MONTHLY;BYDAY=-1TH;BYMONTH=2,3,5,6,9,10;COUNT=6", datetime(2026, 2, 26, 19),
         [(26, 2), (26, 3), (28, 5), (25, 6), (24, 9), (29, 10)]),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TH;UNTIL=20261217", datetime(2026, 1, 15, 16),
         [(15, 1), (5, 2), (26, 2), (19, 3), (9, 4), (30, 4), (21, 5), (11, 6), (2, 7), (23, 7), (13, 8), (3, 9),
          (24, 9), (15, 10), (5, 11), (26, 11), (17, 12)]),
    ],
)  # fmt: skip
def test_the_other_patterns_of_the_demo_year(rule, starts, expected):
    assert days(f"RRULE:{rule}", starts) == expected


def test_an_empty_rule_is_just_the_first_date():
    starts = datetime(2026, 1, 14, 18, 30)
    assert wall_times("", starts, LONDON, **YEAR) == [starts]
    assert wall_times("", starts, LONDON, lo=datetime(2026, 2, 1), hi=datetime(2026, 3, 1)) == []


def test_an_extra_date_is_added_in_its_place_and_once():
    text = "RRULE:FREQ=WEEKLY;COUNT=2\nRDATE:20260121T100000,20260107T183000"
    assert wall_times(text, datetime(2026, 1, 7, 18, 30), LONDON, **YEAR) == [
        datetime(2026, 1, 7, 18, 30), datetime(2026, 1, 14, 18, 30), datetime(2026, 1, 21, 10),
    ]  # fmt: skip


def test_stamps_in_utc_are_read_in_the_zone_of_the_event():
    text = "RRULE:FREQ=DAILY;UNTIL=20261027T183000Z\nEXDATE:20261023T173000Z\nEXDATE:20261026T183000Z"
    assert days(text, datetime(2026, 10, 22, 18, 30)) == [(22, 10), (24, 10), (25, 10), (27, 10)]


def test_an_end_date_counts_as_a_whole_day():
    assert days("RRULE:FREQ=DAILY;UNTIL=20260202", datetime(2026, 2, 1, 23, 30)) == [(1, 2), (2, 2)]


def test_the_zone_somebody_is_looking_from_changes_nothing(settings):
    text = "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261110\nEXDATE:20261103T183000"
    expected = [(20, 10), (27, 10), (10, 11)]
    for use_tz in (False, True):
        settings.RECURRENCE_USE_TZ = use_tz
        for zone in ("America/New_York", "Asia/Kolkata", "UTC"):
            with timezone.override(zone):
                assert days(text, datetime(2026, 10, 20, 18, 30)) == expected


@pytest.mark.parametrize(
    "text",
    ["RRULE:FREQ=SECONDLY", "RRULE:FREQ=DAILY;INTERVAL=0", "RRULE:FREQ=DAILY\nEXRULE:FREQ=DAILY", "hello"],
)
def test_a_hostile_rule_that_slipped_in_is_refused_before_any_library_sees_it(text, monkeypatch):
    monkeypatch.setattr(expand, "recurrence", None)
    with pytest.raises(RuleError):
        wall_times(text, datetime(2026, 10, 13, 18, 30), LONDON, **YEAR)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU", datetime(2026, 10, 12)),
        ("RRULE:FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=2", datetime(2026, 10, 5)),
        ("RRULE:FREQ=DAILY;COUNT=3", datetime(9999, 12, 31)),
    ],
)
def test_a_first_date_off_its_own_rule_is_never_searched_for(text, starts, monkeypatch):
    monkeypatch.setattr(expand, "recurrence", None)
    with pytest.raises(RuleError) as refused:
        wall_times(text, starts, LONDON, **YEAR)
    assert refused.value.part == "START"


def test_no_more_dates_are_evaluated_than_the_hard_stop(monkeypatch):
    taken = []
    monkeypatch.setattr(expand, "islice", lambda dates, stop: taken.append(stop) or islice(dates, stop))
    found = wall_times(
        "RRULE:FREQ=DAILY", datetime(2020, 1, 1), LONDON, lo=datetime(2020, 1, 1), hi=datetime(2199, 1, 1)
    )
    assert (len(found), taken) == (5000, [5000])
    assert len(wall_times("RRULE:FREQ=DAILY", datetime(2020, 1, 1), LONDON, **YEAR, limit=7)) == 7


def test_an_old_open_ended_series_still_has_dates():
    found = wall_times(
        "RRULE:FREQ=DAILY;INTERVAL=2", datetime(1980, 1, 1, 9), LONDON, lo=datetime(2026, 1, 1), hi=datetime(2026, 1, 5)
    )
    assert [(wall - datetime(1980, 1, 1, 9)).days % 2 for wall in found] == [0, 0]


@given(series(), st.integers(-400, 400), st.integers(0, 800))
@settings(deadline=None)
def test_any_window_of_any_series_agrees_with_a_plain_expansion(drawn, offset, length):
    rule, starts = drawn
    lo = starts + timedelta(days=offset)
    hi = lo + timedelta(days=length)
    plain = with_parts(rule, until=rule.last_wall(LONDON))
    expected = list(rrulestr(rrule_value(plain), dtstart=starts).between(lo, hi, inc=True))
    assert wall_times(to_text(rule), starts, LONDON, lo=lo, hi=hi) == expected


@given(series(), st.integers(0, 4000))
@settings(deadline=None)
def test_starting_later_in_an_open_ended_series_gives_the_same_dates(drawn, offset):
    rule, starts = drawn
    rule = with_parts(rule, until=None, count=None)
    lo = starts + timedelta(days=offset)
    hi = lo + timedelta(days=60)
    expected = rrulestr(rrule_value(rule), dtstart=starts).between(lo, hi, inc=True)
    assert wall_times(to_text(rule), starts, LONDON, lo=lo, hi=hi) == expected

"""A VTIMEZONE says, for every instant, what `zoneinfo` says: read back with a parser that is not ours."""

import io
import struct
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.tz import tzical

from webinars.ical import zone_files, zones
from webinars.ical.zone_files import ZoneError, parse_tzif, read_zone
from webinars.ical.zones import UTC_NAMES, offset_text, vtimezone

LONDON = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
ZONES = [
    "Europe/London", "Europe/Dublin", "Europe/Warsaw", "America/New_York", "America/Nuuk", "America/Santiago",
    "America/St_Johns", "Africa/Cairo", "Asia/Jerusalem", "Asia/Kolkata", "Asia/Tehran", "Asia/Gaza",
    "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Chatham", "Pacific/Kiritimati",
]  # fmt: skip
HOUR = timedelta(hours=1)


def parsed(tzid, first_year):
    """Return the zone as dateutil reads our text."""
    return tzical(io.StringIO(vtimezone(tzid, first_year).decode())).get(tzid)


def walls_to_compare(tzid, first, last):
    """Return wall times around every change of a zone and one each month, leaving out hours that happen twice or never."""
    zone = ZoneInfo(tzid)
    at = datetime(first, 1, 1, tzinfo=UTC)
    offset = at.astimezone(zone).utcoffset()
    changes = []
    while at.year <= last:
        at += timedelta(hours=6)
        now = at.astimezone(zone).utcoffset()
        if now != offset:
            changes.append(at.replace(tzinfo=None) + now)
            offset = now
    walls = [datetime(year, month, 15, 12) for year in range(first, last + 1) for month in range(1, 13)]
    walls += [change + timedelta(hours=hour) for change in changes for hour in range(-30, 31)]
    for wall in walls:
        aware = wall.replace(tzinfo=zone)
        once = aware.utcoffset() == aware.replace(fold=1).utcoffset()
        if first <= wall.year <= last and once:
            yield wall, aware.utcoffset()


def differences(tzid, first_year, last):
    """Return the wall times at which our text and `zoneinfo` disagree."""
    ours = parsed(tzid, first_year)
    return [
        wall
        for wall, offset in walls_to_compare(tzid, first_year, last)
        if wall.replace(tzinfo=ours).utcoffset() != offset
    ]


def test_london_is_the_sixteen_lines_that_every_program_reads():
    assert vtimezone("Europe/London") == LONDON.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("tzid", ZONES)
def test_a_zone_says_what_its_clocks_say(tzid):
    last = 2039 if tzid == "Asia/Gaza" else 2040
    assert differences(tzid, 2024, last) == []


@pytest.mark.parametrize("tzid", ["Africa/Casablanca", "Africa/El_Aaiun"])
def test_a_zone_that_follows_the_moon_is_right_for_fifteen_years(tzid):
    assert differences(tzid, 2024, 2039) == []


@pytest.mark.parametrize(("tzid", "first_year"), [("Europe/London", 1990), ("America/New_York", 2005), ("Asia/Kathmandu", 1984), ("Europe/Istanbul", 2014), ("Africa/Cairo", 2009)])  # fmt: skip
def test_older_events_get_the_changes_of_their_time(tzid, first_year):
    assert differences(tzid, first_year, first_year + 14) == []


def test_every_zone_there_is_says_what_its_clocks_say():
    seen = {}
    for tzid in sorted(available_timezones() - UTC_NAMES - {"localtime", "Factory"}):
        seen.setdefault(vtimezone(tzid, 2026).partition(b"BEGIN:")[2].partition(b"BEGIN:")[2], tzid)
    assert len(seen) > 50
    assert {tzid: wrong for tzid in seen.values() if (wrong := differences(tzid, 2026, 2032))} == {}


def test_no_zone_at_all_lists_onsets_in_one_line_or_takes_much_room():
    sizes = {}
    for tzid in sorted(available_timezones() - UTC_NAMES - {"localtime", "Factory"}):
        text = vtimezone(tzid)
        assert b"RDATE" not in text
        assert text.startswith(f"BEGIN:VTIMEZONE\r\nTZID:{tzid}\r\nBEGIN:".encode())
        assert text.endswith(b"END:VTIMEZONE\r\n")
        sizes[tzid] = len(text)
    assert max(sizes.values()) < 4000
    assert {tzid for tzid, size in sizes.items() if size > 600} <= {
        "Africa/Cairo", "Egypt", "Africa/Casablanca", "Africa/El_Aaiun", "Asia/Gaza", "Asia/Hebron", "Asia/Almaty",
        "Asia/Qostanay", "America/Asuncion", "America/Scoresbysund", "America/Godthab", "America/Nuuk",
    }  # fmt: skip


def test_utc_needs_no_component():
    assert (vtimezone("UTC"), vtimezone("Etc/UTC")) == (b"", b"")


@pytest.mark.parametrize(
    "name", ["", "BST", "Europe/Londinium", "../../etc/passwd", "/etc/passwd", "Europe", "a\r\nX:1", "x\0y", "Y" * 5000]
)
def test_anything_but_a_zone_is_refused_with_a_sentence(name):
    with pytest.raises(ZoneError) as refused:
        vtimezone(name)
    assert refused.value.message == "Choose a time zone from the list, such as Europe/London."


def test_slim_and_fat_files_give_the_same_text(monkeypatch):
    for tzid in (
        "Europe/London",
        "America/New_York",
        "Africa/Cairo",
        "America/Santiago",
        "Europe/Dublin",
        "Asia/Jerusalem",
    ):
        for years in range(1, 12):
            data = read_zone(tzid)
            agreed = zones.onsets_and_rules(data)[1]
            slim = [onset for onset in data.onsets if onset.wall.year < agreed + years]
            fat = [onset for year in range(agreed, 2038) for onset in zones.footer(data, year)]
            listed = [onset for onset in data.onsets if onset.wall.year < agreed]
            texts = set()
            for onsets in (data.onsets, (*slim,), (*listed, *fat)):
                other = zone_files.ZoneData(data.first_offset, data.first_name, tuple(onsets), data.rules)
                monkeypatch.setattr(zones, "read_zone", lambda _tzid, other=other: other)
                vtimezone.cache_clear()
                texts.add(vtimezone(tzid))
            monkeypatch.undo()
            vtimezone.cache_clear()
            assert len(texts) == 1, tzid


def test_a_slim_file_may_leave_out_a_first_onset_that_changes_nothing(monkeypatch):
    # East Greenland moved by an hour in March 2024: no summer time began, though the footer has one begin each March.
    data = read_zone("America/Scoresbysund")
    cut = tuple(onset for onset in data.onsets if onset.wall.year < 2024)
    assert len(cut) < len(data.onsets)
    slim = zone_files.ZoneData(data.first_offset, data.first_name, cut, data.rules)
    assert zones.observances(slim, 2024) == zones.observances(data, 2024)


def test_a_zone_whose_rule_begins_after_the_years_asked_for_has_the_clock_of_those_years():
    assert b"TZOFFSETTO:+1130" in vtimezone("Pacific/Norfolk", 1995)
    assert b"TZOFFSETTO:+1100" not in vtimezone("Pacific/Norfolk", 1995)


def test_a_change_of_nothing_at_the_end_of_a_fat_file_is_no_change():
    def block(version, size):
        seconds = [0, 100, 200]
        body = (
            struct.pack(f">3{size}", *seconds)
            + bytes([0, 1, 1])
            + struct.pack(">lBBlBB", 0, 0, 0, 3600, 1, 4)
            + b"GMT\0BST\0"
        )
        return struct.pack(">4sc15x6l", b"TZif", version, 0, 0, 0, 3, 2, 8) + body

    data = parse_tzif(block(b"2", "l") + block(b"2", "q") + b"\nGMT0BST,M3.5.0/1,M10.5.0\n")
    assert [(onset.at, onset.name, onset.is_summer) for onset in data.onsets] == [
        (datetime(1970, 1, 1, 0, 1, 40), "BST", True)
    ]


@pytest.mark.parametrize(
    ("footer", "rules", "onsets_2028"),
    [
        ("GMT0BST,M3.5.0/1,M10.5.0", ["BYMONTH=3;BYDAY=-1SU", "BYMONTH=10;BYDAY=-1SU"], ["03-26 01:00", "10-29 01:00"]),
        ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", ["BYMONTH=10;BYDAY=1SU", "BYMONTH=4;BYDAY=1SU"], ["09-30 15:30", "04-01 15:00"]),
        ("IST-2IDT,M3.4.4/26,M10.5.0", ["BYMONTH=3;BYMONTHDAY=23,24,25,26,27,28,29;BYDAY=FR", "BYMONTH=10;BYDAY=-1SU"], ["03-24 00:00", "10-28 23:00"]),
        ("EET-2EEST,M4.5.5/0,M10.5.4/24", ["BYMONTH=4;BYDAY=-1FR", ""], ["04-27 22:00", "10-26 21:00"]),
        ("<+0330>-3:30<+0430>,J79/24,J263/24", ["", ""], ["03-20 20:30", "09-20 19:30"]),
        ("<+0330>-3:30<+0430>,79/24,263/24", ["", ""], ["03-20 20:30", "09-20 19:30"]),
        ("IST-5:30", [], []),
    ],
)  # fmt: skip
def test_the_footer_of_a_zone_file(footer, rules, onsets_2028):
    read = zone_files.parse_footer(footer)
    assert [zones.rrule(rule) for rule in read] == [rule and f"FREQ=YEARLY;{rule}" for rule in rules]
    assert [f"{rule.onset(2028).at:%m-%d %H:%M}" for rule in read] == onsets_2028


def test_offsets_as_calendars_write_them():
    offsets = [timedelta(0), HOUR, -3.5 * HOUR, timedelta(hours=-1, seconds=-15)]
    assert [offset_text(offset) for offset in offsets] == ["+0000", "+0100", "-0330", "-010015"]

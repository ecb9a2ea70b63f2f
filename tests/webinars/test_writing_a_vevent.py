"""An event as calendar bytes: what every program reads alike, and nothing a person types can break out of its field."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.webinars.any_rule import series
from webinars.ical.text import escape, fold
from webinars.ical.writer import VEvent, calendar, vevent
from webinars.ical.zones import vtimezone
from webinars.recurrence.expand import localise, wall_times
from webinars.recurrence.rules import rrule_value, to_text

LONDON = ZoneInfo("Europe/London")
EVENING = VEvent(
    uid="b1a5@commonbrick",
    summary="Power mapping; step 1, with maps",
    starts=datetime(2026, 9, 9, 18, 30),
    ends=datetime(2026, 9, 9, 20, 0),
    tzid="Europe/London",
    sequence=3,
    changed_at=datetime(2026, 8, 1, 10, 0, tzinfo=ZoneInfo("Europe/London")),
    description="What power is.\nhttps://example.org/events/power/",
    description_html="<p>What <b>power</b> is.</p>\n<p>More</p>",
    url="https://example.org/events/power/?a=1&b=é",
    location="Online",
    categories=("Organising", "Planning, land"),
    rrule="FREQ=WEEKLY;INTERVAL=2;UNTIL=20261118;BYDAY=WE",
    exdates=(datetime(2026, 11, 4, 18, 30), datetime(2026, 9, 23, 18, 30)),
    related_to="0000@commonbrick",
    geo=(51.5, -0.1),
)
GOLDEN = r"""BEGIN:VEVENT
UID:b1a5@commonbrick
DTSTAMP:20260801T090000Z
LAST-MODIFIED:20260801T090000Z
SEQUENCE:3
DTSTART;TZID=Europe/London:20260909T183000
DTEND;TZID=Europe/London:20260909T200000
RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261118T183000Z;BYDAY=WE
EXDATE;TZID=Europe/London:20260923T183000
EXDATE;TZID=Europe/London:20261104T183000
SUMMARY:Power mapping\; step 1\, with maps
STATUS:CONFIRMED
TRANSP:OPAQUE
DESCRIPTION:What power is.\nhttps://example.org/events/power/
X-ALT-DESC;FMTTYPE=text/html:<p>What <b>power</b> is.</p> <p>More</p>
LOCATION:Online
GEO:51.500000;-0.100000
URL:https://example.org/events/power/?a=1&b=%C3%A9
CATEGORIES:Organising,Planning\, land
RELATED-TO:0000@commonbrick
END:VEVENT
"""


def written(**changes):
    """Return the lines of the evening's VEVENT with some fields changed, unfolded."""
    return vevent(replace(EVENING, **changes)).replace(b"\r\n ", b"").decode().split("\r\n")


def whole(*events, zones=("Europe/London",)):
    """Return a calendar of these events."""
    return calendar(
        name="Trainings", description="All, of them", zones=map(vtimezone, zones), events=map(vevent, events)
    )


def shape(raw):
    """Return what a parser finds: for each component its name and the names of its properties, in order."""
    read = icalendar.Calendar.from_ical(raw)
    return [(part.name, [name for name, _value in part.property_items(recursive=False)]) for part in read.walk()]


def is_well_formed(raw):
    """Return the names of the byte-level rules that a calendar breaks."""
    return [
        rule
        for rule, broken in {
            "begins": not raw.startswith(b"BEGIN:VCALENDAR\r\n"),
            "ends": not raw.endswith(b"END:VCALENDAR\r\n"),
            "bare CR or LF": raw.replace(b"\r\n", b"").count(b"\n") + raw.replace(b"\r\n", b"").count(b"\r") > 0,
            "long line": any(len(line) > 75 for line in raw.split(b"\r\n")),
            "control character": any((byte < 32 and byte not in (9, 10, 13)) or byte == 127 for byte in raw),
            "split character": any(line.decode("utf-8", "replace").encode() != line for line in raw.split(b"\r\n")),
        }.items()
        if broken
    ]


def test_an_event_is_written_to_the_letter():
    assert vevent(EVENING).decode() == GOLDEN.replace("\n", "\r\n")


def test_the_same_event_gives_the_same_bytes():
    assert vevent(EVENING) == vevent(replace(EVENING, exdates=tuple(reversed(EVENING.exdates)) * 2))


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"rrule": "FREQ=DAILY;UNTIL=20261030"}, "RRULE:FREQ=DAILY;UNTIL=20261030T183000Z"),
        ({"rrule": "FREQ=DAILY;UNTIL=20261020"}, "RRULE:FREQ=DAILY;UNTIL=20261020T173000Z"),
        ({"rrule": "FREQ=DAILY;UNTIL=20261020T235959"}, "RRULE:FREQ=DAILY;UNTIL=20261020T225959Z"),
        ({"rrule": "FREQ=DAILY;UNTIL=20261020T120000Z"}, "RRULE:FREQ=DAILY;UNTIL=20261020T120000Z"),
        ({"rrule": "FREQ=DAILY;UNTIL=20270328T013000"}, "RRULE:FREQ=DAILY;UNTIL=20270328T013000Z"),
        ({"rrule": "FREQ=DAILY;UNTIL=20261025T013000"}, "RRULE:FREQ=DAILY;UNTIL=20261025T003000Z"),
        ({"rrule": "FREQ=DAILY;COUNT=3"}, "RRULE:FREQ=DAILY;COUNT=3"),
    ],
)
def test_the_end_of_a_series_is_said_in_utc(changes, line):
    assert [text for text in written(**changes) if text.startswith("RRULE")] == [line]


def test_whole_days_have_dates_everywhere():
    lines = written(
        starts=date(2026, 10, 5),
        ends=date(2026, 10, 10),
        tzid="",
        rrule="FREQ=YEARLY;UNTIL=20281005T000000Z",
        exdates=(date(2027, 10, 5),),
        transparent=True,
    )
    assert [line for line in lines if line.startswith(("DT", "RRULE", "EXDATE", "TRANSP"))] == [
        "DTSTAMP:20260801T090000Z", "DTSTART;VALUE=DATE:20261005", "DTEND;VALUE=DATE:20261010",
        "RRULE:FREQ=YEARLY;UNTIL=20281005", "EXDATE;VALUE=DATE:20271005", "TRANSP:TRANSPARENT",
    ]  # fmt: skip


def test_an_event_in_utc_has_no_zone():
    lines = written(tzid="UTC", exdates=())
    assert [line for line in lines if line.startswith(("DTSTART", "DTEND", "RRULE"))] == [
        "DTSTART:20260909T183000Z", "DTEND:20260909T200000Z", "RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261118T183000Z;BYDAY=WE",
    ]  # fmt: skip


def test_one_cancelled_date_keeps_its_original_time_and_takes_up_none():
    at = datetime(2026, 10, 7, 18, 30)
    lines = written(rrule="", exdates=(), recurrence_id=at, status="CANCELLED")
    assert [line for line in lines if line.startswith(("RECURRENCE", "STATUS", "TRANSP", "RRULE", "EXDATE"))] == [
        "RECURRENCE-ID;TZID=Europe/London:20261007T183000", "STATUS:CANCELLED", "TRANSP:TRANSPARENT",
    ]  # fmt: skip
    days = {"starts": date(2026, 10, 7), "ends": date(2026, 10, 8), "rrule": "", "exdates": ()}
    assert "RECURRENCE-ID;VALUE=DATE:20261007" in written(**days, recurrence_id=date(2026, 10, 7))


def test_what_is_not_there_is_not_written():
    bare = {"description": "", "url": "", "location": "", "categories": (" ",), "rrule": "", "exdates": (), "related_to": "", "geo": None}  # fmt: skip
    assert [line.split(":")[0].split(";")[0] for line in written(**bare)] == [
        "BEGIN", "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP", "END", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"uid": " \x00"},
        {"tzid": ""},
        {"tzid": "Europe/London\r\nX-EVIL:1"},
        {"tzid": "Europe/London;X=1"},
        {"sequence": -1},
        {"status": "MAYBE"},
        {"changed_at": datetime(2026, 8, 1)},
        {"ends": datetime(2026, 9, 9, 18, 30)},
        {"ends": date(2026, 9, 10)},
        {"starts": datetime(2026, 9, 9, 18, 30, tzinfo=UTC), "ends": datetime(2026, 9, 9, 20, tzinfo=UTC)},
        {"exdates": (date(2026, 9, 23),)},
        {"recurrence_id": datetime(2026, 9, 23, 18, 30)},
        {"rrule": ""},
        {"rrule": "FREQ=DAILY\r\nX-EVIL:1"},
        {"rrule": "FREQ=DAILY\n"},
        {"rrule": "hello"},
    ],
)
def test_our_own_mistakes_are_refused(wrong):
    with pytest.raises(ValueError):
        written(**wrong)


def test_a_calendar_begins_with_what_clients_look_for():
    raw = calendar(
        name="Homes, for us",
        description="Trainings",
        zones=[vtimezone("Europe/London")],
        events=[],
        colour="Teal",
        time_zone="Europe/London",
        source="https://example.org/calendar/all.ics",
    )
    assert raw.partition(b"BEGIN:VTIMEZONE")[0].decode().split("\r\n") == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Commonbrick//Calendar//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        "NAME:Homes\\, for us", "X-WR-CALNAME:Homes\\, for us", "DESCRIPTION:Trainings", "X-WR-CALDESC:Trainings",
        "X-WR-TIMEZONE:Europe/London", "REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H",
        "SOURCE;VALUE=URI:https://example.org/calendar/all.ics", "COLOR:teal", "",
    ]  # fmt: skip
    assert is_well_formed(raw) == []


def test_an_empty_calendar_is_a_calendar_and_a_kept_file_has_no_method():
    raw = calendar(name="", description="", zones=[], events=[], refresh="P1D", colour="#0a7d7a", published=False)
    assert raw.decode().split("\r\n") == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Commonbrick//Calendar//EN", "CALSCALE:GREGORIAN",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D", "X-APPLE-CALENDAR-COLOR:#0A7D7A", "END:VCALENDAR", "",
    ]  # fmt: skip
    assert icalendar.Calendar.from_ical(raw).events == []


@pytest.mark.parametrize(
    "wrong",
    [{"refresh": "4 hours"}, {"refresh": "PT"}, {"refresh": "PT4H\r\nX:1"}, {"colour": "red\r\nX:1"}, {"colour": "#12345"}, {"time_zone": "x\ny"}],
)  # fmt: skip
def test_a_calendar_refuses_our_own_mistakes(wrong):
    with pytest.raises(ValueError):
        calendar(name="", description="", zones=[], events=[], **wrong)


def test_line_ends_and_control_characters_of_every_kind():
    assert (
        escape("a\r\nb\rc\nd\u2028e\u2029f\x00\x0b\x0c\x1b\x7f\x85\x9f\ud800\t;,\\")
        == "a\\nb\\nc\\nd\\ne\\nf\t\\;\\,\\\\"
    )
    assert written(url="https://example.org/\r\nX-EVIL:1 2\x00")[-5] == "URL:https://example.org/X-EVIL:12"


@given(st.text(max_size=400))
def test_a_fold_splits_no_character_and_can_be_undone(text):
    line = f"SUMMARY:{escape(text)}"
    folded = fold(line)
    assert folded.replace(b"\r\n ", b"") == line.encode() + b"\r\n"
    assert max(len(piece) for piece in folded.split(b"\r\n")) <= 75
    assert [piece.decode() for piece in folded.split(b"\r\n")] != []


NASTY = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("\r\n\t\0\x0b\x0c\x1c\x85\u2028;,:\\\"'<> ")), max_size=120
)


@given(
    st.fixed_dictionaries(
        dict.fromkeys(("summary", "description", "description_html", "location", "url", "related_to"), NASTY)
    ),
    NASTY,
    st.lists(NASTY, max_size=3),
)
@settings(deadline=None)
def test_nothing_typed_breaks_out_of_its_field(fields, uid, categories):
    fields["url"] = f"https://example.org/{fields['url']}"
    fields = {name: f"x{value}x" if name != "url" else value for name, value in fields.items()}
    categories = tuple(f"x{value}" for value in categories)
    event = replace(EVENING, uid=f"x{uid}", categories=categories, **fields)
    raw = calendar(
        name=fields["summary"],
        description=fields["description"],
        zones=[vtimezone("Europe/London")],
        events=[vevent(event)],
    )
    assert is_well_formed(raw) == []
    plain = replace(EVENING, categories=("x",) if categories else ())
    assert shape(raw) == shape(whole(plain))
    assert len(raw.replace(b"\r\n ", b"").split(b"\r\n")) == len(whole(plain).replace(b"\r\n ", b"").split(b"\r\n"))


@given(NASTY)
def test_text_comes_back_as_it_was_typed(text):
    typed = "".join(character for character in text if character >= " " and not "\x7f" <= character <= "\x9f")
    typed = typed.replace("\u2028", "").replace("\u2029", "").encode("utf-8", "ignore").decode()
    read = icalendar.Calendar.from_ical(whole(replace(EVENING, summary=f"x{typed}")))
    assert str(read.events[0]["SUMMARY"]) == f"x{typed}"


def test_guards_hold_without_asserts():
    script = (
        "from datetime import *\n"
        "from webinars.ical.writer import VEvent, vevent, calendar\n"
        "evil = 'a\\r\\nX-EVIL:1\\x00\\x0b'\n"
        "event = VEvent(uid=evil, summary=evil, starts=datetime(2026, 1, 1), ends=datetime(2026, 1, 2), tzid='UTC',\n"
        "    sequence=0, changed_at=datetime(2026, 1, 1, tzinfo=UTC), description=evil, description_html=evil, url=evil,\n"
        "    location=evil, categories=(evil,), related_to=evil)\n"
        "raw = calendar(name=evil, description=evil, zones=[], events=[vevent(event)], source=evil)\n"
        "bad = raw.replace(b'\\r\\n', b'')\n"
        "print(raw.count(b'\\nX-EVIL'), bad.count(b'\\n'), bad.count(b'\\r'), bad.count(b'\\0'), raw.count(b'X-EVIL'))\n"
        "for wrong in (dict(tzid=evil), dict(rrule='FREQ=DAILY' + evil)):\n"
        "    try:\n"
        "        VEvent(**({name: getattr(event, name) for name in event.__dataclass_fields__} | wrong))\n"
        "    except ValueError as problem:\n"
        "        print(problem)\n"
    )
    ran = subprocess.run([sys.executable, "-O", "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n") == ["0 0 0 0 13", "the zone has no IANA name", "this is not a rule", ""]


@given(series(), st.sampled_from(["Europe/London", "America/New_York", "Africa/Cairo", "UTC"]), st.data())
@settings(deadline=None)
def test_a_reader_of_our_calendar_finds_our_dates(drawn, tzid, data):
    rule, starts = drawn
    tz = ZoneInfo(tzid)
    window = {"lo": starts, "hi": starts + timedelta(days=1500)}
    every = wall_times(to_text(rule), starts, tz, **window)
    skipped = tuple(data.draw(st.lists(st.sampled_from(every), max_size=3, unique=True)))
    event = replace(
        EVENING, starts=starts, ends=starts + timedelta(hours=1), tzid=tzid, rrule=rrule_value(rule), exdates=skipped
    )
    read = icalendar.Calendar.from_ical(whole(event, zones=(tzid,))).events[0]
    told = read["RRULE"]
    last = told.pop("UNTIL", [None])[0]
    first = read["DTSTART"].dt.replace(tzinfo=None)
    out = read.get("EXDATE", [])
    gone = {entry.dt.replace(tzinfo=None) for line in (out if isinstance(out, list) else [out]) for entry in line.dts}
    dates = []
    for wall in rrulestr(told.to_ical().decode(), dtstart=first):
        if wall > window["hi"] or (last is not None and localise(wall, tz)[0].astimezone(UTC) > last):
            break
        dates.append(wall)
    assert [wall for wall in dates if wall not in gone] == [wall for wall in every if wall not in skipped]
    assert len(gone) == len(skipped)
    if localise(starts, tz)[1] != "gap":
        assert read["DTSTART"].dt == localise(starts, tz)[0]

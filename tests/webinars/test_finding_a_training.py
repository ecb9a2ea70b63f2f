"""The list and the month: what is to come, in words, narrowed by the address, never an error."""

import re
from datetime import datetime

import pytest
from django.test import Client

from cms.models import HomePage, Region, Topic
from tests.webinars.events import dates_of, make_event
from webinars.models import EventLanguage, Occurrence
from webinars.services.booking import Contact, book_place
from webinars.services.changing_dates import cancel_occurrence, change_occurrence, move_occurrence, skip_occurrence
from webinars.templatetags.trainings import next_trainings

pytestmark = pytest.mark.django_db


def titles(visitor: Client, query: str = "") -> list[str]:
    """Return the titles that the list shows, in order."""
    page = visitor.get(f"/events/{query}")
    assert page.status_code == 200
    return re.findall(r"<h3><a href=\"[^\"]+\">(?:<s>)?<bdi>([^<]+)</bdi>", page.content.decode())


@pytest.fixture
def three(site_tree: HomePage, january: None) -> None:
    """Make three single events: online, in Leeds with BSL, and a bilingual hybrid in Wales with childcare."""
    leeds = Region.objects.create(name="Leeds", slug="leeds")
    wales = Region.objects.create(name="Wales", slug="wales", nation="wales")
    once = {"recurrence": ""}
    make_event(site_tree, title="Online one", **once)
    make_event(
        site_tree, title="Leeds one", starts_local=datetime(2027, 2, 9, 18), format="in_person", venue_name="Hall",
        region=leeds, offers_bsl=True, offers_step_free=True, **once,
    )  # fmt: skip
    both = make_event(
        site_tree, title="Welsh one", starts_local=datetime(2027, 3, 9, 18), format="hybrid", venue_name="Neuadd",
        region=wales, offers_childcare=True, **once,
    )  # fmt: skip
    both.languages.add(EventLanguage(code="cy"))
    both.topics.add(Topic.objects.create(name="Land", slug="land"))
    both.save_revision().publish()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Online one", "Leeds one", "Welsh one"]),
        ("?where=online", ["Online one", "Welsh one"]),
        ("?where=leeds", ["Leeds one"]),
        ("?where=leeds&where=online", ["Online one", "Leeds one", "Welsh one"]),
        ("?topic=land", ["Welsh one"]),
        ("?access=bsl", ["Leeds one"]),
        ("?access=bsl&access=step-free", ["Leeds one"]),
        ("?language=cy", ["Welsh one"]),
        ("?childcare=free", ["Welsh one"]),
        ("?month=2027-03", ["Welsh one"]),
        ("?page=1", ["Online one", "Leeds one", "Welsh one"]),
    ],
)
def test_the_address_narrows_the_list(visitor: Client, three: None, query: str, expected: list[str]) -> None:
    assert titles(visitor, query) == expected


def test_the_choice_stands_in_the_title(visitor: Client, three: None) -> None:
    page = visitor.get("/events/?where=leeds&access=bsl").content.decode()
    assert "<title>Learn it together (Leeds, BSL) – " in page
    assert "Filter: Leeds, BSL" in page


@pytest.mark.parametrize(
    "query",
    [
        "?where=atlantis",
        "?where=%00",
        "?topic=' OR 1=1 --",
        "?month=2027-13",
        "?month=99999999999-01",
        "?month=%F0%9F%8F%A0",
        "?page=-1",
        "?page=999999999999",
        "?page=²",
        "?view=year",
        "?colour=red",
        "?view=month&month=abcd",
    ],
)
def test_an_unknown_choice_is_left_out_with_a_sentence(visitor: Client, three: None, query: str) -> None:
    page = visitor.get(f"/events/{query}")
    assert page.status_code == 200
    assert "One choice in this address is not one we know, so we left it out." in page.content.decode()


@pytest.mark.parametrize("query", ["", "?where=", "?where=online", "?view=month", "?subscribe=1", "?page="])
def test_a_known_choice_brings_no_such_sentence(visitor: Client, three: None, query: str) -> None:
    assert "One choice in this address" not in visitor.get(f"/events/{query}").content.decode()


def test_nothing_that_fits_shows_the_nearest_three(visitor: Client, three: None) -> None:
    page = visitor.get("/events/?where=leeds&childcare=free").content.decode()
    assert "0 trainings fit" in page
    assert titles(visitor, "?where=leeds&childcare=free") == ["Online one", "Leeds one", "Welsh one"]


def test_each_month_says_how_many(visitor: Client, three: None) -> None:
    page = visitor.get("/events/").content.decode()
    assert re.findall(r'<h2 class="month"[^>]*>(\w+ 2027) <small>(\d+ \w+),', page) == [
        ("February 2027", "2 trainings"),
        ("March 2027", "1 training"),
    ]


def test_a_long_list_goes_on_on_the_next_page(visitor: Client, site_tree: HomePage, january: None) -> None:
    make_event(site_tree, recurrence="RRULE:FREQ=WEEKLY;COUNT=40;BYDAY=TU")
    assert len(titles(visitor)) == 30
    assert 'rel="next" href="?page=2"' in visitor.get("/events/").content.decode()
    assert len(titles(visitor, "?page=2")) == 10


def test_a_cancelled_date_stays_struck_out_with_the_word_and_the_reason(visitor: Client, three: None) -> None:
    event = dates_of_title("Leeds one")
    cancel_occurrence(occurrence=event, reason="The lift is broken", by="test")
    page = visitor.get("/events/").content.decode()
    assert "<s><bdi>Leeds one</bdi></s>" in page
    assert '<p class="left"><bdi>Cancelled</bdi></p>' in page
    assert "The lift is broken" in page


def dates_of_title(title: str) -> Occurrence:
    """Return the only date of an event."""
    return Occurrence.objects.get(event__title=title)


@pytest.mark.parametrize(
    ("places", "taken", "words"),
    [
        (None, 1, "Open to all"),
        (30, 1, "Places left"),
        (16, 1, "15 places left"),
        (2, 1, "1 place left"),
        (1, 1, "Full: waiting list open"),
    ],
)
def test_places_are_counted_when_few_are_left(
    visitor: Client, site_tree: HomePage, january: None, places: int | None, taken: int, words: str
) -> None:
    date = dates_of(make_event(site_tree, recurrence="", capacity=places))[0]
    for number in range(taken):
        book_place(occurrence=date, name="N", contact=Contact(email=f"n{number}@example.org"))
    assert re.findall(r'<p class="left[^"]*"><bdi>([^<]+)</bdi></p>', visitor.get("/events/").content.decode()) == [
        words
    ]


def test_a_date_may_say_something_else_than_its_series(visitor: Client, site_tree: HomePage, january: None) -> None:
    date = dates_of(make_event(site_tree, title="Live questions"))[1]
    leeds = Region.objects.create(name="Leeds", slug="leeds")
    change_occurrence(
        occurrence=date, title="Rights at home", format_override="in_person", venue_name="Hall 3", region=leeds,
        bsl_override=True, by="test",
    )  # fmt: skip
    assert titles(visitor, "?where=leeds") == ["Rights at home"]
    assert titles(visitor, "?access=bsl") == ["Rights at home"]
    assert "Hall 3" in visitor.get("/events/").content.decode()


def test_a_private_event_is_in_no_list(visitor: Client, site_tree: HomePage, january: None) -> None:
    make_event(site_tree, title="Committee", visibility="private")
    assert titles(visitor) == []
    assert "Committee" not in visitor.get("/events/?view=month&month=2027-02").content.decode()


def test_the_month_is_a_table_with_named_days(visitor: Client, three: None) -> None:
    page = visitor.get("/events/?view=month&month=2027-03").content.decode()
    assert '<th scope="col">Monday</th>' in page
    assert page.count("<td") == 35
    assert '<span class="hol">Good Friday</span>' in page
    assert "Clocks go forward" in page
    assert 'href="?month=2027-02&amp;view=month">' in page
    assert 'href="?month=2027-04&amp;view=month">' in page


@pytest.mark.parametrize(
    ("query", "month"),
    [("", "February 2027"), ("&childcare=free", "March 2027"), ("&topic=none-such", "February 2027")],
)
def test_the_month_opens_where_something_is_planned(visitor: Client, three: None, query: str, month: str) -> None:
    page = visitor.get(f"/events/?view=month{query}").content.decode()
    assert re.findall(r"<h1[^>]*>([^<]+)</h1>", page) == [month]


def test_without_any_date_the_month_is_this_one(visitor: Client, site_tree: HomePage, january: None) -> None:
    make_event(site_tree, title="Committee", visibility="private")
    assert re.findall(r"<h1[^>]*>([^<]+)</h1>", visitor.get("/events/?view=month").content.decode()) == ["January 2027"]


def test_a_moved_date_stands_on_both_days_of_the_month(visitor: Client, site_tree: HomePage, january: None) -> None:
    row = dates_of(make_event(site_tree, title="Stewards"))[2]
    move_occurrence(occurrence=row, to=datetime(2027, 2, 18, 18, 30), by="test")
    page = visitor.get("/events/?view=month&month=2027-02").content.decode()
    assert "<b>Moved</b> <s><bdi>Stewards</bdi></s>" in page
    assert "Moved to Thursday 18 February" in page
    assert "Moved from Tuesday 16 February" in page
    assert "4 trainings, all times UK time" in page


def test_a_skipped_date_was_never_there(visitor: Client, site_tree: HomePage, january: None) -> None:
    event = make_event(site_tree)
    skip_occurrence(occurrence=dates_of(event)[1], by="test")
    assert len(titles(visitor)) == 5
    assert "9 February" not in visitor.get(event.url).content.decode()


def test_several_whole_days_stand_in_each_of_them(visitor: Client, site_tree: HomePage, january: None) -> None:
    make_event(
        site_tree, title="Warm Homes week", recurrence="", all_day=True, duration_minutes=5 * 24 * 60,
        starts_local=datetime(2027, 10, 4), booking="none",
    )  # fmt: skip
    page = visitor.get("/events/?view=month&month=2027-10").content.decode()
    assert page.count('<b class="num">All day</b> <bdi>Warm Homes week</bdi>') == 5
    assert "DTSTART;VALUE=DATE:20271004" in visitor.get("/calendar/events.ics").content.decode()


def test_the_event_page_shows_the_access_block_in_its_order(visitor: Client, site_tree: HomePage) -> None:
    event = make_event(site_tree, captions="Written live by a person.")
    page = visitor.get(event.url).content.decode()
    block = page[page.index('<dl class="access">') : page.index("</dl>", page.index('<dl class="access">'))]
    assert re.findall(r"<dt>([^<]+)</dt>", block) == [
        "Step-free", "Toilets", "Hearing loop", "Captions", "BSL", "Quiet space", "Seating", "Light and noise",
        "Personal assistants", "Masks and air", "Travel", "Whom to ask", "Ask by",
    ]  # fmt: skip
    assert "Written live by a person." in block
    assert block.count("Not known yet. Ask us.") == 11


def test_the_day_to_ask_by_counts_working_days_without_bank_holidays(
    visitor: Client, site_tree: HomePage, january: None
) -> None:
    easter = make_event(site_tree, recurrence="", starts_local=datetime(2027, 4, 13, 18, 30))
    assert "Friday 19 March 2027 (15 working days before)" in visitor.get(easter.url).content.decode()


def test_a_page_in_arabic_reads_from_right_to_left(visitor: Client, site_tree: HomePage, january: None) -> None:
    event = make_event(site_tree, page_language="ar", title="الوحدة الثانية", recurrence="")
    page = visitor.get(event.url).content.decode()
    assert '<div dir="rtl">' in page
    assert '<h1><bdi lang="ar">الوحدة الثانية</bdi></h1>' in page


def test_the_data_block_cannot_be_left(visitor: Client, site_tree: HomePage, january: None) -> None:
    event = make_event(site_tree, title="</script><script>alert(1)</script>", lede="<!-- & -->")
    page = visitor.get(event.url).content.decode()
    assert "<script>alert" not in page
    assert r"\u003C/script\u003E" in page
    assert '"startDate": "2027-02-02T18:30+00:00"' in page


def test_the_next_trainings_are_cards_for_other_pages(site_tree: HomePage, three: None) -> None:
    assert [card.title for card in next_trainings(2)] == ["Online one", "Leeds one"]


def test_the_subscribe_page_has_every_way_in(visitor: Client, three: None) -> None:
    page = visitor.get("/calendar/")
    text = page.content.decode()
    assert page.cookies == {}
    assert 'href="webcal://testserver/calendar/events.ics"' in text
    assert "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Ftestserver%2Fcalendar%2Fevents.ics" in text
    assert "addfromweb?url=http%3A%2F%2Ftestserver%2Fcalendar%2Fevents.ics" in text
    assert "Google can take up to a day to show changes" in text

"""In the editor: the form of an event refuses what cannot be, its dates can be moved, skipped, cancelled, added."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.models import HomePage
from lms.accounts.models import User
from tests.webinars.events import dates_of, make_event, make_index
from webinars.models import EventPage, Occurrence, Registration
from webinars.services.booking import Contact, book_place
from webinars.services.changing_dates import cancel_occurrence

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    """Return the browser of somebody who edits the site."""
    return client_of(editor)


def form_of(event: EventPage, **changes: Any) -> dict[str, Any]:
    """Return what the editor's form of an event sends."""
    data = {
        "title": event.title,
        "slug": event.slug,
        "lede": event.lede,
        "starts_local": "2027-02-02 18:30",
        "duration_minutes": "90",
        "tz": "Europe/London",
        "recurrence_repeats": "weekly",
        "recurrence_days": ["TU"],
        "recurrence_ends": "count",
        "recurrence_count": "6",
        "recurrence_every": "",
        "recurrence_nth": "1",
        "recurrence_until": "",
        "recurrence_custom": "",
        "format": "online",
        "booking": "open",
        "capacity": "20",
        "access_places": "0",
        "visibility": "public",
        "page_language": "en",
        "request_days": "15",
        "languages": inline_formset([]),
        "comments": inline_formset([]),
        "action-publish": "1",
    }
    names = "step_free toilets hearing_loop captions bsl quiet_space seating lighting_noise"
    for name in f"{names} personal_assistants masks_air travel contact".split():
        data[name] = "Not known yet. Ask us."
    return nested_form_data(data | changes)


def edit(desk: Client, event: EventPage, **changes: Any) -> Any:
    """Send the form."""
    return desk.post(reverse("wagtailadmin_pages:edit", args=[event.pk]), form_of(event, **changes))


def test_an_event_is_changed_and_published_in_the_editor(desk: Client, training: EventPage) -> None:
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[training.pk]))
    assert page.status_code == 200
    assert 'name="recurrence_repeats"' in page.content.decode()
    assert 'value="2027-02-02 18:30"' in page.content.decode()
    answer = edit(desk, training, recurrence_count="8")
    assert answer.status_code == 302
    assert len(dates_of(training)) == 8


def test_a_new_event_is_made_in_the_editor(desk: Client, site_tree: HomePage, january: None) -> None:
    index = make_index(site_tree)
    blank = EventPage(title="New one", slug="new-one", lede="New.")
    answer = desk.post(reverse("wagtailadmin_pages:add", args=["webinars", "eventpage", index.pk]), form_of(blank))
    assert answer.status_code == 302
    assert len(dates_of(EventPage.objects.get(slug="new-one"))) == 6


HOSTILE = [
    ("RRULE:FREQ=WEEKLY;INTERVAL=0;COUNT=2;BYDAY=TU", "0 is not possible"),
    ("RRULE:FREQ=SECONDLY", "daily, weekly, monthly or yearly"),
    ("EXRULE:FREQ=SECONDLY\nRRULE:FREQ=DAILY;COUNT=2", "EXRULE"),
    ("RRULE:FREQ=DAILY;COUNT=1000000000", "Choose 1 to 200 dates"),
    ("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=2", "never produces a date"),
    ("hello RRULE:FREQ=DAILY", "Only RRULE"),
]


@pytest.mark.parametrize(("rule", "words"), HOSTILE)
def test_a_hostile_rule_is_refused_at_its_field_and_at_once(
    desk: Client, training: EventPage, rule: str, words: str
) -> None:
    edit(desk, training)
    training.recurrence = rule
    started = time.process_time()
    with pytest.raises(ValidationError, match=words):
        training.full_clean()
    assert time.process_time() - started < 0.3
    answer = edit(desk, training, recurrence_repeats="custom", recurrence_custom=rule)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert len(dates_of(training)) == 6


def test_an_empty_line_of_the_access_block_is_refused(desk: Client, training: EventPage) -> None:
    answer = edit(desk, training, captions="")
    assert answer.status_code == 200
    assert "This field is required." in answer.content.decode()


def test_the_dates_stand_in_a_table_with_what_to_notice(desk: Client, site_tree: HomePage, january: None) -> None:
    event = make_event(
        site_tree, starts_local=datetime(2027, 3, 22, 18, 30), recurrence="RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=MO"
    )
    page = desk.get(reverse("webinars:desk_dates", args=[event.pk])).content.decode()
    assert "Monday 22 March 2027, 6:30pm to 8pm UK time" in page
    assert "Easter Monday (England, Wales, Northern Ireland)" in page


@pytest.mark.parametrize(
    ("act", "more", "status", "start"),
    [
        ("move", {"to": "2027-02-11T19:00", "reason": "Snow"}, "planned", "11 19:00"),
        ("skip", {}, "skipped", "09 18:30"),
        ("cancel", {"reason": "Snow"}, "cancelled", "09 18:30"),
        ("keep", {"title": "With a guest"}, "planned", "09 18:30"),
    ],
)
def test_one_date_is_changed_with_a_plain_form(
    desk: Client, training: EventPage, act: str, more: dict[str, str], status: str, start: str
) -> None:
    row = dates_of(training)[1]
    answer = desk.post(reverse("webinars:desk_date", args=[row.pk]), {"act": act, "bsl_override": "unknown"} | more)
    assert answer.status_code == 302
    again = Occurrence.objects.get(pk=row.pk)
    assert (again.status, f"{again.starts_local:%d %H:%M}") == (status, start)
    assert again.title == more.get("title", "")
    assert again.bsl_override is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"act": "cancel"}, "Say why it is cancelled"),
        ({"act": "move"}, "Choose the new date and time"),
        ({"act": "move", "to": "2026-02-11T19:00"}, "11 February 2026 has passed"),
        ({"act": "move", "to": "2027-03-28T01:30"}, "an hour that does not exist"),
        ({"act": "restore"}, "Select a valid choice"),
    ],
)
def test_what_is_not_possible_comes_back_with_a_sentence(
    desk: Client, training: EventPage, data: dict[str, str], words: str
) -> None:
    row = dates_of(training)[1]
    answer = desk.post(reverse("webinars:desk_date", args=[row.pk]), data | {"notes": "kept words"})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "kept words" in answer.content.decode()
    assert Occurrence.objects.get(pk=row.pk).is_as_planned


def test_a_cancelled_date_can_be_put_back(desk: Client, training: EventPage) -> None:
    row = cancel_occurrence(occurrence=dates_of(training)[1], reason="Snow", by="test")
    desk.post(reverse("webinars:desk_date", args=[row.pk]), {"act": "restore"})
    assert Occurrence.objects.get(pk=row.pk).status == "planned"


def test_a_date_is_added_and_all_are_cancelled(desk: Client, training: EventPage, editor: User) -> None:
    desk.post(reverse("webinars:desk_add_date", args=[training.pk]), {"starts_local": "2027-05-01T10:00"})
    assert [row.is_extra for row in dates_of(training)] == [False] * 6 + [True]
    refused = desk.post(reverse("webinars:desk_cancel_all", args=[training.pk]), {"reason": ""})
    assert "Say why it is cancelled" in refused.content.decode()
    desk.post(reverse("webinars:desk_cancel_all", args=[training.pk]), {"reason": "No venue"})
    assert {(row.status, row.cancelled_by) for row in dates_of(training)} == {("cancelled", str(editor.public_id))}


def test_only_who_may_edit_the_event_sees_its_desk(
    training: EventPage, learner: User, client_of: Callable[[User], Client], visitor: Client
) -> None:
    path = reverse("webinars:desk_dates", args=[training.pk])
    assert visitor.get(path).status_code == 302
    assert client_of(learner).get(path).status_code == 302


def test_a_booked_event_is_not_deleted(desk: Client, training: EventPage, first_date: Occurrence) -> None:
    book_place(occurrence=first_date, name="N", contact=Contact(email="n@example.org"))
    desk.post(reverse("wagtailadmin_pages:delete", args=[training.pk]))
    assert EventPage.objects.filter(pk=training.pk).exists()


@pytest.fixture
def booked(first_date: Occurrence) -> Registration:
    """Return a booking whose name would be a formula in a spreadsheet."""
    return book_place(
        occurrence=first_date, name="=cmd()", contact=Contact(phone="+441134960000"), needs=["bsl"], note="zebra"
    ).registration


def test_coordinators_read_and_export_bookings_without_needs(
    organiser: User, booked: Registration, client_of: Callable[[User], Client]
) -> None:
    organiser.user_permissions.add(Permission.objects.get(codename="view_registration"))
    desk = client_of(organiser)
    page = desk.get(reverse("bookings:index"))
    assert page.status_code == 200
    assert booked.reference in page.content.decode()
    sheet = b"".join(desk.get(reverse("bookings:index") + "?export=csv").streaming_content).decode()
    assert "'=cmd()" in sheet
    assert "'+441134960000" in sheet
    assert "zebra" not in sheet + page.content.decode()
    assert "bsl" not in sheet.lower()


@pytest.mark.parametrize("name", ["add", "edit", "delete"])
def test_nobody_writes_a_booking_by_hand(desk: Client, booked: Registration, name: str) -> None:
    args = [] if name == "add" else [booked.pk]
    answer = desk.get(reverse(f"bookings:{name}", args=args))
    assert answer.status_code == 302
    assert Registration.objects.get().name == "=cmd()"

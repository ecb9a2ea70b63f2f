"""Dates are rows: made at publishing, moved, skipped, cancelled and added through one door each, seen in the feed."""

import logging
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from cms.models import HomePage
from tests.webinars.events import TUESDAY, dates_of, make_event
from webinars.errors import DateRefused
from webinars.models import CalendarEntry, EventPage, FeedRevision, Occurrence, Registration
from webinars.services.booking import Contact, book_place
from webinars.services.changing_dates import (
    add_extra_date,
    cancel_event,
    cancel_occurrence,
    change_occurrence,
    move_occurrence,
    restore_occurrence,
    skip_occurrence,
)
from webinars.services.materialising import materialise_occurrences

pytestmark = pytest.mark.django_db
MARCH = datetime(2027, 3, 16, 18, 30)


def publish(event: EventPage, **fields: object) -> EventPage:
    """Change an event the way an editor does."""
    for name, value in fields.items():
        setattr(event, name, value)
    event.save_revision().publish()
    return EventPage.objects.get(pk=event.pk)


def feed(path: str = "") -> icalendar.Calendar:
    """Return the public feed, read back by somebody else's library."""
    return icalendar.Calendar.from_ical(Client().get(path or reverse("webinars:feed")).content)


def entries() -> dict[str, tuple[int, str, str]]:
    """Return SEQUENCE, STATUS and SUMMARY of each VEVENT, by UID and RECURRENCE-ID."""
    return {
        f"{e['UID']}{' ' + e['RECURRENCE-ID'].dt.strftime('%d %b') if 'RECURRENCE-ID' in e else ''}": (
            int(e["SEQUENCE"]),
            str(e["STATUS"]),
            str(e["SUMMARY"]),
        )
        for e in feed().walk("VEVENT")
    }


def test_publishing_makes_every_date_in_wall_time(site_tree: HomePage, january: None) -> None:
    event = make_event(site_tree, starts_local=MARCH, recurrence="RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU")
    assert [
        (row.starts_local.strftime("%d %b %H:%M"), row.starts_at.strftime("%H:%MZ")) for row in dates_of(event)
    ] == [
        ("16 Mar 18:30", "18:30Z"),
        ("23 Mar 18:30", "18:30Z"),
        ("30 Mar 18:30", "17:30Z"),
        ("06 Apr 18:30", "17:30Z"),
    ]


def test_publishing_again_changes_nothing(training: EventPage) -> None:
    before = list(Occurrence.objects.values_list("pk", "starts_at"))
    number = FeedRevision.objects.get().number
    told = list(CalendarEntry.objects.values_list("sequence", "changed_at", "ical_bytes"))
    publish(training)
    assert list(Occurrence.objects.values_list("pk", "starts_at")) == before
    assert [
        (s, c, bytes(b)) for s, c, b in CalendarEntry.objects.values_list("sequence", "changed_at", "ical_bytes")
    ] == [(s, c, bytes(b)) for s, c, b in told]
    assert FeedRevision.objects.get().number == number


def test_a_summer_date_keeps_its_wall_time_through_revisions(site_tree: HomePage, january: None) -> None:
    event = make_event(site_tree, starts_local=datetime(2027, 7, 6, 18, 30), recurrence="")
    again = publish(event)
    assert again.starts_local == datetime(2027, 7, 6, 18, 30)
    assert dates_of(again)[0].starts_at == datetime(2027, 7, 6, 17, 30, tzinfo=UTC)


def test_a_typo_changes_the_bytes_but_not_the_sequence(training: EventPage) -> None:
    assert entries()[training.uid][0] == 0
    publish(training, lede="Look after people at a march.")
    assert entries()[training.uid][0] == 0
    assert "at a march" in str(feed().walk("VEVENT")[0]["DESCRIPTION"])


def test_a_new_time_raises_the_sequence_and_bookings_follow(training: EventPage, first_date: Occurrence) -> None:
    book_place(occurrence=first_date, name="N", contact=Contact(email="n@example.org"))
    publish(training, starts_local=TUESDAY.replace(hour=19))
    assert [row.starts_local.hour for row in dates_of(training)] == [19] * 6
    assert Registration.objects.get().occurrence.starts_local == TUESDAY.replace(hour=19)
    assert entries()[training.uid][0] == 1


def test_a_booked_date_that_the_rule_drops_stays_as_an_extra_date(training: EventPage) -> None:
    last = dates_of(training)[-1]
    book_place(occurrence=last, name="N", contact=Contact(email="n@example.org"))
    publish(training, recurrence="RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU")
    rows = dates_of(training)
    assert [(row.starts_local.day, row.is_extra) for row in rows] == [(2, False), (9, False), (16, False), (9, True)]
    assert Registration.objects.get().occurrence_id == last.pk


def test_moving_one_date_is_an_override_and_never_an_exdate(training: EventPage, first_date: Occurrence) -> None:
    row = dates_of(training)[2]
    move_occurrence(occurrence=row, to=datetime(2027, 2, 18, 19, 0), reason="The trainer is away.", by="test")
    master, override = feed().walk("VEVENT")
    assert "EXDATE" not in master
    assert override["RECURRENCE-ID"].dt.strftime("%Y-%m-%d %H:%M") == "2027-02-16 18:30"
    assert override["RECURRENCE-ID"].params["TZID"] == "Europe/London"
    assert override["DTSTART"].dt.strftime("%Y-%m-%d %H:%M") == "2027-02-18 19:00"
    assert int(override["SEQUENCE"]) > int(master["SEQUENCE"])


def test_skipping_is_an_exdate_and_nothing_else(training: EventPage) -> None:
    skip_occurrence(occurrence=dates_of(training)[1], by="test")
    (master,) = feed().walk("VEVENT")
    assert [moment.dt.strftime("%Y-%m-%d %H:%M") for moment in master["EXDATE"].dts] == ["2027-02-09 18:30"]
    assert int(master["SEQUENCE"]) == 1


def test_cancelling_one_date_stays_visible_with_its_reason(training: EventPage, visitor: Client) -> None:
    row = dates_of(training)[1]
    cancel_occurrence(occurrence=row, reason="The lift is broken", by="test")
    _, override = feed().walk("VEVENT")
    assert (str(override["STATUS"]), str(override["TRANSP"])) == ("CANCELLED", "TRANSPARENT")
    assert str(override["SUMMARY"]) == "Cancelled: Stewarding training 1"
    assert str(override["DESCRIPTION"]).startswith("The lift is broken\n")
    page = visitor.get(training.url).content.decode()
    assert "Tuesday 9 February is cancelled." in page
    assert "The lift is broken" in page


def test_cancelling_needs_a_reason(first_date: Occurrence) -> None:
    with pytest.raises(DateRefused, match="Say why it is cancelled"):
        cancel_occurrence(occurrence=first_date, reason=" ", by="test")
    assert Occurrence.objects.get(pk=first_date.pk).status == "planned"


@pytest.mark.parametrize("fields", [{"cancelled_by": ""}, {"reason": ""}, {"cancelled_at": None}])
def test_the_database_holds_cancellation_reason_and_person_together(
    first_date: Occurrence, fields: dict[str, object]
) -> None:
    values: dict[str, object] = {
        "status": "cancelled",
        "reason": "Lift",
        "cancelled_at": datetime(2027, 1, 4, tzinfo=UTC),
        "cancelled_by": "x",
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Occurrence.objects.filter(pk=first_date.pk).update(**values | fields)


def test_cancelling_a_whole_series_cancels_its_master(training: EventPage) -> None:
    assert cancel_event(event=training, reason="No venue", by="test") == 6
    assert entries() == {training.uid: (1, "CANCELLED", "Cancelled: Stewarding training 1")}


def test_cancelling_a_one_off_cancels_its_only_entry(site_tree: HomePage, january: None) -> None:
    event = make_event(site_tree, recurrence="")
    cancel_occurrence(occurrence=dates_of(event)[0], reason="Lift", by="test")
    assert entries() == {event.uid: (1, "CANCELLED", "Cancelled: Stewarding training 1")}


def test_an_extra_date_has_its_own_uid_and_no_recurrence_id(training: EventPage) -> None:
    row = add_extra_date(event=training, starts_local=datetime(2027, 4, 3, 10, 0), title="Repeat", by="test")
    assert entries() == {
        training.uid: (0, "CONFIRMED", "Stewarding training 1"),
        row.uid: (0, "CONFIRMED", "Repeat"),
    }
    assert add_extra_date(event=training, starts_local=datetime(2027, 4, 3, 10, 0), by="test").pk == row.pk


def test_an_override_stays_above_its_series(training: EventPage) -> None:
    rows = dates_of(training)
    change_occurrence(occurrence=rows[1], title="With a guest", by="test")
    for row in rows[2:5]:
        skip_occurrence(occurrence=row, by="test")
    told = entries()
    assert told[training.uid][0] == 3
    assert told[f"{training.uid} 09 Feb"][0] == 4


def test_putting_a_date_back_brings_it_back(training: EventPage) -> None:
    row = dates_of(training)[1]
    skip_occurrence(occurrence=row, by="test")
    restore_occurrence(occurrence=row, by="test")
    (master,) = feed().walk("VEVENT")
    assert "EXDATE" not in master
    assert int(master["SEQUENCE"]) == 2


def test_a_booked_date_cannot_be_skipped(first_date: Occurrence) -> None:
    book_place(occurrence=first_date, name="N", contact=Contact(email="n@example.org"))
    with pytest.raises(DateRefused, match="People have booked this date"):
        skip_occurrence(occurrence=first_date, by="test")


def test_moving_and_cancelling_tell_only_who_booked_that_date_and_once(
    training: EventPage, django_capture_on_commit_callbacks: object
) -> None:
    first, second, *_ = dates_of(training)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        book_place(occurrence=first, name="A", contact=Contact(email="a@example.org"))
        book_place(occurrence=second, name="B", contact=Contact(email="b@example.org"))
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        move_occurrence(occurrence=first, to=datetime(2027, 2, 4, 18, 30), reason="Snow.", by="test")
        cancel_occurrence(occurrence=second, reason="Snow", by="test")
        cancel_occurrence(occurrence=second, reason="Snow", by="test")
    assert sorted((message.to[0], message.subject) for message in mail.outbox) == [
        ("a@example.org", "New date: Stewarding training 1"),
        ("b@example.org", "Cancelled: Stewarding training 1"),
    ]
    moved = next(message for message in mail.outbox if message.to == ["a@example.org"])
    assert "It was planned for Tuesday 2 February 2027" in moved.body
    assert "Thursday 4 February 2027" in moved.body


@pytest.mark.parametrize(
    ("to", "words"),
    [
        (datetime(2027, 3, 28, 1, 30), "On Sunday 28 March 2027 it starts at 1:30am, an hour that does not exist"),
        (datetime(2027, 10, 31, 0, 15), "On Sunday 31 October 2027 it ends at 1:45am, an hour that happens twice"),
        (datetime(2027, 2, 9, 18, 30), "There is already a date on Tuesday 9 February 2027"),
    ],
)
def test_a_date_cannot_move_into_a_clock_change_or_onto_another(
    first_date: Occurrence, to: datetime, words: str
) -> None:
    with pytest.raises(DateRefused, match=words):
        move_occurrence(occurrence=first_date, to=to, by="test")


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"recurrence": "RRULE:FREQ=WEEKLY;INTERVAL=0;COUNT=2;BYDAY=TU"}, "recurrence", "0 is not possible"),
        ({"recurrence": "RRULE:FREQ=SECONDLY"}, "recurrence", "daily, weekly, monthly or yearly"),
        ({"recurrence": "RRULE:FREQ=WEEKLY;BYDAY=TU"}, "recurrence", "Say when the dates end"),
        ({"recurrence": "RRULE:FREQ=WEEKLY;COUNT=1000000000;BYDAY=TU"}, "recurrence", "Choose 1 to 200 dates"),
        ({"recurrence": "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=WE"}, "starts_local", "The first date is a Tuesday"),
        ({"starts_local": datetime(2027, 3, 28, 1, 30), "recurrence": ""}, "starts_local", "Sunday 28 March 2027"),
        ({"starts_local": datetime(2027, 10, 31, 1, 30), "recurrence": ""}, "starts_local", "happens twice"),
        ({"tz": "Mars/Olympus"}, "tz", "time zone"),
        ({"captions": ""}, "captions", "blank"),
        ({"format": "in_person", "venue_name": "", "address": ""}, "venue_name", "Say where people meet"),
    ],
)
def test_an_impossible_event_is_refused_at_its_field(
    training: EventPage, fields: dict[str, object], field: str, words: str
) -> None:
    for name, value in fields.items():
        setattr(training, name, value)
    with pytest.raises(ValidationError) as refusal:
        training.full_clean()
    assert list(refusal.value.message_dict) == [field]
    assert words in " ".join(refusal.value.message_dict[field])


def test_dates_that_have_passed_cannot_change(site_tree: HomePage) -> None:
    with time_machine.travel(datetime(2027, 1, 4, tzinfo=UTC), tick=False):
        event = make_event(site_tree)
    with time_machine.travel(datetime(2027, 2, 12, tzinfo=UTC), tick=False):
        event.starts_local = TUESDAY.replace(hour=19)
        with pytest.raises(ValidationError, match="Dates that have passed cannot change"):
            event.full_clean()


def test_one_wall_time_of_an_event_is_one_row(training: EventPage, first_date: Occurrence) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Occurrence.objects.create(
            event=training,
            original_local=first_date.original_local,
            starts_at=first_date.starts_at,
            ends_at=first_date.ends_at,
        )


def test_a_hostile_rule_in_the_database_hangs_nothing(
    training: EventPage, visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    before = visitor.get(reverse("webinars:feed")).content
    for rule in (
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=DAILY;INTERVAL=0",
        "hello",
        "EXRULE:FREQ=SECONDLY\nRRULE:FREQ=DAILY",
    ):
        EventPage.objects.filter(pk=training.pk).update(recurrence=rule)
        hostile = EventPage.objects.get(pk=training.pk)
        with caplog.at_level(logging.WARNING, "webinars"):
            assert materialise_occurrences(event=hostile) == 0
        assert visitor.get(training.url).status_code == 200
        assert visitor.get("/events/").status_code == 200
        assert visitor.get(reverse("webinars:feed")).content == before
    assert len([r for r in caplog.records if r.getMessage().startswith("occurrences.rule_refused")]) == 4


def test_an_open_ended_series_is_made_18_months_ahead(site_tree: HomePage, january: None) -> None:
    event = make_event(site_tree, recurrence="RRULE:FREQ=WEEKLY;BYDAY=TU", open_ended=True)
    last = dates_of(event)[-1]
    assert timedelta(days=540) < last.starts_at - datetime(2027, 1, 4, tzinfo=UTC) <= timedelta(days=551)
    (master,) = feed().walk("VEVENT")
    assert "UNTIL" not in master["RRULE"]
    assert "COUNT" not in master["RRULE"]


def test_the_feed_expands_to_the_same_instants_as_the_rows(training: EventPage) -> None:
    rows = dates_of(training)
    move_occurrence(occurrence=rows[2], to=datetime(2027, 2, 18, 19, 0), by="test")
    skip_occurrence(occurrence=rows[3], by="test")
    planned = sorted(row.starts_at for row in Occurrence.objects.planned())
    master, override = feed().walk("VEVENT")
    from_feed = expand(master) - {override["RECURRENCE-ID"].dt.astimezone(UTC)}
    assert sorted(from_feed | {override["DTSTART"].dt.astimezone(UTC)}) == planned


def expand(master: icalendar.Event) -> set[datetime]:
    """Return the instants of a master by plain arithmetic: weekly, COUNT, without EXDATEs."""
    start, count = master["DTSTART"].dt, master["RRULE"]["COUNT"][0]
    skipped = {moment.dt for moment in master["EXDATE"].dts}
    walls = [start + timedelta(weeks=number) for number in range(count)]
    return {wall.astimezone(UTC) for wall in walls if wall not in skipped}

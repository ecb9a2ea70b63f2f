"""From the event's page to a place: form, answer, e-mail, giving it up. No account, no cookie."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from webinars.models import AccessNeed, BookingConsent, EventPage, ManageLink, Occurrence, Registration
from webinars.services.changing_dates import cancel_occurrence, change_occurrence

pytestmark = pytest.mark.django_db

ANSWERS = {"name": "Noor", "contact": "Noor@Example.org", "client_uuid": "7e1f7f5e-94a1-4e0c-9b8f-5f6c7f6c2a11"}


def form_of(date: Occurrence) -> str:
    """Return the address of a date's booking form."""
    return reverse("webinars:book", args=[date.pk])


@pytest.fixture
def send(visitor: Client, django_capture_on_commit_callbacks: Any) -> Any:
    """Return a function that sends the booking form as a visitor and lets the worker do its part."""

    def sender(date: Occurrence, **answers: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return visitor.post(form_of(date), ANSWERS | answers)

    return sender


def manage_path() -> str:
    """Return the path of the link in the newest e-mail."""
    found = re.search(r"http://testserver(/bookings/manage/\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


def test_the_event_page_leads_to_the_form(visitor: Client, training: EventPage, first_date: Occurrence) -> None:
    page = visitor.get(training.url)
    assert page.status_code == 200
    assert f'href="{form_of(first_date)}"' in page.content.decode()
    form = visitor.get(form_of(first_date))
    assert form.status_code == 200
    assert form["Cache-Control"] == "private, no-store"
    assert form.cookies == {}


def test_a_place_is_booked_without_an_account(visitor: Client, first_date: Occurrence, send: Any) -> None:
    answer = send(first_date)
    assert answer.status_code == 302
    assert answer.cookies == {}
    registration = Registration.objects.get()
    assert (registration.status, registration.email, registration.user) == ("confirmed", "noor@example.org", None)
    done = visitor.get(answer["Location"])
    assert registration.reference in done.content.decode()
    assert "You are coming" in done.content.decode()


def test_the_mail_says_when_and_brings_the_date_as_a_file(first_date: Occurrence, send: Any) -> None:
    send(first_date)
    (message,) = mail.outbox
    assert message.to == ["noor@example.org"]
    assert "Tuesday 2 February 2027, 6:30pm to 8pm UK time" in message.body
    name, content, kind = message.attachments[0]
    assert (name, kind) == ("training.ics", "text/calendar")
    assert "DTSTART;TZID=Europe/London:20270202T183000" in content


def test_the_link_in_the_mail_is_kept_as_a_hash_only(first_date: Occurrence, send: Any) -> None:
    send(first_date)
    token = manage_path().rstrip("/").rsplit("/", 1)[1]
    (link,) = ManageLink.objects.all()
    assert token not in link.token_hash
    assert len(token) >= 43


def test_looking_at_the_link_changes_nothing_and_sending_gives_the_place_up(
    visitor: Client, first_date: Occurrence, send: Any, django_capture_on_commit_callbacks: Any
) -> None:
    send(first_date)
    path = manage_path()
    assert "You have a place" in visitor.get(path).content.decode()
    assert Registration.objects.get().status == "confirmed"
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(path, {"act": "cancel"})
    assert Registration.objects.get().status == "cancelled"
    assert mail.outbox[-1].subject == "You have given up your place: Stewarding training 1"
    again = visitor.get(path)
    assert "This booking is cancelled." in again.content.decode()


def test_giving_up_twice_is_giving_up_once(visitor: Client, first_date: Occurrence, send: Any) -> None:
    send(first_date)
    path = manage_path()
    visitor.post(path, {"act": "cancel"})
    first = Registration.objects.get().cancelled_at
    visitor.post(path, {"act": "cancel"})
    assert Registration.objects.get().cancelled_at == first


def test_a_forged_link_explains_itself(visitor: Client, first_date: Occurrence) -> None:
    answer = visitor.get(reverse("webinars:manage_booking", args=["forged"]))
    assert answer.status_code == 404
    assert "This link does not work" in answer.content.decode()
    assert 'href="/events/"' in answer.content.decode()


def test_a_link_ends_with_its_training(visitor: Client, first_date: Occurrence, send: Any) -> None:
    send(first_date)
    Occurrence.objects.filter(pk=first_date.pk).update(starts_at="2026-01-01T10:00Z", ends_at="2026-01-01T11:00Z")
    answer = visitor.get(manage_path())
    assert answer.status_code == 410
    assert "This link has ended" in answer.content.decode()


def test_a_receipt_cannot_be_made_up(visitor: Client, first_date: Occurrence, send: Any) -> None:
    good = send(first_date)["Location"]
    assert visitor.get(good.rstrip("/")[:-3] + "abc/").status_code == 404


def test_a_full_date_offers_the_waiting_list_with_the_same_form(
    visitor: Client, first_date: Occurrence, send: Any
) -> None:
    change_occurrence(occurrence=first_date, capacity_override=1, by="test")
    send(first_date)
    page = visitor.get(form_of(first_date)).content.decode()
    assert "Join the waiting list" in page
    answer = send(first_date, name="Ola", contact="ola@example.org", client_uuid="")
    assert "You are on the waiting list" in visitor.get(answer["Location"]).content.decode()
    assert "You are number 1 on the waiting list" in mail.outbox[-1].body


def test_a_freed_place_goes_to_the_first_in_the_list_who_is_told(
    visitor: Client, first_date: Occurrence, send: Any, django_capture_on_commit_callbacks: Any
) -> None:
    change_occurrence(occurrence=first_date, capacity_override=1, by="test")
    send(first_date)
    path = manage_path()
    for name in ("ola", "pat"):
        send(first_date, name=name, contact=f"{name}@example.org", client_uuid="")
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(path, {"act": "cancel"})
    assert list(Registration.objects.order_by("pk").values_list("email", "status")) == [
        ("noor@example.org", "cancelled"),
        ("ola@example.org", "confirmed"),
        ("pat@example.org", "waiting"),
    ]
    assert [message.to for message in mail.outbox if message.subject.startswith("A place is free")] == [
        ["ola@example.org"]
    ]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Write a name we can call you"),
        ("name", "x" * 81, "Write a shorter name: 80 letters at most"),
        ("contact", "", "Write one way to reach you: an e-mail address or a phone number"),
        ("contact", "calder.example.org", "This e-mail needs an @, like name@example.org"),
        ("contact", "a@b", "Check this e-mail address: it should look like name@example.org"),
        ("contact", "12345", "Write the phone number with 7 to 15 digits, like 0113 496 0000"),
        ("website", "https://spam.example", "Leave the last box empty: it is there to stop robots"),
    ],
)
def test_an_error_is_named_and_every_answer_kept(
    visitor: Client, first_date: Occurrence, send: Any, field: str, value: str, sentence: str
) -> None:
    answer = send(first_date, note="a chair with arms", needs=["easy_read"], **{field: value})
    page = answer.content.decode()
    assert Registration.objects.count() == 0
    assert "<title>Error: " in page
    assert page.count(sentence) == 2
    assert "a chair with arms" in page
    assert 'value="easy_read" checked' in re.sub(r' id="[^"]+"', "", page)


def test_a_phone_number_is_enough_and_gets_no_mail(visitor: Client, first_date: Occurrence, send: Any) -> None:
    answer = send(first_date, contact="0113 496 0000")
    assert Registration.objects.get().phone == "+441134960000"
    assert mail.outbox == []
    assert "somebody from the team rings or texts you" in visitor.get(answer["Location"]).content.decode()


def test_a_phone_number_may_be_typed_in_arabic_digits(first_date: Occurrence, send: Any) -> None:
    send(first_date, contact="٠١١٣ ٤٩٦ ٠٠٠٠")
    assert Registration.objects.get().phone == "+441134960000"


def test_a_booking_for_a_cancelled_date_is_refused_with_the_answers_kept(first_date: Occurrence, send: Any) -> None:
    cancel_occurrence(occurrence=first_date, reason="The lift is broken", by="test")
    answer = send(first_date, note="a chair with arms")
    assert answer.status_code == 409
    assert "This date is cancelled: The lift is broken." in answer.content.decode()
    assert "a chair with arms" in answer.content.decode()
    assert Registration.objects.count() == 0


def test_a_started_date_closes_its_form(visitor: Client, first_date: Occurrence) -> None:
    Occurrence.objects.filter(pk=first_date.pk).update(starts_at="2027-01-04T08:30Z", ends_at="2027-01-04T10:00Z")
    page = visitor.get(form_of(first_date)).content.decode()
    assert "This training has already started" in page
    assert '<input type="text" name="name"' not in page


@pytest.mark.parametrize(("mode", "words"), [("none", "You do not need to book"), ("closed", "by invitation")])
def test_an_event_without_booking_says_how_one_gets_in(
    visitor: Client, training: EventPage, first_date: Occurrence, mode: str, words: str
) -> None:
    EventPage.objects.filter(pk=training.pk).update(booking=mode)
    assert words in visitor.get(form_of(first_date)).content.decode()


def test_the_same_contact_again_gets_the_same_answer_and_the_mail_again(
    visitor: Client, first_date: Occurrence, send: Any
) -> None:
    first = send(first_date)
    again = send(first_date, client_uuid="", name="Somebody else")
    assert Registration.objects.count() == 1
    assert [message.subject for message in mail.outbox] == ["You have a place: Stewarding training 1"] * 2
    pages = [re.sub(r"\s+", " ", visitor.get(answer["Location"]).content.decode()) for answer in (first, again)]
    assert pages[0] == pages[1]


def test_somebody_elses_address_tells_nothing_about_them(visitor: Client, first_date: Occurrence, send: Any) -> None:
    change_occurrence(occurrence=first_date, capacity_override=1, by="test")
    send(first_date)
    pages = []
    for contact in ("noor@example.org", "new@example.org"):
        answer = send(first_date, contact=contact, client_uuid="")
        pages.append(visitor.get(answer["Location"]).content.decode())
    assert [re.sub(r"BRICK-[A-Z0-9-]+", "BRICK", page) for page in pages] == [
        re.sub(r"BRICK-[A-Z0-9-]+", "BRICK", pages[0])
    ] * 2


def test_the_mail_is_not_sent_again_without_end(first_date: Occurrence, send: Any) -> None:
    for _ in range(8):
        send(first_date, client_uuid="")
    assert len(mail.outbox) == 4


def test_the_same_form_after_giving_up_does_not_book_again(visitor: Client, first_date: Occurrence, send: Any) -> None:
    send(first_date)
    visitor.post(manage_path(), {"act": "cancel"})
    answer = send(first_date)
    assert "You have given up your place" in visitor.get(answer["Location"]).content.decode()
    assert Registration.objects.get().status == "cancelled"


def test_needs_and_consents_stand_apart_and_never_in_a_mail(first_date: Occurrence, send: Any) -> None:
    send(first_date, needs=["bsl"], note="I lip-read zebra", consents=["remind", "news"])
    need = AccessNeed.objects.get()
    assert (need.kinds, need.note, need.delete_on.isoformat()) == (["bsl"], "I lip-read zebra", "2027-02-16")
    assert sorted(BookingConsent.objects.values_list("purpose", "wording_version", "source")) == [
        ("news", "2026-11", "booking form"),
        ("remind", "2026-11", "booking form"),
    ]
    whole = mail.outbox[0].message().as_string()
    assert "zebra" not in whole
    assert "bsl" not in mail.outbox[0].body.lower()


def test_the_form_says_when_needs_are_deleted_and_ticks_no_consent(visitor: Client, first_date: Occurrence) -> None:
    page = visitor.get(form_of(first_date)).content.decode()
    assert "We delete it on Tuesday 16 February 2027." in page
    form = page[page.index('<form method="post" novalidate') :].split("</form>")[0]
    assert form.count('type="checkbox"') > 5
    assert " checked" not in form


def test_a_consent_is_taken_back_with_one_tap(visitor: Client, first_date: Occurrence, send: Any) -> None:
    send(first_date, consents=["news"])
    path = manage_path()
    assert "Take this back" in visitor.get(path).content.decode()
    visitor.post(path, {"act": "news"})
    assert BookingConsent.objects.get().withdrawn_at is not None
    assert "Take this back" not in visitor.get(path).content.decode()


def test_many_forms_from_one_place_have_to_wait(
    visitor: Client, first_date: Occurrence, send: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webinars.views.booking.FORMS", 2)
    codes = [send(first_date, contact=f"p{n}@example.org", client_uuid="").status_code for n in range(3)]
    assert codes == [302, 302, 429]
    assert Registration.objects.count() == 2


def test_a_private_date_does_not_exist_for_strangers(
    visitor: Client, training: EventPage, first_date: Occurrence
) -> None:
    EventPage.objects.filter(pk=training.pk).update(visibility="private")
    assert visitor.get(form_of(first_date)).status_code == 404
    assert visitor.get(training.url).status_code == 404
    assert visitor.get(reverse("webinars:date_file", args=[first_date.pk])).status_code == 404


def test_a_signed_in_person_finds_the_booking_again(
    learner: Any, client_of: Any, first_date: Occurrence, training: EventPage
) -> None:
    client_of(learner).post(form_of(first_date), ANSWERS)
    assert Registration.objects.get().user == learner

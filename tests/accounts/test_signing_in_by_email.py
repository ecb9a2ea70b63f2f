"""One form for everybody: a code and a link by e-mail, fifteen minutes, once."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from lms.accounts.models import SignInRequest, User
from tests.accounts.conftest import Who, ask_for_code, newest_code, newest_link, sign_in

pytestmark = pytest.mark.django_db


def test_somebody_known_signs_in_with_the_code(visitor: Client, learner: User, who: Who) -> None:
    assert sign_in(visitor, "ama@example.org") == "/my-learning/"
    assert who(visitor) == learner


def test_capitals_and_spaces_do_not_matter(visitor: Client, learner: User, who: Who) -> None:
    page = ask_for_code(visitor, " AMA@Example.org ")
    visitor.post(page, {"code": f" {newest_code().replace(' ', '-')} "})
    assert who(visitor) == learner


def test_somebody_new_is_made_when_the_address_is_proved_and_not_before(visitor: Client, who: Who) -> None:
    page = ask_for_code(visitor, "new@example.org")
    assert User.objects.count() == 0
    visitor.post(page, {"code": newest_code()})
    person = who(visitor)
    assert person is not None
    assert (person.email, person.is_guest) == ("new@example.org", False)


def test_the_mail_holds_a_code_and_a_link_to_the_configured_address(visitor: Client) -> None:
    ask_for_code(visitor, "new@example.org")
    message = mail.outbox[-1]
    assert (message.to, message.subject) == (["new@example.org"], "Your sign-in code")
    assert newest_code()
    assert newest_link()


def test_a_wrong_host_never_reaches_a_mail(visitor: Client) -> None:
    response = visitor.post("/account/sign-in/", {"email": "new@example.org"}, HTTP_HOST="evil.example")
    assert response.status_code == 400
    assert mail.outbox == []


def test_opening_the_link_signs_nobody_in_and_its_button_does(visitor: Client, learner: User, who: Who) -> None:
    ask_for_code(visitor, "ama@example.org")
    other_phone = Client()
    response = other_phone.get(newest_link())
    assert (response.status_code, response.cookies) == (200, {})
    assert response["Referrer-Policy"] == "same-origin"
    assert who(other_phone) is None
    other_phone.post(newest_link())
    assert who(other_phone) == learner


def test_code_and_link_work_once_between_them(visitor: Client, learner: User, who: Who) -> None:
    page = ask_for_code(visitor, "ama@example.org")
    code, link = newest_code(), newest_link()
    visitor.post(page, {"code": code})
    late = Client()
    for response in (late.get(link), late.post(link), late.post(page, {"code": code})):
        assert response.status_code == 410
        assert b"was used already" in response.content
    assert who(late) is None


def test_after_fifteen_minutes_both_say_that_they_are_too_old(visitor: Client, learner: User, who: Who) -> None:
    page = ask_for_code(visitor, "ama@example.org")
    code, link = newest_code(), newest_link()
    with time_machine.travel(timezone.now() + timedelta(minutes=15), tick=False):
        for response in (visitor.get(link), visitor.post(link), visitor.post(page, {"code": code})):
            assert response.status_code == 410
            assert b"older than 15 minutes" in response.content
    assert who(visitor) is None


def test_a_forged_link_explains_itself(visitor: Client) -> None:
    response = visitor.get("/account/link/forged/")
    assert response.status_code == 404
    assert b"Copy the whole of it" in response.content


def test_five_wrong_codes_end_the_request(visitor: Client, learner: User, who: Who) -> None:
    page = ask_for_code(visitor, "ama@example.org")
    wrong = "0000 0000" if newest_code() != "0000 0000" else "1111 1111"
    answers = [visitor.post(page, {"code": wrong}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 410]
    assert b"you have 4 tries left" in answers[0].content
    assert b"you have 1 try left" in answers[3].content
    assert visitor.post(page, {"code": newest_code()}).status_code == 410
    assert who(visitor) is None


def test_the_code_of_another_request_is_wrong(visitor: Client, learner: User, other_learner: User, who: Who) -> None:
    ask_for_code(visitor, "bryn@example.org")
    theirs = newest_code()
    page = ask_for_code(visitor, "ama@example.org")
    if newest_code() == theirs:
        SignInRequest.objects.filter(email="ama@example.org").update(code_hash="x")
    assert visitor.post(page, {"code": theirs}).status_code == 422
    assert who(visitor) is None


def test_an_unknown_address_is_answered_like_a_known_one(learner: User) -> None:
    known, unknown = Client(), Client()
    pages = [ask_for_code(known, "ama@example.org"), ask_for_code(unknown, "eve@example.org")]
    bodies = [
        browser.get(page).content.replace(email, b"EMAIL").replace(page.encode(), b"PAGE")
        for browser, page, email in ((known, pages[0], b"ama@example.org"), (unknown, pages[1], b"eve@example.org"))
    ]
    assert bodies[0] == bodies[1]
    assert len(mail.outbox) == 2
    assert str(mail.outbox[0].body).count("\n") == str(mail.outbox[1].body).count("\n")
    wrong = [
        browser.post(page, {"code": "12"}).status_code for browser, page in ((known, pages[0]), (unknown, pages[1]))
    ]
    assert wrong == [422, 422]


def test_neither_code_nor_link_is_kept_as_it_is(visitor: Client) -> None:
    ask_for_code(visitor, "new@example.org")
    row = " ".join(str(value) for value in SignInRequest.objects.values_list().get())
    assert newest_code().replace(" ", "") not in row
    assert newest_link().split("/")[-2] not in row


def test_somebody_locked_out_is_told_so(visitor: Client, learner: User, who: Who) -> None:
    learner.is_active = False
    learner.save()
    page = ask_for_code(visitor, "ama@example.org")
    response = visitor.post(page, {"code": newest_code()})
    assert response.status_code == 410
    assert b"This account is closed" in response.content
    assert who(visitor) is None


def test_a_form_with_an_error_keeps_the_value_and_names_the_problem(visitor: Client) -> None:
    response = visitor.post("/account/sign-in/", {"email": "ama at example"})
    assert response.status_code == 422
    assert b'value="ama at example"' in response.content
    assert b"<title>Error: Sign in" in response.content.replace(b"\n", b"")
    assert mail.outbox == []


def test_people_land_where_they_wanted_to_go(visitor: Client) -> None:
    assert sign_in(visitor, "new@example.org", "/my-learning/?view=all") == "/my-learning/?view=all"

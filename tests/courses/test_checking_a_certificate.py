"""Anybody may check a code and a name; nobody finds a person behind it (promises A5, V12, #18)."""

import time
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.services.certificates import remember_printed_name, withdraw_certificate
from courses.services.data_rights import erase_learning
from courses.views import check
from lms.accounts.models import User
from lms.lib import limits
from tests.courses.conftest import School
from tests.courses.finishing import finish
from tests.courses.school import publish


@pytest.fixture(autouse=True)
def the_minute_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits count in windows of the clock: on a slow machine a new one would begin in the middle of a test."""
    now = time.time()
    monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: now))


def address(code: str) -> str:
    """Return where a code is checked."""
    return reverse("courses:check_code", args=[code])


def heading(content: bytes) -> str:
    """Return the words of the h1."""
    page = content.decode()
    return page.split("<h1", 1)[1].split(">", 1)[1].split("</h1>", 1)[0]


def test_a_real_code_says_what_was_learnt_and_no_more(school: School, learner: User, visitor: Client) -> None:
    school.edition.outcomes, school.edition.hours = "write a comment that counts", 6
    publish(school.edition)
    certificate = finish(learner, school.lessons)
    remember_printed_name(certificate=certificate, name="Ama Mensah")
    response = visitor.get(address(certificate.code))
    page = response.content.decode()
    assert (response.status_code, heading(response.content)) == (200, "Real certificate")
    for said in ("Homes 2027", "About 6 hours, 3 lessons", "write a comment that counts", certificate.code):
        assert said in page
    secrets = [str(learner.email), "Ama", "Mensah", str(learner.public_id), str(certificate.public_id)]
    assert [secret for secret in secrets if secret in page] == []
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex">' in page
    assert ("no-store" in response["Cache-Control"], dict(response.cookies)) == (True, {})


def test_codes_come_with_spaces_small_letters_and_look_alikes(school: School, learner: User, visitor: Client) -> None:
    code = finish(learner, school.lessons).code
    sloppy = f"  {code.lower().replace('-', ' ').replace('8', 'b').replace('s', '5')} "
    typed = visitor.get(reverse("courses:check"), {"code": sloppy})
    assert typed.status_code == 302
    assert heading(visitor.get(typed["Location"]).content) == "Real certificate"


@pytest.mark.parametrize("code", ["BRKT-4T7K-QX2M-H9PW-3CDN", "x", "%00", "🧱", "a" * 300, "'; DROP TABLE", "<b>hm"])
def test_an_unknown_code_is_404_with_the_form(db: None, visitor: Client, code: str) -> None:
    response = visitor.get(address(code))
    assert (response.status_code, heading(response.content)) == (404, "We can’t find that code")
    page = response.content.decode()
    assert ('name="code"' in page, "<b>hm" in page) == (True, False)


@pytest.mark.parametrize("typed", ["", "  ", "---", "a" * 201])
def test_nothing_typed_is_said(db: None, visitor: Client, typed: str) -> None:
    response = visitor.get(reverse("courses:check"), {"code": typed})
    assert (response.status_code, "Error:" in response.content.decode()) == (422, True)


def test_a_withdrawn_one_says_when_and_why(school: School, learner: User, visitor: Client, editor: User) -> None:
    certificate = finish(learner, school.lessons)
    withdrawal = withdraw_certificate(certificate=certificate, reason="Issued by mistake.", by=editor)
    page = visitor.get(address(certificate.code))
    assert heading(page.content) == f"Withdrawn on {withdrawal.withdrawn_at:%-d %B %Y}"
    text = page.content.decode()
    assert ("Issued by mistake." in text, "Homes 2027" in text, 'name="name"' in text) == (True, False, False)


def test_a_name_is_right_wrong_or_not_known(school: School, learner: User, visitor: Client) -> None:
    certificate = finish(learner, school.lessons)

    def answer(name: str) -> str:
        return visitor.post(address(certificate.code), {"name": name}).context["answer"]

    assert answer("Ama Mensah") == "none"
    remember_printed_name(certificate=certificate, name="Ama Mensah")
    assert [answer("ama  MENSAH"), answer("Ama")] == ["yes", "no"]
    withdraw_certificate(certificate=certificate, reason="Issued by mistake.", by=None)
    assert answer("Ama Mensah") == "none"


def test_a_name_for_an_unknown_code_is_404(db: None, visitor: Client) -> None:
    assert visitor.post(address("BRKT-4T7K-QX2M-H9PW-3CDN"), {"name": "Ama"}).status_code == 404


def test_thirty_codes_a_minute_then_wait(db: None, visitor: Client) -> None:
    answers = [visitor.get(address(f"CODE{place}")) for place in range(31)]
    assert [response.status_code for response in answers] == [*[404] * 30, 429]
    assert "Retry-After" in answers[-1].headers
    made_up = visitor.get(address("CODE99"), headers={"X-Forwarded-For": "198.51.100.7"})
    elsewhere = visitor.get(address("CODE99"), REMOTE_ADDR="192.0.2.9")
    assert (made_up.status_code, elsewhere.status_code) == (429, 404)


def test_ten_names_a_minute_then_wait(school: School, learner: User, visitor: Client) -> None:
    code = finish(learner, school.lessons).code
    answers = [visitor.post(address(code), {"name": f"Name {place}"}).status_code for place in range(11)]
    assert answers == [*[200] * 10, 429]


def test_sixty_names_an_hour_for_one_certificate_wherever_they_come_from(
    school: School, learner: User, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check.NAMES_AN_HOUR == 60
    monkeypatch.setattr(check, "NAMES_AN_HOUR", 3)
    code = finish(learner, school.lessons).code
    answers = [
        visitor.post(address(code), {"name": "Ama"}, REMOTE_ADDR=f"192.0.2.{place}").status_code for place in range(4)
    ]
    assert answers == [*[200] * 3, 429]


def test_after_erasure_the_code_is_still_real_and_leads_nowhere(school: School, learner: User, visitor: Client) -> None:
    certificate = finish(learner, school.lessons)
    remember_printed_name(certificate=certificate, name="Ama Mensah")
    erase_learning(learner)
    response = visitor.get(address(certificate.code.lower()))
    page = response.content.decode()
    assert heading(response.content) == "Real certificate"
    assert ("Homes 2027" in page, 'name="name"' in page) == (True, False)
    assert visitor.post(address(certificate.code), {"name": "Ama Mensah"}).context["answer"] == "none"


def test_a_right_code_asks_as_much_as_a_wrong_one(school: School, learner: User, visitor: Client) -> None:
    code = finish(learner, school.lessons).code
    asked = []
    for typed in (code, "BRKT-4T7K-QX2M-H9PW-3CDN") * 2:
        with CaptureQueriesContext(connection) as captured:
            visitor.get(address(typed))
        asked.append(sum("certificate" in query["sql"] for query in captured))
    assert asked == [2, 2, 2, 2]

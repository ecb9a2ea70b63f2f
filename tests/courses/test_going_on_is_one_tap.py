"""Resume: "Continue" leads to the exact next lesson in one tap, on any device, however somebody came back."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.models import Enrolment
from courses.selectors.home import A_WHILE, resume_for
from courses.services.progress import mark_done
from lms.accounts.models import User
from lms.lib import clock
from tests.accounts.conftest import sign_in
from tests.courses.conftest import School
from tests.courses.phone import act, send
from tests.courses.school import RIGHT

FIRST_LINK = re.compile(r'<main.*?<a [^>]*href="([^"#]+)"', re.DOTALL)
BUTTON = re.compile(r'<a class="btn[^"]*" href="([^"]+)"><svg(?:(?!</svg>).)*</svg>(?:Continue|Carry on)')


def taps(school: School, browser: Client) -> set[str]:
    """Return where "Continue" leads on every page that offers it, and where the first link of two of them does."""
    pages = {
        path: browser.get(path).content.decode()
        for path in ("/", "/my-learning/", school.edition.url, school.module.url)
    }
    found = {path: BUTTON.search(html) for path, html in pages.items()}
    first = {match[1] for path in ("/", "/my-learning/") if (match := FIRST_LINK.search(pages[path]))}
    return first | {match[1] if match else f"nothing on {path}" for path, match in found.items()}


def do(browser: Client, *lessons: object) -> None:
    for lesson in lessons:
        assert browser.post(f"/learning/lessons/{lesson.pk}/done/").status_code == 303  # type: ignore[attr-defined]


def test_it_is_the_lesson_after_the_one_just_done(school: School, visitor: Client) -> None:
    do(visitor, school.first)
    assert taps(school, visitor) == {school.lessons[1].url}


def test_it_is_the_lesson_one_was_in_while_that_is_not_done(school: School, visitor: Client) -> None:
    do(visitor, school.lessons[2])
    visitor.post(school.answer_url, {"option": RIGHT, "seen": "1"})
    assert taps(school, visitor) == {school.first.url}


def test_from_the_end_it_goes_back_to_what_was_left_out(school: School, visitor: Client) -> None:
    do(visitor, school.first, school.lessons[2])
    assert taps(school, visitor) == {school.lessons[1].url}


def test_a_resume_card_brings_it_to_another_device(school: School, visitor: Client) -> None:
    do(visitor, school.first)
    card = visitor.post("/account/keep-your-place/").content.decode()
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", card)
    assert code is not None
    elsewhere = Client()
    assert elsewhere.post("/account/resume/", {"code": code[0]}).status_code == 302
    assert taps(school, elsewhere) == {school.lessons[1].url}


def test_signing_in_by_email_brings_it_to_another_device(school: School, visitor: Client) -> None:
    do(visitor, school.first)
    sign_in(visitor, "ama@example.org")
    elsewhere = Client()
    do(elsewhere, school.lessons[2])  # begun as a guest there, before signing in
    assert sign_in(elsewhere, "ama@example.org") == "/my-learning/"
    assert taps(school, elsewhere) == {school.lessons[1].url}
    assert len(mail.outbox) == 2


def test_a_lost_session_loses_no_place(school: School, learner: User, client_of: Callable[[User], Client]) -> None:
    browser = client_of(learner)
    do(browser, school.first)
    browser.cookies.clear()
    assert "Continue" not in browser.get("/my-learning/").content.decode()
    sign_in(browser, "ama@example.org")
    assert taps(school, browser) == {school.lessons[1].url}


def test_old_work_that_arrives_late_does_not_move_the_place(
    school: School, learner: User, client_of: Callable[[User], Client]
) -> None:
    browser = client_of(learner)
    do(browser, school.first)
    assert send(browser, act(school, page=school.lessons[2])).status_code == 200
    assert taps(school, browser) == {school.lessons[1].url}


@pytest.mark.parametrize(("away", "greeted"), [(A_WHILE + timedelta(hours=1), True), (timedelta(days=1), False)])
def test_who_comes_back_after_a_while_is_greeted_and_not_counted(
    school: School, learner: User, client_of: Callable[[User], Client], away: timedelta, greeted: bool
) -> None:
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    Enrolment.objects.update(place=school.lessons[2].lineage, place_at=clock.now() - away)
    html = client_of(learner).get("/my-learning/").content.decode()
    assert ("Good to see you." in html) == greeted
    assert "You were on lesson 3: Objecting well" in html
    assert re.search(r"\d+ days", html) is None


def test_a_stranger_costs_no_query(school: School) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert resume_for(None) is None
    assert len(asked) == 0

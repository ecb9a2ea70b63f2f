"""What somebody did without a network arrives later: once, row by row, and under nobody else's name."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from wagtail.models import PageViewRestriction

from courses.models import Answer, Attempt, Enrolment, Evidence, LessonCompletion
from courses.services.progress import mark_done
from lms.accounts.device_mark import device_mark
from lms.accounts.models import User
from lms.accounts.services.merging import merge_people
from lms.lib import clock
from tests.courses.conftest import School
from tests.courses.phone import ACTS, NOON, act, send, statuses
from tests.courses.school import OTHER, RIGHT, WRONG, make_edition, make_lesson, make_module

Browsers = Callable[[User], Client]


def counted() -> tuple[int, int, int]:
    return Evidence.objects.count(), LessonCompletion.objects.count(), Attempt.objects.count()


def test_a_lesson_and_an_answer_are_kept_with_the_time_of_the_phone(
    school: School, learner: User, client_of: Browsers
) -> None:
    response = send(client_of(learner), act(school, "answer"), act(school, minute=3), who=device_mark(learner))
    assert (response.status_code, statuses(response)) == (200, [200, 200])
    assert response.json()["said"] == "Sent. 1 answer is in. 1 lesson is up to date."
    assert LessonCompletion.objects.get().first_at == NOON + timedelta(minutes=3)
    answer = Answer.objects.get()
    assert (answer.option_ids, answer.right) == ([RIGHT], True)
    assert response.headers["Cache-Control"] == "private, no-store"


def test_sent_again_everything_is_said_to_be_kept_and_nothing_is_doubled(
    school: School, learner: User, client_of: Browsers
) -> None:
    rows = [act(school, "answer", option_ids=[WRONG]), act(school, "answer"), act(school), act(school, "not_done")]
    browser = client_of(learner)
    send(browser, *rows)
    before = counted()
    assert statuses(send(browser, *rows)) == [200] * 4
    assert counted() == before


def test_the_same_id_with_another_act_is_refused_and_changes_nothing(
    school: School, learner: User, client_of: Browsers
) -> None:
    browser = client_of(learner)
    done, answer = act(school), act(school, "answer")
    send(browser, done, answer)
    before = counted()
    others: list[dict[str, Any]] = [
        {**done, "act": "not_done"},
        {**done, "lesson": str(school.lessons[1].lineage)},
        {**answer, "id": done["id"]},
        {**done, "id": answer["id"]},
        {**answer, "option_ids": [WRONG]},
    ]
    for other in others:
        response = send(browser, other)
        assert (response.status_code, statuses(response)) == (409, [409])
    assert counted() == before


def test_the_same_id_in_another_year_is_refused(school: School, learner: User, client_of: Browsers) -> None:
    later = make_edition(school.index, 2028, lineage=school.edition.lineage)
    make_lesson(make_module(later), "Who decides", lineage=school.first.lineage)
    browser, done = client_of(learner), act(school)
    send(browser, done)
    assert statuses(send(browser, {**done, "year": 2028})) == [409]
    assert Enrolment.objects.count() == 1


def test_a_batch_may_succeed_in_part(school: School, learner: User, client_of: Browsers) -> None:
    unknown = act(school, year=2031)
    response = send(client_of(learner), act(school), unknown, {"id": "x"}, act(school, "answer", option_ids=["no"]))
    assert (response.status_code, statuses(response)) == (207, [200, 404, 422, 422])
    assert [row["message"] == "" for row in response.json()["results"]] == [True, False, False, False]
    assert counted() == (1, 1, 0)


def test_one_act_answers_with_its_own_status_and_a_sentence(school: School, visitor: Client) -> None:
    wrong: list[tuple[dict[str, Any], int]] = [
        ({"lesson": str(uuid.uuid4())}, 404),
        ({"programme": str(uuid.uuid4())}, 404),
        ({"year": 2030}, 404),
        ({"question": str(uuid.uuid4())}, 422),
        ({"option_ids": [OTHER, "nobody's"]}, 422),
        ({"option_ids": []}, 422),
        ({"option_ids": [RIGHT, WRONG]}, 422),
        ({"at": (clock.now() + timedelta(days=2)).isoformat()}, 422),
        ({"at": "2026-11-02T12:00:00"}, 422),
        ({"text": "a\x00b"}, 422),
        ({"seen": True}, 422),
        ({"mood": "fine"}, 422),
    ]
    for change, status in wrong:
        response = send(visitor, act(school, "answer", **change))
        assert (change, response.status_code, statuses(response)) == (change, status, [status])
        assert len(response.json()["results"][0]["message"].split()) > 3
    assert (User.objects.count(), Enrolment.objects.count(), counted()) == (0, 0, (0, 0, 0))


def test_a_clock_a_little_ahead_counts_as_now_and_a_very_old_one_too(
    school: School, learner: User, client_of: Browsers
) -> None:
    ahead = act(school, at=(clock.now() + timedelta(hours=23)).isoformat())
    ancient = act(school, page=school.lessons[1], at="1970-01-01T00:00:00Z")
    assert statuses(send(client_of(learner), ahead, ancient)) == [200, 200]
    assert {row.occurred_at == row.received_at for row in Evidence.objects.all()} == {True}


def test_a_lesson_retired_since_still_counts_and_a_deleted_one_lets_the_phone_forget(
    school: School, learner: User, client_of: Browsers
) -> None:
    browser = client_of(learner)
    school.first.unpublish()
    assert statuses(send(browser, act(school, "answer"), act(school))) == [200, 200]
    gone = act(school, page=school.lessons[1])
    school.lessons[1].delete()
    assert statuses(send(browser, gone)) == [410]
    school.module.unpublish()
    school.edition.unpublish()
    assert statuses(send(browser, act(school, page=school.lessons[2]))) == [200]


def test_drafts_and_closed_lessons_are_answered_as_if_they_did_not_exist(school: School, visitor: Client) -> None:
    draft = make_lesson(school.module, "Not yet", live=False)
    assert statuses(send(visitor, act(school, page=draft))) == [404]
    PageViewRestriction.objects.create(page=school.module, restriction_type="login")
    assert statuses(send(visitor, act(school))) == [404]
    assert User.objects.count() == 0


def test_a_hundred_acts_of_a_stranger_make_one_guest(school: School, visitor: Client) -> None:
    rows = [act(school, ("done", "not_done")[n % 2], minute=n) for n in range(100)]
    response = send(visitor, *rows, who="")
    assert statuses(response) == [200] * 100
    guest = User.objects.get()
    assert (guest.is_guest, response.json()["me"]) == (True, device_mark(guest))
    assert send(visitor, act(school), who=device_mark(guest)).status_code == 200
    assert User.objects.count() == 1


def test_what_one_person_did_is_never_filed_under_another(
    school: School, learner: User, other_learner: User, client_of: Browsers, visitor: Client
) -> None:
    for browser in (visitor, client_of(other_learner)):
        response = send(browser, act(school), who=device_mark(learner))
        assert (response.status_code, response.json()["results"]) == (403, [])
        assert "Sign in again" in response.json()["message"]
    assert (User.objects.count(), counted()) == (2, (0, 0, 0))


def test_a_guests_work_finds_the_person_they_turned_out_to_be(
    school: School, guest: User, learner: User, client_of: Browsers
) -> None:
    mark, earlier = device_mark(guest), User.objects.create_guest()
    earlier_mark = device_mark(earlier)
    merge_people(source=earlier, target=guest)
    merge_people(source=guest, target=learner)
    for old in (mark, earlier_mark):
        assert send(client_of(learner), act(school), who=old).status_code == 200
    assert {row.enrolment.user for row in Evidence.objects.all()} == {learner}


def test_two_people_may_send_the_same_id(
    school: School, learner: User, other_learner: User, client_of: Browsers
) -> None:
    row = act(school)
    assert [send(client_of(person), row).status_code for person in (learner, other_learner)] == [200, 200]
    assert LessonCompletion.objects.count() == 2


def test_an_act_that_a_form_sent_already_is_the_same_act(school: School, learner: User, client_of: Browsers) -> None:
    browser, done, answer = client_of(learner), act(school), act(school, "answer")
    browser.post(school.answer_url, {"option": RIGHT, "seen": "1", "client_uuid": answer["id"]})
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.UUID(done["id"]), by=learner)
    before = counted()
    assert statuses(send(browser, done, answer)) == [200, 200]
    assert counted() == before


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_website_cannot_send_acts(school: School, site: str) -> None:
    browser = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": site})
    assert send(browser, act(school)).status_code == 403
    assert counted() == (0, 0, 0)


def test_too_many_batches_wait_and_nothing_is_lost(school: School, visitor: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("courses.views.acts.BATCHES_A_MINUTE", 2)
    answers = [send(visitor) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) > 0


def test_each_act_costs_the_same_few_queries(school: School, learner: User, client_of: Browsers) -> None:
    browser = client_of(learner)
    send(browser, act(school))

    def cost(number: int) -> int:
        rows = [act(school, page=school.lessons[n % 3], minute=n) for n in range(number)]
        cache.clear()
        seen: list[str] = []

        def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            seen.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            assert send(browser, *rows).status_code == 200
        return len(seen)

    few, many = cost(3), cost(33)
    assert (many - few) / 30 <= 32


def test_looking_at_the_address_is_no_act(visitor: Client, db: None) -> None:
    assert visitor.get(ACTS).status_code == 405

"""Whatever arrives at the address for acts: a clear answer, never an error of ours, nothing kept unless it says so."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.blocks.questions.reflection import ReflectionBlock
from courses.models import Attempt, Enrolment, Evidence
from courses.views.acts_sent import LONGEST_FORM, MOST_BYTES
from lms.accounts.models import User
from tests.courses.conftest import School
from tests.courses.phone import ACTS, Row, act, send, statuses

FUZZ = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
PARTS = ["id", "act", "programme", "year", "lesson", "at", "language", "question", "seen", "option_ids", "text", "?"]


def post(browser: Client, body: bytes | str, content_type: str = "application/json") -> HttpResponse:
    browser.raise_request_exception = True
    return browser.post(ACTS, body, content_type=content_type)


def nothing_is_kept() -> bool:
    return not (User.objects.exists() or Enrolment.objects.exists() or Evidence.objects.exists())


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json"]
)
def test_only_json_is_read(db: None, visitor: Client, kind: str) -> None:
    response = post(visitor, b'{"acts": []}', kind)
    assert (response.status_code, response.json()["results"]) == (415, [])


def test_too_much_is_refused_unread(school: School, visitor: Client) -> None:
    large = json.dumps({"acts": [act(school, "answer", text="x" * 1_000_000)]})
    many = json.dumps({"acts": [{}] * 101})
    assert [post(visitor, body).status_code for body in (large, many)] == [413, 413]
    assert nothing_is_kept()


@pytest.mark.parametrize("letter", ["a", "é", "ক", "🧱"])
def test_the_longest_note_fits_in_any_script(letter: str) -> None:
    form = urlencode({"text": letter * ReflectionBlock.longest, "client_uuid": "0" * 36, "kept": "0"})
    assert len(form) <= LONGEST_FORM < MOST_BYTES - 2_000


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe{}",
        '{"acts": []}'.encode("utf-16"),
        b'{"acts": {}}',
        b'{"acts": [], "who": 3}',
        b'{"acts": [], "more": 1}',
        b'{"acts": [NaN]}',
        b'{"acts": ' + b"[" * 30_000 + b"]" * 30_000 + b"}",
        b'{"acts": [' + b"9" * 5_000 + b"]}",
    ],
    ids=lambda body: repr(body[:20]),
)
def test_what_is_no_batch_gets_a_sentence(db: None, visitor: Client, body: bytes) -> None:
    response = post(visitor, body)
    assert (response.status_code, response.json()["results"]) == (400, [])
    assert len(response.json()["message"].split()) > 3


@FUZZ
@given(body=st.binary(min_size=1, max_size=200) | JSON.map(lambda data: json.dumps(data).encode()))
def test_any_bytes_get_an_answer(db: None, monkeypatch: Any, body: bytes) -> None:
    monkeypatch.setattr("courses.views.acts.BATCHES_A_MINUTE", 10_000)
    assert post(Client(), body).status_code in {200, 207, 400, 403, 413, 422}
    assert nothing_is_kept()


@FUZZ
@given(
    changes=st.dictionaries(st.sampled_from(PARTS), JSON, min_size=1, max_size=3),
    what=st.sampled_from(["done", "answer"]),
)
def test_any_act_gets_a_result_of_its_own(school: School, monkeypatch: Any, changes: Row, what: str) -> None:
    monkeypatch.setattr("courses.views.acts.BATCHES_A_MINUTE", 10_000)
    body = json.dumps({"acts": [{**act(school, what), **changes}]})
    before = (Evidence.objects.count(), Attempt.objects.count())
    response = post(Client(), body)
    (status,) = statuses(response)
    assert response.status_code == status
    assert status in {200, 404, 422}
    kept = (Evidence.objects.count(), Attempt.objects.count()) != before
    assert kept == (status == 200)


def test_a_row_without_a_readable_id_is_still_answered(school: School, visitor: Client) -> None:
    rows = [None, 3, [], {}, {"id": 5}, {"id": "\ud800"}, {"id": "x" * 65}, {"id": "mine"}]
    answered = send(visitor, *rows).json()["results"]
    assert [row["id"] for row in answered] == [""] * 7 + ["mine"]
    assert {row["status"] for row in answered} == {422}

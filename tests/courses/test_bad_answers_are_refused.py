"""Whatever is sent as an answer, to any kind of question: a clear 4xx or a kept answer, never an error, and nothing
written with a refusal."""

import json
import uuid

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.blocks.questions import KINDS
from courses.models import Attempt, PollVote, Reflection
from lms.accounts.models import User
from tests.courses.conftest import School
from tests.courses.nine_kinds import IDS, address, ask_everything, sent
from tests.courses.school import RIGHT

BIG = "x" * 1_000_000


@pytest.fixture
def nine(school: School) -> School:
    """Return a school whose first lesson asks in all nine ways."""
    ask_everything(school)
    return school


def rows() -> int:
    """Return how many answers of any kind are kept."""
    return Attempt.objects.count() + Reflection.objects.count() + PollVote.objects.count()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_no_form_sends_is_refused_and_writes_nothing(nine: School, visitor: Client, kind: str) -> None:
    to = address(nine, kind)
    answers = {
        visitor.post(to, {**sent(kind), "text": BIG}).status_code,
        visitor.post(to, data=BIG.encode(), content_type="application/x-www-form-urlencoded").status_code,
        visitor.post(to, data=json.dumps(sent(kind)), content_type="application/json").status_code,
        visitor.post(to, data=b"\xff\xfe", content_type="text/plain").status_code,
        visitor.post(to, data=b"no boundary", content_type="multipart/form-data").status_code,
        visitor.post(to, {"option": str(uuid.uuid4()), "text": "a\x00b"}).status_code,
        visitor.post(to, {"option": ["a"] * 500, "text": "1e9999"} if kind != "short_text" else {}).status_code
        if kind not in {"reflection"}
        else 422,
        visitor.post(to, {f"place-{n}": "9" * 400 for n in range(20)}).status_code,
        visitor.put(to).status_code,
    }
    assert answers <= {400, 405, 413, 415, 422}
    assert 413 in answers
    assert (rows(), User.objects.filter(is_guest=True).count()) == (0, 0)


def names(school_ids: list[str]) -> st.SearchStrategy[str]:
    """Return names of fields: real ones, and nonsense."""
    real = ["option", "text", "kept", "delete", "up", "down", "seen", "client_uuid", *school_ids]
    return st.one_of(st.sampled_from(real), st.text(max_size=12))


VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["", "0", "-1", "NaN", "Infinity", "1e9999", "٣", "=", "a=b", "true", "\x00", "9" * 400, "½"]),
    st.integers().map(str),
    st.uuids().map(str),
)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_form_breaks_anything(nine: School, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courses.services.answers.allow", lambda *args: True)
    client = Client()
    real = sent(kind)

    @settings(max_examples=8, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(names(list(real)), st.lists(VALUES, max_size=3), max_size=5), st.booleans())
    def anything(form: dict[str, list[str]], over_a_real_one: bool) -> None:
        before = rows()
        data = {**(real if over_a_real_one else {}), **form}
        response = client.post(address(nine, kind), data, headers={"X-Fragment": "question"})
        assert response.status_code in {200, 303, 400, 413, 422}
        if response.status_code >= 400:
            assert rows() == before

    anything()
    assert client.get(nine.first.url).status_code == 200


def test_a_question_that_was_never_there_is_refused_the_same_for_every_form(nine: School, visitor: Client) -> None:
    nobody = address(nine, "poll").replace(IDS["poll"], str(uuid.uuid4()))
    for kind in KINDS:
        assert visitor.post(nobody, sent(kind)).status_code == 422
    assert rows() == 0


def test_a_part_of_the_lesson_that_asks_nothing_takes_no_answer(school: School, visitor: Client) -> None:
    prose = school.first.body[0].id
    address = f"/learning/lessons/{school.first.pk}/questions/{prose}/"
    for headers in ({}, {"X-Fragment": "question"}):
        answer = visitor.post(address, {"option": RIGHT}, headers=headers)
        assert answer.status_code == 422
        assert "This question has changed" in answer.content.decode()

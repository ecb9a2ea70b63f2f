"""Every statement keeps the rules of xAPI 1.0.3 and 2.0; and the rules see what they are for."""

import copy
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.blocks.questions import Response
from courses.xapi.interactions import INTERACTIONS
from courses.xapi.statements import Act, Teller, Try, answered, lesson_done, lesson_undone, question_passed
from courses.xapi.vocabulary import VERSIONS, Edition
from tests.courses.xapi_rules import faults_of

LINEAGE, BLOCK = uuid.UUID(int=11), uuid.UUID(int=12)
WORDS = st.text(max_size=40)
IDS = st.lists(st.uuids().map(str), min_size=2, max_size=6, unique=True)
MOMENTS = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2060, 1, 1), timezones=st.just(UTC))


def teller(version: str = "1.0.3") -> Teller:
    """Return somebody's pseudonym in an edition."""
    edition = Edition("https://school.example", uuid.UUID(int=10), 2027, "Homes 2027", "en")
    return Teller(edition, "K7QXM-2M4PD", uuid.uuid5(LINEAGE, "registration"), version)


def done(kind: str = "marked") -> Act:
    """Return a lesson done."""
    return Act(uuid.uuid5(LINEAGE, kind), kind, LINEAGE, "Who decides", "cy", datetime(2027, 3, 1, 9, tzinfo=UTC))


@st.composite
def tries(draw: st.DrawFn) -> Try:
    """Make an answer to a question of any kind."""
    kind = draw(st.sampled_from(sorted(INTERACTIONS)))
    ids = draw(IDS)
    options = [{"id": one, "text": draw(WORDS), "correct": place == 0, "why": ""} for place, one in enumerate(ids)]
    if kind == "true_false":
        options = [{"id": one, "text": one, "correct": one == "true", "why": ""} for one in ("true", "false")]
    payload: dict[str, Any] = {"question": draw(WORDS), "options": options}
    given_ids: list[str] = []
    text = ""
    if kind == "matching":
        terms = draw(IDS)
        payload["terms"] = [{"id": one, "text": draw(WORDS), "right": ids[0], "why": ""} for one in terms]
        given_ids = [f"{term}={draw(st.sampled_from(ids))}" for term in terms]
    elif kind == "ordering":
        given_ids = draw(st.permutations(ids))
    elif kind in {"numeric", "short_text", "reflection"}:
        text = draw(WORDS)
    else:
        known = [option["id"] for option in options]
        most = len(known) if kind == "multiple_choice" else 1
        given_ids = draw(st.lists(st.sampled_from(known), min_size=1, max_size=most, unique=True))
    return Try(
        draw(st.uuids()), LINEAGE, BLOCK, kind, payload, Response(tuple(given_ids), text), draw(st.booleans()), "en",
        draw(MOMENTS),
    )  # fmt: skip


@given(tries(), st.sampled_from(sorted(VERSIONS)))
def test_every_answer_makes_a_good_statement(one: Try, version: str) -> None:
    statement = answered(teller(VERSIONS[version]), one)
    assert faults_of(statement) == []
    assert statement == answered(teller(VERSIONS[version]), one)
    assert "correctResponsesPattern" not in statement["object"]["definition"]
    assert ("response" in statement["result"]) == (one.kind != "reflection")


@given(WORDS, st.sampled_from(["en", "cy", "ar"]), MOMENTS, st.sampled_from(["marked", "attended", "carried"]))
def test_every_lesson_done_makes_a_good_statement(title: str, language: str, at: datetime, kind: str) -> None:
    act = Act(uuid.uuid4(), kind, LINEAGE, title, language, at)
    for statement in (
        lesson_done(teller(), act),
        lesson_undone(teller(), act, done()),
        question_passed(teller(), act, BLOCK),
    ):
        assert faults_of(statement) == []


def test_what_a_person_wrote_for_themselves_is_not_in_their_statement() -> None:
    thought = Try(
        BLOCK, LINEAGE, BLOCK, "reflection", {"question": "And you?"}, Response(text="zebra"), True, "en", done().at
    )
    statement = answered(teller(), thought)
    assert "zebra" not in str(statement)
    assert "response" not in statement["result"]


def test_the_same_act_is_the_same_statement_and_its_time_is_when_it_happened() -> None:
    one, again = lesson_done(teller(), done()), lesson_done(teller(), done())
    assert one == again
    assert one["timestamp"] == "2027-03-01T09:00:00.000Z"
    assert one["object"]["definition"]["name"] == {"cy": "Who decides"}
    assert lesson_undone(teller(), done("unmarked"), done())["object"]["id"] == one["id"]


WRONG: dict[str, tuple[list[str], Any]] = {
    "two identifiers": (["actor", "mbox"], "mailto:ama@example.org"),
    "no actor": (["actor"], None),
    "mbox without mailto": (["actor"], {"mbox": "ama@example.org"}),
    "a home page that is no address": (["actor", "account", "homePage"], "school"),
    "a verb that is no IRI": (["verb", "id"], "completed"),
    "a language that is none": (["verb", "display"], {"english language": "completed"}),
    "voided without a reference": (["verb", "id"], "http://adlnet.gov/expapi/verbs/voided"),
    "an activity that is no IRI": (["object", "id"], "lesson 1"),
    "an unknown type of object": (["object", "objectType"], "Lesson"),
    "null": (["object", "definition", "name"], None),
    "an empty object": (["result"], {}),
    "an id that is no UUID": (["id"], "1"),
    "a registration that is no UUID": (["context", "registration"], "1"),
    "a time without a zone": (["timestamp"], "2027-03-01T09:00:00"),
    "a zone that is not known": (["timestamp"], "2027-03-01T09:00:00-00:00"),
    "a day that is none": (["timestamp"], "2027-02-30T09:00:00Z"),
    "another version": (["version"], "0.9"),
    "an unknown name": (["mood"], "happy"),
    "a name in other capitals": (["Timestamp"], "2027-03-01T09:00:00Z"),
    "success in words": (["result", "success"], "yes"),
    "a choice that is not there": (["result", "response"], "nobody"),
    "one choice twice": (["result", "response"], "a[,]a"),
    "components of another type": (["object", "definition", "interactionType"], "numeric"),
    "an unknown interaction": (["object", "definition", "interactionType"], "essay"),
    "two components of one id": (["object", "definition", "choices", 1, "id"], "a"),
    "an id with a space": (["object", "definition", "choices", 1, "id"], "b c"),
    "extensions without IRIs": (["context", "extensions"], {"how": "marked"}),
    "a single activity where a list belongs": (["context", "contextActivities", "parent"], {"id": "https://a.example"}),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_the_rules_see_what_they_are_for(wrong: str) -> None:
    options = [{"id": one, "text": one, "correct": True, "why": ""} for one in "ab"]
    payload = {"question": "Which?", "options": options}
    good = answered(
        teller(), Try(BLOCK, LINEAGE, BLOCK, "single_choice", payload, Response(("a",)), True, "en", done().at)
    )
    assert faults_of(good) == []
    bad: Any = copy.deepcopy(good)
    path, value = WRONG[wrong]
    place = bad
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert faults_of(bad) != []

"""One statement for each thing that happened. The same thing makes the same statement, with the same id, every time."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from courses.blocks.questions import KINDS, Payload, Response
from courses.xapi import vocabulary as words
from courses.xapi.interactions import definition, response
from courses.xapi.vocabulary import Edition, Json


@dataclass(frozen=True)
class Teller:
    """Whose statements these are: a pseudonym, the id that joins the statements of one enrolment, and the version."""

    edition: Edition
    pseudonym: str
    registration: uuid.UUID
    version: str = "1.0.3"


@dataclass(frozen=True)
class Act:
    """A lesson done or undone. `kind` is evidence's; `title` is the lesson's as it was then, in `language`."""

    id: uuid.UUID
    kind: str
    lineage: uuid.UUID
    title: str
    language: str
    at: datetime


@dataclass(frozen=True)
class Try:
    """One answer to a question as it was worded."""

    client_uuid: uuid.UUID
    lineage: uuid.UUID
    block_id: uuid.UUID
    kind: str
    payload: Payload
    answer: Response
    right: bool
    language: str
    at: datetime


def statement_id(*parts: object) -> uuid.UUID:
    """Return the id of a statement about something that has an id of its own (uuid5)."""
    return uuid.uuid5(words.NAMESPACE, "/".join(map(str, parts)))


def moment(at: datetime) -> str:
    """Return an instant as RFC 3339 in UTC, with milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def frame(teller: Teller, number: uuid.UUID, verb: str, thing: Json, at: datetime) -> Json:
    """Return what every statement has."""
    return {
        "id": str(number),
        "actor": words.learner(teller.edition.home, teller.pseudonym),
        "verb": words.verb(verb),
        "object": thing,
        "context": {"registration": str(teller.registration)},
        "timestamp": moment(at),
        "version": teller.version,
    }


def belongs_to_edition(statement: Json, teller: Teller, language: str) -> Json:
    """Return a statement about something taught, with where it belongs and the language it was taught in."""
    edition = teller.edition
    whole = words.activity(edition.iri, words.COURSE, edition.title, edition.language)
    statement["context"] |= {"contextActivities": {"grouping": [whole]}, "language": language}
    return statement


def lesson_done(teller: Teller, act: Act) -> Json:
    """Return "completed" or "attended", and by which way it came about: marked, with a group, carried over."""
    verb = words.ATTENDED if act.kind == "attended" else words.COMPLETED
    lesson = words.activity(teller.edition.lesson_iri(act.lineage), words.LESSON, act.title, act.language)
    statement = frame(teller, statement_id("evidence", act.id), verb, lesson, act.at)
    statement["result"] = {"completion": True}
    statement["context"]["extensions"] = {f"{teller.edition.home}/xapi/how": act.kind}
    return belongs_to_edition(statement, teller, act.language)


def lesson_undone(teller: Teller, act: Act, done: Act) -> Json:
    """Return the statement by which a learner takes back that a lesson is done."""
    reference = {"objectType": "StatementRef", "id": str(statement_id("evidence", done.id))}
    return frame(teller, statement_id("evidence", act.id, done.id), words.VOIDED, reference, max(act.at, done.at))


def question_passed(teller: Teller, act: Act, block_id: uuid.UUID) -> Json:
    """Return that a question was answered right for the first time."""
    question: Json = {"objectType": "Activity", "id": teller.edition.question_iri(act.lineage, block_id)}
    statement = frame(teller, statement_id("evidence", act.id), words.PASSED, question, act.at)
    statement["result"] = {"success": True}
    return within_lesson(statement, teller, act.lineage, act.language)


def answered(teller: Teller, one: Try) -> Json:
    """Return one answer: what was asked, what was chosen, and whether it was right where there is a right answer."""
    question = words.activity(
        teller.edition.question_iri(one.lineage, one.block_id),
        words.INTERACTION,
        str(one.payload["question"]),
        one.language,
        **definition(one.kind, one.payload, one.language),
    )
    number = statement_id("answer", one.client_uuid, one.block_id, *one.answer.option_ids, one.answer.text)
    statement = frame(teller, number, words.ANSWERED, question, one.at)
    result: Json = {"completion": True}
    if one.kind in KINDS and KINDS[one.kind].marked:
        result["success"] = one.right
    said = response(one.kind, one.answer)
    if said is not None:
        result["response"] = said
    statement["result"] = result
    return within_lesson(statement, teller, one.lineage, one.language)


def within_lesson(statement: Json, teller: Teller, lineage: uuid.UUID, language: str) -> Json:
    """Return a statement about a part of a lesson."""
    belongs_to_edition(statement, teller, language)
    lesson = words.activity(teller.edition.lesson_iri(lineage), words.LESSON)
    statement["context"]["contextActivities"]["parent"] = [lesson]
    return statement

"""A question on paper: letters to circle, boxes to fill, lines to write on. Never its answer, which stands elsewhere.

Every kind says how it looks as plain text (`plain`); paper shows the same lines, set so that a pen fits.
"""

import re
from dataclasses import dataclass

from courses.blocks.questions import KINDS, Payload

OPTION = re.compile(r"^\s*(?P<box>\[\s*\]|_{1,5})?\s*(?P<mark>[A-Z]|\d{1,2})[.)]\s+(?P<text>\S.*)$")
BOX = re.compile(r"^\s*(?:\[\s*\]|_{1,5})\s+(?P<text>\S.*)$")
LINE = re.compile(r"^\s*_{6,}\s*$")


@dataclass(frozen=True)
class Row:
    """One line of a question: an `option` with its letter, a `box` to fill, a `line` to write on, or `words`."""

    form: str
    text: str = ""
    mark: str = ""
    box: bool = False


@dataclass(frozen=True)
class QuestionSheet:
    """What templates/courses/paper/_question.html needs. Holds nothing that gives the right answer away."""

    place: int
    question: str
    hint: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Reason:
    """Why one option is right or not."""

    mark: str
    text: str
    why: str
    right: bool


@dataclass(frozen=True)
class AnswerSheet:
    """One line of the page of answers. `key` is empty where there is no right answer."""

    place: int
    question: str
    key: str
    reasons: tuple[Reason, ...]


def question_sheet(kind_name: str, payload: Payload, place: int) -> QuestionSheet:
    """Return a question for the learner's copy. `place` counts from 1 in its lesson."""
    kind = KINDS[kind_name]
    asked = payload["question"]
    lines = kind.plain(payload).removeprefix(asked).splitlines()
    rows = tuple(row_of(line) for line in lines if line.strip())
    hint = "" if "choose" in asked.lower() else str(kind.hint)
    return QuestionSheet(place=place, question=asked, hint=hint, rows=rows)


def row_of(line: str) -> Row:
    """Return what one line of a question's plain form is."""
    if LINE.match(line):
        return Row("line")
    if found := OPTION.match(line):
        return Row("option", text=found["text"], mark=found["mark"], box=bool(found["box"]))
    if found := BOX.match(line):
        return Row("box", text=found["text"], box=True)
    return Row("words", text=line.strip())


def answer_sheet(kind_name: str, payload: Payload, place: int) -> AnswerSheet:
    """Return a question's answer with its reasons, for the page of answers."""
    options = payload.get("options", [])
    reasons = tuple(
        Reason(chr(ord("A") + place), option["text"], option["why"], bool(option.get("correct")))
        for place, option in enumerate(options)
        if option.get("why")
    )
    return AnswerSheet(place, payload["question"], KINDS[kind_name].key(payload), reasons)

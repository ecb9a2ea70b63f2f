"""A question on paper: letters to circle, boxes to fill, lines to write on. Never its answer, which stands elsewhere.

Every kind says how it looks as plain text (`plain`); paper shows the same lines, set so that a pen fits.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.blocks.questions import KINDS, Payload
from courses.blocks.questions.protocol import letter

OPTION = re.compile(r"^\s*(?P<box>\[\s*\]|_{1,5})?\s*(?P<mark>[A-Z]|\d{1,2})[.)]\s+(?P<text>\S.*)$")
BOX = re.compile(r"^\s*(?:\[\s*\]|_{1,5})\s+(?P<text>\S.*)$")
LINE = re.compile(r"^\s*_{6,}\s*(?P<unit>.*)$")


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

    @property
    def columns(self) -> list[list[Row]]:
        """Return the rows as they stand: in one list, or what is to be matched beside what it is matched with."""
        boxes = [row for row in self.rows if row.form == "box"]
        others = [row for row in self.rows if row.form != "box"]
        return [part for part in (boxes, others) if part]


@dataclass(frozen=True)
class Reason:
    """What there is to say about one option. `mark` is its letter on paper, where it has one."""

    mark: str
    text: str
    why: str


@dataclass(frozen=True)
class AnswerSheet:
    """One line of the page of answers. `key` is empty where there is no right answer."""

    place: int
    question: str
    key: str
    note: str
    reasons: tuple[Reason, ...]


def question_sheet(kind_name: str, payload: Payload, place: int) -> QuestionSheet:
    """Return a question for the learner's copy. `place` counts from 1 in its lesson."""
    kind = KINDS[kind_name]
    asked = payload["question"]
    lines = kind.plain(payload).removeprefix(asked).splitlines()
    rows = tuple(row_of(line) for line in lines if line.strip())
    several = bool(getattr(kind, "several", False))
    return QuestionSheet(place=place, question=asked, hint=hint_for(rows, several=several), rows=rows)


def hint_for(rows: tuple[Row, ...], *, several: bool) -> str:
    """Return what to do with a pen; lines to write on explain themselves."""
    if any(row.box and row.mark for row in rows):
        return _("Number them: 1 comes first.")
    if any(row.box for row in rows):
        return _("Write a letter in each box.")
    if any(row.mark for row in rows):
        return _("Circle every letter that fits.") if several else _("Circle a letter.")
    return ""


def row_of(line: str) -> Row:
    """Return what one line of a question's plain form is."""
    if found := LINE.match(line):
        return Row("line", text=found["unit"].strip())
    if found := OPTION.match(line):
        return Row("option", text=found["text"], mark=found["mark"], box=bool(found["box"]))
    if found := BOX.match(line):
        return Row("box", text=found["text"], box=True)
    return Row("words", text=line.strip())


def answer_sheet(kind_name: str, payload: Payload, place: int) -> AnswerSheet:
    """Return a question's answer with its reasons, for the page of answers."""
    reasons = [
        Reason(f"{letter(at)}.", option["text"], option["why"])
        for at, option in enumerate(payload.get("options", []))
        if option.get("why")
    ]
    reasons += [Reason("", term["text"], term["why"]) for term in payload.get("terms", []) if term.get("why")]
    note = str(payload.get("why") or payload.get("thought") or "")
    return AnswerSheet(place, payload["question"], KINDS[kind_name].key(payload), note, tuple(reasons))

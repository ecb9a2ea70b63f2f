"""What one person did with the questions of a lesson. A query for each kind of work that the lesson asks for."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from courses.blocks.questions import KINDS, Response
from courses.blocks.questions.poll import PollBlock
from courses.blocks.questions.reflection import ReflectionBlock
from courses.models import Answer, AnswerGrade, PollVote, Reflection
from courses.rendering.lesson_body import LessonBody, Question
from courses.selectors.poll_results import PollResult, poll_result
from lms.accounts.models import User
from lms.lib.prepared import Prepared

MOST_ANSWERS_READ = 500
GIVEN = Prepared(
    lambda user, programme, year, lineage: (
        Answer.objects.filter(
            attempt__enrolment__user=user,
            attempt__enrolment__programme=programme,
            attempt__enrolment__year=year,
            attempt__lineage=lineage,
        )
        .order_by("-attempt__submitted_at", "-attempt__number")
        .values_list("attempt__block_id", "attempt__number", "option_ids", "text", "right", "question_version__sha256")[
            :MOST_ANSWERS_READ
        ]
    ),
    user=models.BigIntegerField(),
    programme=models.UUIDField(),
    year=models.IntegerField(),
    lineage=models.UUIDField(),
)


@dataclass(frozen=True)
class GivenAnswer:
    """One try: what was answered, and the fingerprint of the question it answered. `graded`: a correction made it right."""

    block_id: str
    number: int
    option_ids: list[str]
    text: str
    right: bool
    sha256: str
    graded: bool = False

    @property
    def response(self) -> Response:
        """Return what was answered as the kinds of question take it."""
        return Response(tuple(self.option_ids), self.text)

    @property
    def counts(self) -> bool:
        """Return whether it counts as right."""
        return self.right or self.graded


@dataclass(frozen=True)
class Note:
    """A private note and how often it was changed."""

    text: str
    edit: int


@dataclass(frozen=True)
class Vote:
    """A vote and what everybody's come to."""

    option_id: str
    result: PollResult


@dataclass(frozen=True)
class Work:
    """Everything by block id; answers first try first."""

    answers: dict[str, list[GivenAnswer]] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    votes: dict[str, Vote] = field(default_factory=dict)


NO_WORK = Work()


def work_in(user: User | None, programme: uuid.UUID, year: int, lineage: uuid.UUID, body: LessonBody) -> Work:
    """Return a person's work in a lesson of one edition. Nothing is asked for strangers, nor for kinds not there."""
    if user is None or not body.questions:
        return NO_WORK
    mine = {
        "enrolment__user": user,
        "enrolment__programme": programme,
        "enrolment__year": year,
        "lineage": lineage,
    }
    kinds = {question.kind for question in body.questions}
    answers = {}
    if any(KINDS[kind].marked for kind in kinds):
        rows = GIVEN.all(user=user.pk, programme=programme, year=year, lineage=lineage)
        answers = answers_by_block(rows, graded_tries(mine, body))
    return Work(
        answers=answers,
        notes=notes_by_block(mine) if ReflectionBlock.kind in kinds else {},
        votes=votes_by_block(mine, body) if PollBlock.kind in kinds else {},
    )


def answers_by_block(rows: list[Any], graded: set[tuple[uuid.UUID, int]]) -> dict[str, list[GivenAnswer]]:
    """Return tries by block id, the first one first."""
    by_block: dict[str, list[GivenAnswer]] = {}
    for block_id, number, option_ids, text, right, sha256 in reversed(rows):  # by time: offline work comes later
        counts = (block_id, number) in graded
        answer = GivenAnswer(str(block_id), number, option_ids, text, right, sha256, counts)
        by_block.setdefault(str(block_id), []).append(answer)
    return by_block


def graded_tries(mine: dict[str, Any], body: LessonBody) -> set[tuple[uuid.UUID, int]]:
    """Return (block id, number) of tries that a correction made right. Asked only where a question was corrected."""
    if not any(question.correction for question in body.questions):
        return set()
    rows = AnswerGrade.objects.filter(**{f"answer__attempt__{name}": value for name, value in mine.items()})
    return set(rows.values_list("answer__attempt__block_id", "answer__attempt__number"))


def notes_by_block(mine: dict[str, Any]) -> dict[str, Note]:
    """Return private notes by block id."""
    rows = Reflection.objects.filter(**mine).values_list("block_id", "text", "edit")
    return {str(block_id): Note(text, edit) for block_id, text, edit in rows}


def votes_by_block(mine: dict[str, Any], body: LessonBody) -> dict[str, Vote]:
    """Return votes by block id, each with the poll's result: people see it once they voted."""
    polls: dict[str, Question] = {
        question.block_id: question for question in body.questions if question.kind == PollBlock.kind
    }
    votes = {}
    for block_id, option_id in PollVote.objects.filter(**mine).values_list("block_id", "option_id"):
        poll = polls.get(str(block_id))
        if poll is not None and option_id in PollBlock.options_of(poll.payload):
            where = (mine["enrolment__programme"], mine["enrolment__year"], mine["lineage"])
            votes[poll.block_id] = Vote(option_id, poll_result(*where, poll.block_id, poll.payload, option_id))
    return votes

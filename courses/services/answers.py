"""Answering a question: marked by option ids on the server, as many tries as a person likes."""

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from courses.blocks.questions import KINDS, Mark, Response
from courses.blocks.questions.poll import PollBlock
from courses.blocks.questions.protocol import MOST_OPTIONS
from courses.blocks.questions.reflection import ReflectionBlock
from courses.errors import QuestionChanged, TooFast
from courses.models import (
    Answer,
    Attempt,
    Enrolment,
    Evidence,
    LessonPage,
    PollVote,
    ProgrammePage,
    QuestionVersion,
    Reflection,
)
from courses.services.corrections import grade_by_corrections
from courses.services.enrolment import enrol, remember_place
from courses.services.polls import cast_vote
from courses.services.progress import record_evidence
from courses.services.reflections import keep_reflection
from courses.services.versions import current_question, edition_of
from lms.accounts.models import User
from lms.lib import clock
from lms.lib.limits import allow

logger = logging.getLogger(__name__)

ANSWERS_A_MINUTE = 60


@dataclass(frozen=True)
class Choice:
    """An answer that fits the question it was given to, not yet kept."""

    version: QuestionVersion
    response: Response

    @property
    def mark(self) -> Mark:
        """Return the feedback."""
        return KINDS[self.version.kind].mark(self.version.payload, self.response)


def question_asked(*, lesson: LessonPage, block_id: uuid.UUID, seen: int) -> QuestionVersion:
    """Return a question of a lesson as the learner saw it.

    `seen` is the number of the question version on the learner's page (0: not known, so as it is now). Raises
    QuestionChanged for a question that is gone.
    """
    version = current_question(lesson=lesson, block_id=block_id)
    if seen and seen != version.number:
        frozen = QuestionVersion.objects.filter(lineage=lesson.lineage, block_id=block_id)
        version = frozen.filter(number=seen).first() or version
    return version


def check_choice(
    *, lesson: LessonPage, block_id: uuid.UUID, option_ids: Sequence[str], text: str = "", seen: int
) -> Choice:
    """Return what was answered if the question, as the learner saw it, allows it.

    Raises NoAnswer for an empty answer and for one that cannot be read, saying what is missing; QuestionChanged for a
    question that is gone and for options that are not its own.
    """
    version = question_asked(lesson=lesson, block_id=block_id, seen=seen)
    return check_response(version=version, response=Response(tuple(option_ids), text))


def check_response(*, version: QuestionVersion, response: Response) -> Choice:
    """Return an answer as it will be kept. Raises as `check_choice` does."""
    if len(response.option_ids) > MOST_OPTIONS:
        raise QuestionChanged
    return Choice(version, KINDS[version.kind].accept(version.payload, response))


def answer_question(
    *,
    user: User,
    lesson: LessonPage,
    choice: Choice,
    client_uuid: uuid.UUID,
    kept: int | None = None,
    by: User | None,
) -> Answer | Reflection | PollVote:
    """Keep what somebody answered and return it: a try, a note or a vote. The first right try is written as evidence.

    The same answer twice in a row is one act, and so is a replay of an earlier form. `kept` is the edit of a note on the
    learner's page (None: not known). Raises TooFast; NoteChanged where a note was changed elsewhere meanwhile.
    """
    if not allow(f"answer:{user.pk}", ANSWERS_A_MINUTE, 60):
        raise TooFast
    at = clock.now()
    with transaction.atomic():
        edition = edition_of(lesson)
        enrolment = enrol(user=user, edition=edition, by=by)
        # Two windows may send at once: whoever comes second must see what the first wrote.
        enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
        unmarked = keep_unmarked(
            enrolment=enrolment, edition=edition, choice=choice, client_uuid=client_uuid, kept=kept, at=at
        )
        if unmarked is not None:
            return unmarked
        return keep_answer(
            user=user,
            enrolment=enrolment,
            edition=edition,
            lesson=lesson,
            choice=choice,
            client_uuid=client_uuid,
            at=at,
            by=by,
        )


def keep_unmarked(
    *,
    enrolment: Enrolment,
    edition: ProgrammePage,
    choice: Choice,
    client_uuid: uuid.UUID,
    kept: int | None = None,
    at: datetime,
) -> Reflection | PollVote | None:
    """Keep a note or a vote; None for a question that is marked. Call with the enrolment's row locked."""
    version, response = choice.version, choice.response
    row: Reflection | PollVote
    if version.kind == ReflectionBlock.kind:
        row = keep_reflection(
            enrolment=enrolment, version=version, text=response.text, client_uuid=client_uuid, kept=kept, at=at
        )
    elif version.kind == PollBlock.kind:
        row = cast_vote(
            enrolment=enrolment, version=version, option_id=response.option_ids[0], client_uuid=client_uuid, at=at
        )
    else:
        return None
    remember_place(enrolment=enrolment, edition=edition, lineage=version.lineage, at=at)
    return row


def keep_answer(
    *,
    user: User,
    enrolment: Enrolment,
    edition: ProgrammePage,
    lesson: LessonPage,
    choice: Choice,
    client_uuid: uuid.UUID,
    at: datetime,
    by: User | None,
) -> Answer:
    """Write one try, unless it repeats one. Call inside a transaction that holds the enrolment."""
    version = choice.version
    tries = list(
        Answer.objects.filter(
            attempt__enrolment=enrolment, attempt__lineage=lesson.lineage, attempt__block_id=version.block_id
        )
        .select_related("attempt")
        .order_by("attempt__number")
    )
    if known := same_act(tries, choice, client_uuid):
        return known
    return write_try(
        user=user,
        enrolment=enrolment,
        edition=edition,
        lesson=lesson,
        choice=choice,
        number=len(tries) + 1,
        client_uuid=client_uuid,
        at=at,
        by=by,
    )


def write_try(
    *,
    user: User,
    enrolment: Enrolment,
    edition: ProgrammePage,
    lesson: LessonPage,
    choice: Choice,
    number: int,
    client_uuid: uuid.UUID,
    at: datetime,
    by: User | None,
) -> Answer:
    """Write one try, given at a moment that is not in the future. Call with the enrolment's row locked."""
    version = choice.version
    attempt = Attempt(
        enrolment=enrolment,
        lineage=lesson.lineage,
        block_id=version.block_id,
        number=number,
        client_uuid=client_uuid,
        submitted_at=at,
    )
    attempt.save()
    answer = Answer(
        attempt=attempt,
        question_version=version,
        option_ids=list(choice.response.option_ids),
        text=choice.response.text,
        right=choice.mark.right,
    )
    answer.save()
    remember_place(enrolment=enrolment, edition=edition, lineage=lesson.lineage, at=at)
    if answer.right or grade_by_corrections(answer=answer):
        record_evidence(
            user=user,
            lesson=lesson,
            kind=Evidence.Kind.QUIZ,
            client_uuid=uuid.uuid5(lesson.lineage, f"right:{version.block_id}"),
            occurred_at=at,
            payload={"block_id": str(version.block_id)},
            by=by,
        )
    logger.info("question.answered attempt=%s lesson=%s enrolment=%s", attempt.pk, lesson.pk, enrolment.pk)
    return answer


def same_act(tries: list[Answer], choice: Choice, client_uuid: uuid.UUID) -> Answer | None:
    """Return the try that this submission repeats, if it does.

    A double click repeats the latest try. A late replay repeats an earlier one whose form sent nothing else since;
    where the same form was used again in between (Back, another choice, Back), going back is a new try.
    """
    if not tries:
        return None

    def equal(answer: Answer) -> bool:
        return answer.question_version_id == choice.version.pk and answer.response == choice.response

    latest = tries[-1]
    if equal(latest):
        return latest
    if latest.attempt.client_uuid == client_uuid:
        return None
    return next((answer for answer in tries if equal(answer) and answer.attempt.client_uuid == client_uuid), None)

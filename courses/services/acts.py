"""Acts that waited on a phone without a network: each is kept once, whatever the order in which they arrive."""

import logging
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from courses.blocks.questions import KINDS, Response
from courses.errors import DifferentAct, NotSaved
from courses.models import Answer, Attempt, Enrolment, Evidence, LessonPage, PollVote, QuestionVersion, Reflection
from courses.services.answers import Choice, check_response, keep_unmarked, question_asked, write_try
from courses.services.enrolment import enrol
from courses.services.progress import record_evidence
from courses.services.versions import edition_of
from lms.accounts.models import User
from lms.lib import clock

logger = logging.getLogger(__name__)

DONE, NOT_DONE, ANSWER = "done", "not_done", "answer"
KINDS_OF_EVIDENCE = {DONE: Evidence.Kind.MARKED, NOT_DONE: Evidence.Kind.UNMARKED}
SKEW = timedelta(hours=24)  # how far a phone's clock may run ahead
OLDEST = timedelta(days=396)  # what a phone says is older has a wrong clock: guests are forgotten after that time


@dataclass(frozen=True)
class Given:
    """What was answered to which question; `seen` is the number of the version on the learner's page (0: not known)."""

    question: uuid.UUID
    seen: int
    response: Response
    form: str = ""  # instead of a response: the fields as the question's form would send them


@dataclass(frozen=True)
class Act:
    """One thing that somebody did, as their phone tells it. `at` is a hint: None where the phone's clock is no help."""

    id: uuid.UUID
    act: str
    programme: uuid.UUID
    year: int
    lesson: uuid.UUID
    at: datetime | None = None
    given: Given | None = None
    language: str = ""

    @property
    def place(self) -> tuple[uuid.UUID, int, uuid.UUID]:
        """Return which lesson of which yearly edition."""
        return self.programme, self.year, self.lesson


@dataclass(frozen=True)
class CheckedAct:
    """An act that can be kept: its lesson is known, its time believed, its answer one that the question allows."""

    act: Act
    lesson: LessonPage
    at: datetime | None
    choice: Choice | None


def check_act(*, act: Act, lesson: LessonPage) -> CheckedAct:
    """Return an act that can be kept. Writes nothing about anybody. Raises NotSaved, NoAnswer, QuestionChanged."""
    now = clock.now()
    if act.at and act.at > now + SKEW:
        raise NotSaved(_("The time on this phone is wrong. It says that you did this in the future."), 422)
    at = act.at if act.at and act.at > now - OLDEST else None
    return CheckedAct(act, lesson, at, check_given(lesson=lesson, given=act.given) if act.given else None)


def check_given(*, lesson: LessonPage, given: Given) -> Choice:
    """Return an answer to the question as the learner saw it; one that left the lesson since may still be answered."""
    frozen = QuestionVersion.objects.filter(lineage=lesson.lineage, block_id=given.question, number=given.seen).first()
    version = frozen or question_asked(lesson=lesson, block_id=given.question, seen=0)
    read = KINDS[version.kind].read_form
    response = read(version.payload, QueryDict(given.form)) if given.form else given.response
    return check_response(version=version, response=response)


@transaction.atomic
def keep_act(*, user: User, checked: CheckedAct, by: User | None) -> None:
    """Keep one act. Sent again it changes nothing; the same id with another act raises DifferentAct.

    One person's acts are kept one after another, so that an id is never taken by two acts at once.
    """
    act = checked.act
    if User.objects.select_for_update().filter(pk=user.pk).first() is None:
        raise NotSaved(_("Sign in again, then send this."), 403)
    if is_replay(user=user, checked=checked):
        return
    if checked.choice is None:
        record_evidence(
            user=user,
            lesson=checked.lesson,
            kind=KINDS_OF_EVIDENCE[act.act],
            client_uuid=act.id,
            occurred_at=checked.at,
            by=by,
        )
    else:
        keep_try(user=user, checked=checked, choice=checked.choice, by=by)
    logger.info("act.kept person=%s lesson=%s act=%s", user.pk, checked.lesson.pk, act.act)


def keep_try(*, user: User, checked: CheckedAct, choice: Choice, by: User | None) -> None:
    """Keep one try at a question, with the time at which it was given."""
    edition = edition_of(checked.lesson)
    enrolment = enrol(user=user, edition=edition, by=by)
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    question = {"lineage": checked.lesson.lineage, "block_id": choice.version.block_id}
    now = clock.now()
    at = min(checked.at or now, now)
    row = keep_unmarked(
        enrolment=enrolment,
        edition=edition,
        choice=choice,
        client_uuid=checked.act.id,
        kept=edit_seen(checked.act),
        at=at,
    )
    if row is not None:
        return
    write_try(
        user=user,
        enrolment=enrolment,
        edition=edition,
        lesson=checked.lesson,
        choice=choice,
        number=Attempt.objects.filter(enrolment=enrolment, **question).count() + 1,
        client_uuid=checked.act.id,
        at=at,
        by=by,
    )


def edit_seen(act: Act) -> int | None:
    """Return which edit of a private note the phone's page showed, None where it did not say."""
    said = QueryDict(act.given.form).get("kept", "") if act.given and act.given.form else ""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


def is_replay(*, user: User, checked: CheckedAct) -> bool:
    """Return whether this very act is kept already. Raises DifferentAct when its id belongs to another one."""
    act, choice = checked.act, checked.choice
    evidence = Evidence.objects.filter(enrolment__user=user, client_uuid=act.id).select_related("enrolment").first()
    if evidence is not None:
        kept = (evidence.enrolment.programme, evidence.enrolment.year, evidence.lineage)
        if choice is not None or kept != act.place or evidence.kind != KINDS_OF_EVIDENCE[act.act]:
            raise DifferentAct
        return True
    answer = (
        Answer.objects.filter(attempt__enrolment__user=user, attempt__client_uuid=act.id)
        .select_related("attempt__enrolment")
        .first()
    )
    if answer is None:
        return is_known_note_or_vote(user=user, checked=checked)
    enrolment = answer.attempt.enrolment
    if choice is None or (enrolment.programme, enrolment.year, answer.attempt.lineage) != act.place:
        raise DifferentAct
    if (answer.question_version_id, answer.response) != (choice.version.pk, choice.response):
        raise DifferentAct
    return True


def is_known_note_or_vote(*, user: User, checked: CheckedAct) -> bool:
    """Return whether this very note or vote stands already. Raises DifferentAct when its id stands for another one."""
    act, choice = checked.act, checked.choice
    mine = {"enrolment__user": user, "client_uuid": act.id}
    note = Reflection.objects.filter(**mine).select_related("enrolment").first()
    vote = PollVote.objects.filter(**mine).select_related("enrolment").first()
    row = note or vote
    if row is None:
        return False
    kept = Response(text=note.text) if note else Response((vote.option_id,)) if vote else Response()
    place = (row.enrolment.programme, row.enrolment.year, row.lineage)
    same = choice is not None and (choice.version.block_id, choice.response) == (row.block_id, kept)
    if not same or place != act.place:
        raise DifferentAct
    return True

"""The one door through which everything that counts as learning is written (learning.md section 2).

Button, quiz, attendance register, group session, import and offline replay all call `record_evidence`. It is lean,
because a room of people presses the button at the same moment: docs/adr/0020 counts its statements.
"""

import logging
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from courses.errors import DifferentAct, FromTheFuture, LessonNotOpen, NotTheirOwn
from courses.models import Evidence, LessonPage, ProgrammePage
from courses.models.lineages import edition_path
from courses.selectors.editions import counting_outline
from courses.selectors.outline import Outline, outline_at, outline_of
from courses.selectors.progress import completed_lessons, progress_in
from courses.services.completions import SETTLING, keep_completion, settle_lesson, settle_module, settle_programme
from courses.services.enrolment import enter_edition
from courses.services.rollups import keep_rollup
from courses.services.versions import version_id_of
from lms.accounts.models import User
from lms.lib import clock
from lms.lib.upserts import insert_once

logger = logging.getLogger(__name__)

THEIR_OWN = frozenset({Evidence.Kind.MARKED, Evidence.Kind.UNMARKED, Evidence.Kind.QUIZ})
MOST_SKEW = timedelta(hours=24)
AHEAD = "clock_ahead_seconds"  # what is noted about an act whose time was clamped
OTHERS = (
    "EXISTS (SELECT 1 FROM courses_evidence other WHERE other.enrolment_id = old.enrolment_id"
    " AND other.lineage = old.lineage AND other.id <> old.id AND other.kind <> 'quiz')"
)


@transaction.atomic
def record_evidence(
    *,
    user: User,
    lesson: LessonPage,
    kind: str,
    client_uuid: uuid.UUID,
    occurred_at: datetime | None = None,
    payload: dict[str, Any] | None = None,
    by: User | None,
) -> Evidence:
    """Write one act of learning and return it; completions follow in the same transaction.

    `client_uuid` is made when the form is rendered: a double click, a second tab and a replay are one act. The same
    uuid with another act raises DifferentAct. `occurred_at` (aware) is what the learner's device says; up to a day in
    the future counts as now and is noted, more raises FromTheFuture. `by` is who wrote it: for marks and answers the
    learner, or NotTheirOwn is raised; for the other kinds a register or a trainer may. A lesson retired since it was
    done still counts, for the version that was last published; LessonNotOpen for one that never was.
    """
    act_kind, now = Evidence.Kind(kind), clock.now()
    if act_kind in THEIR_OWN and (by is None or by.pk != user.pk):
        raise NotTheirOwn
    moment, notes = moment_of(occurred_at, now)
    outline, is_open = place_of(lesson)
    act = Evidence(
        lineage=lesson.lineage,
        kind=act_kind,
        lesson_version_id=version_id_of(lesson=lesson, outline=outline, is_open=is_open),
        client_uuid=client_uuid,
        occurred_at=moment,
        received_at=now,
        payload={**(payload or {}), **notes},
        by=by,
    )
    # What others write on somebody's behalf, and what was done in another year, leaves "Continue" where they were.
    is_here = (by is None or by.pk == user.pk) and act_kind != Evidence.Kind.CARRIED
    place = lesson.lineage if is_here else None
    act.enrolment, is_finished = enter_edition(user=user, outline=outline, place=place, at=moment, by=by)
    inserted = insert_once(act, unique=["enrolment", "client_uuid"], also=[OTHERS])
    if inserted is None:
        known = Evidence.objects.get(enrolment=act.enrolment, client_uuid=client_uuid)
        return same_act(known, act)
    if act_kind in SETTLING:
        settle(act, alone=not inserted[1], outline=outline, is_finished=is_finished)
    logger.info(
        "evidence.recorded evidence=%s kind=%s lesson=%s enrolment=%s", act.pk, kind, lesson.pk, act.enrolment_id
    )
    return act


def settle(act: Evidence, *, alone: bool, outline: Outline, is_finished: bool) -> None:
    """Let completions and numbers follow from a new act. `alone`: it is the first that was ever said of its lesson."""
    enrolment, page_id = act.enrolment, outline.page_id
    outline = counting_outline(outline)
    if alone:
        keep_completion([act])
    else:
        settle_lesson(enrolment=enrolment, lineage=act.lineage)
    completed = completed_lessons(enrolment)
    keep_rollup(enrolment=enrolment, progress=progress_in(outline, completed))
    row = outline.by_lineage.get(act.lineage)
    if row is not None and act.lineage in completed:
        settle_module(enrolment=enrolment, module=outline.module_of(row), completed=completed)
    if not is_finished and settle_programme(enrolment=enrolment, outline=outline, completed=completed, page_id=page_id):
        for module in outline.modules:  # one whose last open lesson was retired was never settled by an act of its own
            settle_module(enrolment=enrolment, module=module, completed=completed)


def moment_of(occurred_at: datetime | None, now: datetime) -> tuple[datetime, dict[str, Any]]:
    """Return when something happened, and what to note about it. Raises FromTheFuture."""
    if occurred_at is None or occurred_at <= now:
        return occurred_at or now, {}
    ahead = occurred_at - now
    if ahead > MOST_SKEW:
        raise FromTheFuture
    return now, {AHEAD: round(ahead.total_seconds())}


def place_of(lesson: LessonPage) -> tuple[Outline, bool]:
    """Return the edition a lesson stands in, and whether it is published there now: as remembered, or else as it is.

    Raises LessonNotOpen for a lesson that stands in no edition.
    """
    kept = outline_at(edition_path(lesson.path))
    if kept is not None and lesson.lineage in kept.by_lineage:
        return kept, True
    edition = ProgrammePage.objects.ancestor_of(lesson).first()
    if edition is None:
        raise LessonNotOpen
    outline = outline_of(edition)
    return outline, lesson.lineage in outline.by_lineage


def same_act(known: Evidence, act: Evidence) -> Evidence:
    """Return the known act if it says the same as this one. Raises DifferentAct; times may differ, acts may not."""

    def said(one: Evidence) -> tuple[Any, ...]:
        return one.lineage, one.kind, {name: value for name, value in one.payload.items() if name != AHEAD}

    if said(known) != said(act):
        raise DifferentAct
    return known


def mark_done(*, user: User, lesson: LessonPage, client_uuid: uuid.UUID, by: User | None) -> Evidence:
    """Write that a learner says they did a lesson."""
    return record_evidence(user=user, lesson=lesson, kind=Evidence.Kind.MARKED, client_uuid=client_uuid, by=by)


def unmark(*, user: User, lesson: LessonPage, client_uuid: uuid.UUID, by: User | None) -> Evidence:
    """Write that a learner takes their mark back. What they earned stays earned; marking again keeps the first date."""
    return record_evidence(user=user, lesson=lesson, kind=Evidence.Kind.UNMARKED, client_uuid=client_uuid, by=by)

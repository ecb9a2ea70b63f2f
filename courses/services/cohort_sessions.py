"""We did this together: a lesson marked for those who were there, which each of them may take back (AC-37)."""

import datetime
import logging
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.errors import DifferentAct, GroupRefused
from courses.models import (
    COMPLETING,
    Cohort,
    CohortMember,
    Enrolment,
    Evidence,
    GroupPresence,
    GroupSession,
    LessonPage,
)
from courses.services.cohort_members import lock
from courses.services.enrolment import enrol
from courses.services.progress import record_evidence
from courses.services.versions import edition_of
from lms.accounts.models import User
from lms.lib import clock

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 60
OLDEST = datetime.timedelta(days=120)  # a register on paper may be typed in later
NOON = datetime.time(12)


@transaction.atomic
def hold_session(
    *,
    cohort: Cohort,
    lesson: LessonPage,
    on: datetime.date,
    members: Iterable[CohortMember],
    heads: int,
    client_uuid: uuid.UUID,
    by: User,
) -> GroupSession:
    """Write that a group did a lesson together on a day, and mark it for `members`; return the session.

    The same form sent twice is one session. Raises GroupRefused for a day to come or long gone, DifferentAct for the
    same form with another lesson or day.
    """
    locked = lock(cohort)
    today = timezone.localdate(clock.now())
    if not today - OLDEST <= on <= today:
        raise GroupRefused(_("Choose a day that has been, in the last four months."))
    row = GroupSession(
        cohort=locked,
        lineage=lesson.lineage,
        title=lesson.title,
        on=on,
        heads=heads,
        client_uuid=client_uuid,
        made_at=clock.now(),
        by=by,
    )
    GroupSession.objects.bulk_create([row], ignore_conflicts=True)
    session = GroupSession.objects.get(cohort=locked, client_uuid=client_uuid)
    if (session.lineage, session.on) != (lesson.lineage, on):
        raise DifferentAct
    if session.public_id == row.public_id:
        logger.info("cohort.session_held session=%s cohort=%s by=%s", session.pk, cohort.pk, by.pk)
    add_present(session=session, lesson=lesson, members=members, by=by)
    return session


@transaction.atomic
def add_present(*, session: GroupSession, lesson: LessonPage, members: Iterable[CohortMember], by: User) -> None:
    """Mark the lesson of a session for people who were there; for late arrivals again. Nobody is marked twice.

    Who took back a mark for this lesson keeps it taken back: an organiser never marks over that.
    """
    lock(session.cohort)
    there = sorted({member.pk: member for member in members}.values(), key=lambda member: member.user_id)
    if len(there) > MOST_AT_ONCE:
        raise GroupRefused(_("Mark at most %(most)s people at a time.") % {"most": MOST_AT_ONCE})
    GroupPresence.objects.bulk_create(
        [GroupPresence(session=session, member=member) for member in there], ignore_conflicts=True
    )
    rows = GroupPresence.objects.filter(session=session, member__in=there).select_related("member__user")
    for presence in rows.order_by(
        "member__user_id"
    ):  # always in this order, so that two registers never wait in a ring
        mark(presence=presence, session=session, lesson=lesson, by=by)


def mark(*, presence: GroupPresence, session: GroupSession, lesson: LessonPage, by: User) -> None:
    """Write that one person did the lesson with the group, unless they have taken a mark for it back."""
    person = presence.member.user
    enrolment = enrol(user=person, edition=edition_of(lesson), by=by)
    Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if presence.undone_at is None and not taken_back(enrolment, lesson.lineage):
        record_evidence(
            user=person,
            lesson=lesson,
            kind=Evidence.Kind.FACILITATED,
            client_uuid=presence.client_uuid,
            occurred_at=moment_of(session.on),
            by=by,
        )


def taken_back(enrolment: Enrolment, lineage: uuid.UUID) -> bool:
    """Tell whether the last thing somebody said about a lesson is that they have not done it."""
    kinds = [*COMPLETING, Evidence.Kind.UNMARKED]
    acts = Evidence.objects.filter(enrolment=enrolment, lineage=lineage, kind__in=kinds)
    last = max(
        acts.values_list("occurred_at", "client_uuid", "kind"), default=None, key=lambda act: (act[0], str(act[1]))
    )
    return last is not None and last[2] == Evidence.Kind.UNMARKED


def moment_of(on: datetime.date) -> datetime.datetime:
    """Return when a session of that day happened: now for today, else noon."""
    now = clock.now()
    return now if on >= timezone.localdate(now) else timezone.make_aware(datetime.datetime.combine(on, NOON))


@transaction.atomic
def undo_presence(*, presence: GroupPresence, lesson: LessonPage | None, by: User) -> None:
    """Take back one's own mark of a session, once. A mark that somebody made themselves stays.

    `lesson` is None where the lesson is no longer published: then only the presence is taken back.
    """
    rows = GroupPresence.objects.select_for_update().filter(pk=presence.pk, undone_at=None)
    if not rows.update(undone_at=clock.now()):
        return
    logger.info("cohort.presence_undone presence=%s by=%s", presence.pk, by.pk)
    if lesson is None:
        return
    enrolment = enrol(user=by, edition=edition_of(lesson), by=by)
    others = Evidence.objects.filter(enrolment=enrolment, lineage=lesson.lineage, kind__in=COMPLETING)
    if not others.exclude(client_uuid=presence.client_uuid).exists():
        record_evidence(
            user=by,
            lesson=lesson,
            kind=Evidence.Kind.UNMARKED,
            client_uuid=uuid.uuid5(presence.client_uuid, "undone"),
            by=by,
        )

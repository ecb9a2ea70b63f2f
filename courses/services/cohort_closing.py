"""A group ends: names go, totals stay (domain/law.md L-06, AC-39)."""

import logging
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from courses.models import KEEP_DAYS, MOST_HEADS, Cohort, CohortMember, Evidence, GroupPresence, GroupSession
from courses.services.cohort_cards import forget_places
from lms.accounts.models import User
from lms.lib import clock

logger = logging.getLogger(__name__)
AT_ONCE = 20


@transaction.atomic
def close_cohort(*, cohort: Cohort, by: User | None) -> None:
    """Close a group: its name, words, dates, members and who was where go; how many they were stays. Once.

    What people learned stays theirs, and no longer says which organiser wrote it down. `by` is None for the clock.
    """
    locked = Cohort.objects.select_for_update().filter(pk=cohort.pk, closed_at=None).first()
    if locked is None:
        return
    people = locked.members.joined().count()
    for session in locked.sessions.annotate(there=Count("presences")):
        GroupSession.objects.filter(pk=session.pk).update(
            heads=min(max(session.heads, session.there), MOST_HEADS), by=None
        )
    ids = GroupPresence.objects.filter(session__cohort=locked).values("client_uuid")
    users = locked.members.values("user")
    Evidence.objects.filter(enrolment__user__in=users, kind=Evidence.Kind.FACILITATED, client_uuid__in=ids).hand_over(
        by=None
    )
    forget_places(list(locked.members.waiting().select_related("user")))
    locked.members.all().delete()
    locked.dates.all().delete()
    locked.name = locked.words_sealed = locked.link_sealed = ""
    locked.words_hash = locked.link_hash = locked.created_by = None
    locked.closed_at, locked.people_at_close = clock.now(), people
    locked.save()
    logger.info("cohort.closed cohort=%s people=%s by=%s", locked.pk, people, getattr(by, "pk", None))


def due(today: date) -> list[Cohort]:
    """Return the open groups whose last day was KEEP_DAYS days ago or more, the longest gone first."""
    return list(Cohort.objects.open().last_day_by(today - timedelta(days=KEEP_DAYS)))


def close_due_cohorts() -> int:
    """Close what is due, AT_ONCE at most; return how many there were."""
    over = due(timezone.localdate(clock.now()))[:AT_ONCE]
    for cohort in over:
        close_cohort(cohort=cohort, by=None)
    return len(over)


def close_where_nobody_organises(*, person: User) -> None:
    """Close the groups that only `person` looks after: they are about to be erased."""
    mine = CohortMember.objects.filter(user=person).organisers().values("cohort")
    for cohort in Cohort.objects.open().filter(pk__in=mine):
        Cohort.objects.select_for_update().get(pk=cohort.pk)
        if not cohort.members.organisers().exclude(user=person).exists():
            close_cohort(cohort=cohort, by=None)

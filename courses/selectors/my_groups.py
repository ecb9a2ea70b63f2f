"""The groups somebody is in, for My learning."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from courses.models import CohortDate, CohortMember
from courses.selectors.cohort_edition import outlines_for
from courses.selectors.cohort_screen import DatedLesson, dated, doing
from lms.accounts.models import User
from lms.lib import clock

MOST_GROUPS = 12


@dataclass(frozen=True)
class GroupCard:
    """One group. `named` is False for a place from a card whose owner has not chosen a nickname yet."""

    name: str
    url: str
    doing: str
    named: bool
    invited: bool
    following: DatedLesson | None


def my_groups(user: User | None) -> list[GroupCard]:
    """Return somebody's open groups. Three queries for members, one for others, none for strangers."""
    if user is None:
        return []
    members = list(
        CohortMember.objects.filter(user=user, cohort__closed_at=None)
        .select_related("cohort")
        .order_by("cohort__name", "pk")[:MOST_GROUPS]
    )
    if not members:
        return []
    outlines = outlines_for([member.cohort for member in members])
    today = timezone.localdate(clock.now())
    coming = CohortDate.objects.filter(cohort__in=[member.cohort_id for member in members], on__gte=today)
    by_cohort: dict[int, list[CohortDate]] = {}
    for date in coming.order_by("on", "at", "pk"):
        by_cohort.setdefault(date.cohort_id, []).append(date)
    return [
        GroupCard(
            name=member.cohort.name,
            url=reverse("courses:group", args=[member.cohort.public_id]),
            doing=doing(member.cohort, outlines.get(member.cohort_id)),
            named=member.joined_at is not None,
            invited=member.invited_at is not None,
            following=next(iter(dated(by_cohort.get(member.cohort_id, []), outlines.get(member.cohort_id))), None),
        )
        for member in members
    ]

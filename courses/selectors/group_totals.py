"""Groups as staff see them: totals, never who is in one, nor what it is called (a name may be somebody's)."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from courses.models import Cohort, GroupSession, ProgrammePage

A_PAGE = 50
FEW = 5  # fewer people than this are not counted out to staff


@dataclass(frozen=True)
class GroupTotals:
    """One group in numbers."""

    number: int
    programme: str
    opened: datetime.date
    closed: datetime.date | None
    people: str
    together: int


def group_totals(page: str) -> tuple[list[GroupTotals], "Page[Cohort]"]:
    """Return one page of groups, the newest first, and the page for its links. Two queries."""
    found = Paginator(rows(), A_PAGE).get_page(page)
    return [totals(row) for row in found.object_list], found


def rows() -> "QuerySet[Cohort]":
    """Return the groups with the title of their edition and what is counted."""
    editions = ProgrammePage.objects.filter(lineage=OuterRef("programme"), year=OuterRef("year")).order_by("path")
    sessions = GroupSession.objects.filter(cohort=OuterRef("pk")).order_by().values("cohort")
    return Cohort.objects.annotate(
        edition=Subquery(editions.values("title")[:1]),
        there=Count("members", filter=Q(members__joined_at__isnull=False)),
        together=Subquery(sessions.annotate(n=Count("pk")).values("n")),
    ).order_by("-created_at", "-pk")


def totals(row: Cohort) -> GroupTotals:
    """Return one group in numbers."""
    people: int = row.there if row.closed_at is None else row.people_at_close or 0  # type: ignore[attr-defined]
    return GroupTotals(
        number=row.pk,
        programme=row.edition or str(row.year),  # type: ignore[attr-defined]
        opened=timezone.localdate(row.created_at),
        closed=timezone.localdate(row.closed_at) if row.closed_at else None,
        people=str(people) if people >= FEW else f"fewer than {FEW}",
        together=row.together or 0,  # type: ignore[attr-defined]
    )

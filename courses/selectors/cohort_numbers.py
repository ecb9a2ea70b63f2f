"""How far a group is, in numbers, and by name only for those who switched that on (AC-34). docs/adr/0028 explains."""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from courses.models import Attempt, Cohort, CohortMember, Enrolment, Evidence, LessonCompletion

FEWEST = 3  # people behind a number whom nobody named: with fewer, a number would say who


@dataclass(frozen=True)
class GroupNumbers:
    """Finished and started by lesson, and what sharing members finished by the id of their place.

    `shown` is False while the numbers would point at one or two people; then there are none.
    """

    shown: bool
    finished: Counter[uuid.UUID] = field(default_factory=Counter)
    started: Counter[uuid.UUID] = field(default_factory=Counter)
    by_member: dict[int, set[uuid.UUID]] = field(default_factory=dict)


def may_show(members: list[CohortMember], viewer: CohortMember) -> bool:
    """Tell whether numbers about these people may be shown to one of them.

    They know about themselves, and about those who share. Of the others there must be none or at least FEWEST; and in
    all at least FEWEST, as "started" is never shared by name.
    """
    others = [member for member in members if member.pk != viewer.pk]
    unnamed = [member for member in others if not member.shares_progress]
    return len(others) >= FEWEST and (not unnamed or len(unnamed) >= FEWEST)


def numbers_of(cohort: Cohort, members: list[CohortMember], viewer: CohortMember) -> GroupNumbers:
    """Return the numbers of a group for one of its organisers. Four queries, whatever its size."""
    owners = {member.user_id: member for member in members}
    users = dict(
        Enrolment.objects.filter(user__in=owners, programme=cohort.programme, year=cohort.year).values_list(
            "pk", "user"
        )
    )
    done = LessonCompletion.objects.filter(enrolment__in=users, undone_at=None).values_list("enrolment", "lineage")
    finished = set(done)
    by_member: defaultdict[int, set[uuid.UUID]] = defaultdict(set)
    for enrolment, lineage in finished:
        member = owners[users[enrolment]]
        if member.shares_progress:
            by_member[member.pk].add(lineage)
    begun = {pair for table in (Evidence, Attempt) for pair in pairs_of(table, list(users))} | finished
    shown = may_show(members, viewer)
    return GroupNumbers(
        shown=shown,
        finished=Counter(lineage for _, lineage in finished) if shown else Counter(),
        started=Counter(lineage for _, lineage in begun) if shown else Counter(),
        by_member=dict(by_member),
    )


def pairs_of(table: type[Evidence] | type[Attempt], enrolments: list[int]) -> set[tuple[int, uuid.UUID]]:
    """Return who did something in which lesson, once each."""
    rows = table.objects.filter(enrolment__in=enrolments).order_by()
    return set(rows.values_list("enrolment", "lineage").distinct())

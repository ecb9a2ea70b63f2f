"""Everything a group's pages show: to its organisers, and to one of its members. Never writes."""

import datetime
import uuid
from dataclasses import dataclass

from django.utils import timezone

from courses.models import KEEP_DAYS, WARN_DAYS, Cohort, CohortDate, CohortMember, GroupPresence, GroupSession
from courses.selectors import words
from courses.selectors.cohort_edition import lessons_of, outline_for
from courses.selectors.cohort_numbers import GroupNumbers, numbers_of
from courses.selectors.outline import LessonRow, Outline
from lms.lib import clock

LAST_SESSIONS = 12


@dataclass(frozen=True)
class DatedLesson:
    """A lesson, or a module, with the group's own day for it."""

    lineage: uuid.UUID
    label: str
    title: str
    url: str
    on: datetime.date
    when: str


@dataclass(frozen=True)
class LessonBar:
    """One lesson in numbers. `percent` is the length of its bar."""

    row: LessonRow
    words: str
    percent: int


@dataclass(frozen=True)
class SharedRow:
    """Somebody who shares, with the lessons they finished."""

    nickname: str
    lessons: str


@dataclass(frozen=True)
class GroupFrame:
    """What every page of a group says about it."""

    cohort: Cohort
    member: CohortMember
    outline: Outline | None
    lessons: tuple[LessonRow, ...]
    people: int
    doing: str
    dates: list[DatedLesson]
    closes_on: datetime.date
    closing_soon: bool

    @property
    def pack_of(self) -> int | None:
        """Return the page of the module whose facilitator pack the group needs: its own, or that of its next lesson."""
        if self.outline is None or not self.lessons:
            return None
        coming = self.following.lineage if self.following else None
        row = next((row for row in self.lessons if row.lineage == coming), self.lessons[0])
        return self.outline.module_of(row).page_id

    @property
    def following(self) -> DatedLesson | None:
        """Return the next date, today's included."""
        today = timezone.localdate(clock.now())
        return next((date for date in self.dates if date.on >= today), None)


@dataclass(frozen=True)
class OrganiserScreen:
    """The organiser's page."""

    frame: GroupFrame
    numbers: GroupNumbers
    bars: list[LessonBar]
    shared: list[SharedRow]
    members: list[CohortMember]
    waiting: int
    sessions: list[GroupSession]


@dataclass(frozen=True)
class MemberScreen:
    """A member's own page."""

    frame: GroupFrame
    organisers: list[str]
    presences: list[GroupPresence]


def frame_of(member: CohortMember, people: int) -> GroupFrame:
    """Return the frame of the group somebody is in. Three queries, and what outlines need when they are not kept."""
    cohort = member.cohort
    outline = outline_for(cohort)
    lessons = lessons_of(cohort, outline)
    closes_on = Cohort.objects.filter(pk=cohort.pk).last_day() + datetime.timedelta(days=KEEP_DAYS)
    left = closes_on - timezone.localdate(clock.now())
    return GroupFrame(
        cohort=cohort,
        member=member,
        outline=outline,
        lessons=lessons,
        people=people,
        doing=doing(cohort, outline),
        dates=dated(list(CohortDate.objects.filter(cohort=cohort).order_by("on", "at", "pk")), outline),
        closes_on=closes_on,
        closing_soon=left.days <= WARN_DAYS,
    )


def doing(cohort: Cohort, outline: Outline | None) -> str:
    """Return what a group does together: the title of its module or of the whole edition."""
    if outline is None:
        return ""
    return next((module.title for module in outline.modules if module.lineage == cohort.module), outline.title)


def dated(dates: list[CohortDate], outline: Outline | None) -> list[DatedLesson]:
    """Return dates in their order with what they are for; what is no longer published is left out. No query."""
    if outline is None:
        return []
    named = {module.lineage: (str(module.number), module.title, module.url) for module in outline.modules}
    named |= {row.lineage: (row.label, row.title, row.url) for row in outline.lessons}
    return [
        DatedLesson(date.lineage, *named[date.lineage], date.on, words.day_time_place(date.on, date.at, date.place))
        for date in dates
        if date.lineage in named
    ]


def organiser_screen(member: CohortMember) -> OrganiserScreen:
    """Return the group as one of its organisers sees it: a fixed number of queries, whatever its size."""
    everybody = list(CohortMember.objects.filter(cohort=member.cohort).order_by("nickname", "pk"))
    members = [one for one in everybody if one.joined_at]
    frame = frame_of(member, len(members))
    numbers = numbers_of(member.cohort, members, member)
    return OrganiserScreen(
        frame=frame,
        numbers=numbers,
        bars=[bar(row, numbers, len(members)) for row in frame.lessons] if numbers.shown else [],
        shared=[shared_row(one, numbers, frame.lessons) for one in members if one.shares_progress],
        members=members,
        waiting=len(everybody) - len(members),
        sessions=list(GroupSession.objects.filter(cohort=member.cohort).order_by("-on", "-pk")[:LAST_SESSIONS]),
    )


def bar(row: LessonRow, numbers: GroupNumbers, people: int) -> LessonBar:
    """Return one lesson in numbers, in words and as a bar."""
    finished, started = numbers.finished[row.lineage], numbers.started[row.lineage]
    return LessonBar(row, words.finished_started(finished, started), 100 * finished // people if people else 0)


def shared_row(member: CohortMember, numbers: GroupNumbers, lessons: tuple[LessonRow, ...]) -> SharedRow:
    """Return what a sharing member finished, in the programme's order."""
    done = numbers.by_member.get(member.pk, set())
    return SharedRow(member.nickname, ", ".join(row.label for row in lessons if row.lineage in done))


def member_screen(member: CohortMember) -> MemberScreen:
    """Return the group as one of its members sees it: who looks after it, and nobody else."""
    joined = list(CohortMember.objects.filter(cohort=member.cohort).joined().values_list("nickname", "role"))
    presences = GroupPresence.objects.filter(member=member).select_related("session").order_by("-session__on", "-pk")
    return MemberScreen(
        frame=frame_of(member, len(joined)),
        organisers=sorted(nickname for nickname, role in joined if role == CohortMember.Role.ORGANISER),
        presences=list(presences[:LAST_SESSIONS]),
    )

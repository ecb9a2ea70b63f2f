"""How far somebody is: derived from completions each time, never stored (learning.md section 2)."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Count, Q

from courses.models import Enrolment, LessonCompletion
from courses.selectors.outline import ModuleRow, Outline
from lms.accounts.models import User
from lms.lib.prepared import Prepared

DONE = Prepared(
    lambda user, programme, year: LessonCompletion.objects.filter(
        enrolment__user=user, enrolment__programme=programme, enrolment__year=year, undone_at=None
    ).values_list("lineage", "lesson_version_id"),
    user=models.BigIntegerField(),
    programme=models.UUIDField(),
    year=models.IntegerField(),
)

COMPLETED = Prepared(
    lambda enrolment: LessonCompletion.objects.filter(enrolment=enrolment, undone_at=None).values_list(
        "lineage", "first_at", "lesson_version__required", "evidence_id", "lesson_version_id"
    ),
    enrolment=models.BigIntegerField(),
)


@dataclass(frozen=True)
class Completed:
    """A lesson somebody did and did not undo. `required` is as it was when they did it."""

    lineage: uuid.UUID
    first_at: datetime
    required: bool
    evidence_id: int
    version_id: int


@dataclass(frozen=True)
class Progress:
    """This learner's set: required lessons open now, plus required ones they did that were retired since."""

    done: int
    required: int

    @property
    def percent(self) -> int | None:
        """Return floor(100 x done / required); 100 only when all are done; None when nothing is required."""
        return 100 * self.done // self.required if self.required else None

    @property
    def finished(self) -> bool:
        """Return whether every required lesson is done."""
        return bool(self.required) and self.done == self.required

    def meets(self, percent: int) -> bool:
        """Return whether this finishes an edition whose rule asks for `percent`."""
        return bool(self.required) and 100 * self.done >= percent * self.required


def enrolment_in(user: User | None, outline: Outline) -> Enrolment | None:
    """Return a person's enrolment in an edition with what they finished, if they did anything there. One query, none
    for strangers.
    """
    if user is None:
        return None
    rows = Enrolment.objects.filter(user=user, programme=outline.programme, year=outline.year)
    return rows.select_related("programme_completion").first()


def completed_lessons(enrolment: Enrolment | None) -> dict[uuid.UUID, Completed]:
    """Return what somebody did in an edition, by lineage. One query."""
    if enrolment is None:
        return {}
    return {row[0]: Completed(*row) for row in COMPLETED.all(enrolment=enrolment.pk)}


def counted_in(outline: Outline, completed: dict[uuid.UUID, Completed]) -> set[uuid.UUID]:
    """Return this learner's own set: required lessons open now, plus required ones they did that were retired since."""
    retired = {row.lineage for row in completed.values() if row.required and row.lineage not in outline.published}
    return retired | outline.required


def done_by(user: User | None, outline: Outline) -> dict[uuid.UUID, int]:
    """Return which lessons of an edition somebody did, with the number of the version's row. One query, none for
    strangers.
    """
    if user is None:
        return {}
    return dict(DONE.all(user=user.pk, programme=outline.programme, year=outline.year))


def progress_in(outline: Outline, completed: dict[uuid.UUID, Completed]) -> Progress:
    """Count lineages, never pages: done and required in this learner's own set. No query."""
    counted = counted_in(outline, completed)
    return Progress(len(counted & completed.keys()), len(counted))


def progress_of_many(outline: Outline, enrolment_ids: Collection[int]) -> dict[int, Progress]:
    """Return how far each of these enrolments of one edition is, counted by the database now. One query.

    For a page of a report, a group, or a chunk of rollups; gives the same as `progress_in` for each of them.
    """
    open_now = len(outline.required)
    still = Q(lineage__in=outline.required)
    retired = Q(lesson_version__required=True) & ~Q(lineage__in=outline.published)
    rows = (
        LessonCompletion.objects.filter(enrolment__in=enrolment_ids, undone_at=None)
        .order_by()
        .values_list("enrolment")
        .annotate(still=Count("pk", filter=still), retired=Count("pk", filter=retired))
    )
    found = {number: Progress(open_done + gone, open_now + gone) for number, open_done, gone in rows}
    nothing = Progress(0, open_now)
    return {number: found.get(number, nothing) for number in enrolment_ids}


def done_in(module: ModuleRow, completed: Iterable[uuid.UUID]) -> int:
    """Return how many published lessons of a module are done."""
    done = set(completed)
    return sum(lesson.lineage in done for lesson in module.lessons)

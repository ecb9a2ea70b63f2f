"""How far somebody is: derived from completions each time, never stored (learning.md section 2)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models

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


@dataclass(frozen=True)
class Completed:
    """A lesson somebody did and did not undo. `required` is as it was when they did it."""

    lineage: uuid.UUID
    first_at: datetime
    required: bool


@dataclass(frozen=True)
class Progress:
    """This learner's set: required lessons open now, plus required ones they did that were retired since."""

    done: int
    required: int
    done_lineages: frozenset[uuid.UUID]

    @property
    def percent(self) -> int | None:
        """Return floor(100 x done / required); 100 only when all are done; None when nothing is required."""
        return 100 * self.done // self.required if self.required else None

    @property
    def finished(self) -> bool:
        """Return whether every required lesson is done."""
        return bool(self.required) and self.done == self.required


def enrolment_in(user: User | None, outline: Outline) -> Enrolment | None:
    """Return a person's enrolment in an edition, if they did anything there. One query, none for strangers."""
    if user is None:
        return None
    return Enrolment.objects.filter(user=user, programme=outline.programme, year=outline.year).first()


def completed_lessons(enrolment: Enrolment | None) -> dict[uuid.UUID, Completed]:
    """Return what somebody did in an edition, by lineage. One query."""
    if enrolment is None:
        return {}
    rows = LessonCompletion.objects.filter(enrolment=enrolment, undone_at=None).values_list(
        "lineage", "first_at", "lesson_version__required"
    )
    return {lineage: Completed(lineage, first_at, required) for lineage, first_at, required in rows}


def done_by(user: User | None, outline: Outline) -> dict[uuid.UUID, int]:
    """Return which lessons of an edition somebody did, with the number of the version's row. One query, none for
    strangers.
    """
    if user is None:
        return {}
    return dict(DONE.all(user=user.pk, programme=outline.programme, year=outline.year))


def progress_in(outline: Outline, completed: dict[uuid.UUID, Completed]) -> Progress:
    """Count lineages, never pages: done and required in this learner's own set. No query."""
    required = set(outline.required)
    required |= {row.lineage for row in completed.values() if row.required and row.lineage not in outline.published}
    done = required & set(completed)
    return Progress(len(done), len(required), frozenset(done))


def done_in(module: ModuleRow, completed: Iterable[uuid.UUID]) -> int:
    """Return how many published lessons of a module are done."""
    done = set(completed)
    return sum(lesson.lineage in done for lesson in module.lessons)

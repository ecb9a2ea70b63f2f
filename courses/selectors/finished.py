"""What somebody finished, when, and what was added since: offered, never taken back (learning.md section 2)."""

import uuid
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime

from courses.models import Enrolment, ModuleCompletion, ProgrammeCompletion
from courses.models.completion import EarnedModel
from courses.selectors import words
from courses.selectors.outline import LessonRow


@dataclass(frozen=True)
class Finished:
    """Something that was finished. `new` are the lessons that count now, did not then, and are not done yet."""

    on: datetime
    version: int | None
    new: tuple[LessonRow, ...]

    @property
    def words(self) -> str:
        """Return "2 new lessons since you finished", or nothing."""
        return words.new_since(len(self.new)) if self.new else ""


def finished(row: EarnedModel | None, lessons: Iterable[LessonRow], done: Container[uuid.UUID]) -> Finished | None:
    """Return what was earned beside the lessons of today; None where nothing was. No query."""
    if row is None:
        return None
    counted = row.counted
    new = [
        lesson
        for lesson in lessons
        if lesson.required and counted is not None and lesson.lineage not in counted and lesson.lineage not in done
    ]
    return Finished(row.earned_at, row.version, tuple(new))


def programme_earned(enrolment: Enrolment | None) -> ProgrammeCompletion | None:
    """Return the finished programme of an enrolment that `enrolment_in` read. No query."""
    return getattr(enrolment, "programme_completion", None) if enrolment is not None else None


def modules_earned(enrolment: Enrolment | None) -> dict[uuid.UUID, ModuleCompletion]:
    """Return the finished modules by lineage. One query, none for strangers."""
    if enrolment is None:
        return {}
    rows = ModuleCompletion.objects.filter(enrolment=enrolment).defer("evidence_ids", "lesson_versions")
    return {row.lineage: row for row in rows}

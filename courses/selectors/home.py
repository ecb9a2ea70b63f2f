"""What the home page asks: where to go on, what this year holds. For a template tag; the site floor imports nothing."""

import uuid
from dataclasses import dataclass

from courses.models import Enrolment, ProgrammePage
from courses.selectors.outline import LessonRow, Outline, outline_at
from courses.selectors.place import next_lesson
from courses.selectors.programme_screen import Year, year_for
from courses.selectors.progress import completed_lessons, done_in
from lms.accounts.models import User


@dataclass(frozen=True)
class ResumeCard:
    """The next lesson of somebody who began. `done` and `total` count its module."""

    title: str
    url: str
    module: str
    minutes: int
    done: int
    total: int
    label: str
    number: int
    was_here: bool


def newest_edition() -> Outline | None:
    """Return the outline of the published edition of the latest year, or None between years. One query."""
    path = ProgrammePage.objects.live().order_by("-year", "path").values_list("path", flat=True).first()
    return outline_at(path) if path else None


def resume_for(user: User | None) -> ResumeCard | None:
    """Return where a person goes on, in the edition they were last in; None when they never began or all is done.

    Three queries for somebody who began, one for somebody who did not, none for strangers.
    """
    if user is None:
        return None
    for enrolment in Enrolment.objects.of(user).filter(left_at=None).select_related("page")[:3]:
        if enrolment.page is None or not enrolment.page.live:
            continue
        outline = outline_at(enrolment.page.path)
        done = completed_lessons(enrolment)
        row = next_lesson(outline, done, enrolment.place) if outline else None
        if outline and row:
            return resume_card(outline, row, set(done), enrolment)
    return None


def resume_card(outline: Outline, row: LessonRow, done: set[uuid.UUID], enrolment: Enrolment) -> ResumeCard:
    """Return the card of one lesson."""
    module = outline.module_of(row)
    return ResumeCard(
        title=row.title,
        url=row.url,
        module=module.title,
        minutes=row.minutes,
        done=done_in(module, done),
        total=len(module.lessons),
        label=row.label,
        number=row.number,
        was_here=row.lineage == enrolment.place,
    )


def wall_for(user: User | None, outline: Outline) -> Year:
    """Return an edition with a person's progress: a row of bricks for each module. Two queries, none for strangers."""
    return year_for(outline, user)

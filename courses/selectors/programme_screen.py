"""What a programme page shows to one person. Three queries at most beyond the kept outline."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from courses.access import reader
from courses.models import ModuleCompletion, ProgrammePage
from courses.selectors import words
from courses.selectors.finished import Finished, finished, modules_earned, programme_earned
from courses.selectors.outline import LessonRow, ModuleRow, Outline, outline_at, outline_of
from courses.selectors.place import next_lesson
from courses.selectors.progress import (
    Completed,
    Progress,
    completed_lessons,
    done_in,
    enrolment_in,
    progress_in,
)
from lms.accounts.models import User


@dataclass(frozen=True)
class ModuleCard:
    """One module with its state in words. `kind`: done, now, todo or soon (nothing published yet)."""

    row: ModuleRow
    kind: str
    state: str
    done: int
    total: int
    now: int
    done_on: datetime | None
    minutes: str
    all_with_questions: bool
    finished: Finished | None = None

    @property
    def url(self) -> str:
        """Return the module's address."""
        return self.row.url

    @property
    def title(self) -> str:
        """Return the module's title."""
        return self.row.title


@dataclass(frozen=True)
class Year:
    """One edition as one person sees it."""

    outline: Outline
    progress: Progress
    completed: dict[uuid.UUID, Completed]
    modules: list[ModuleCard]
    carry_on: LessonRow | None
    has_begun: bool
    finished: Finished | None = None

    @property
    def words(self) -> str:
        """Return "9 of 31 lessons done. 1 of 6 modules done."."""
        done = sum(card.kind == "done" for card in self.modules)
        lessons = words.lessons_done(self.progress.done, self.progress.required)
        return f"{lessons}. {words.modules_done(done, len(self.modules))}."

    @property
    def carry_on_module(self) -> ModuleRow | None:
        """Return the module of the lesson to go on with."""
        return self.outline.module_of(self.carry_on) if self.carry_on else None


def year_for(outline: Outline, user: User | None) -> Year:
    """Return an edition with this person's progress in it. Three queries; none for strangers."""
    enrolment = enrolment_in(user, outline)
    completed = completed_lessons(enrolment)
    earned = modules_earned(enrolment)
    carry_on = next_lesson(outline, completed, enrolment.place if enrolment else None)
    return Year(
        outline=outline,
        progress=progress_in(outline, completed),
        completed=completed,
        modules=[
            module_card(row, place, completed, carry_on if enrolment else None, earned.get(row.lineage))
            for place, row in enumerate(outline.modules)
        ],
        carry_on=carry_on,
        has_begun=enrolment is not None,
        finished=finished(programme_earned(enrolment), outline.lessons, completed),
    )


def module_card(
    row: ModuleRow,
    place: int,
    completed: dict[uuid.UUID, Completed],
    here: LessonRow | None,
    earned: ModuleCompletion | None = None,
) -> ModuleCard:
    """Return one module's card. Finished stays finished, whatever was added since."""
    done, total = done_in(row, completed), len(row.lessons)
    is_here = here is not None and here.module_index == place
    if not total:
        kind, state = "soon", words.opens(row.opens_on, timezone.localdate())
    elif earned is not None:
        kind, state = "done", words.module_state(done=total, total=total, here=False)
    else:
        kind = "done" if done == total else "now" if done or is_here else "todo"
        state = words.module_state(done=done, total=total, here=is_here)
    since = finished(earned, row.lessons, completed)
    dates = [completed[lesson.lineage].first_at for lesson in row.lessons if lesson.lineage in completed]
    return ModuleCard(
        row=row,
        kind=kind,
        state=state,
        done=done,
        total=total,
        now=here.number if here and is_here else 0,
        done_on=max(dates) if total and done == total else since.on if since else None,
        minutes=words.about_minutes(row.minutes),
        all_with_questions=bool(total) and all(lesson.questions for lesson in row.lessons),
        finished=since,
    )


@dataclass(frozen=True)
class PastYear:
    """An earlier edition in the list below a programme."""

    title: str
    url: str
    year: int


@dataclass(frozen=True)
class ProgrammeScreen:
    """What templates/courses/programme_page.html needs."""

    year: Year
    past: list[PastYear]
    newer: PastYear | None


def programme_screen(programme: ProgrammePage, request: HttpRequest) -> ProgrammeScreen:
    """Return a yearly edition as this person sees it, with the other years."""
    preview = bool(getattr(request, "is_preview", False))
    outline = None if preview else outline_at(programme.path)
    others = [
        PastYear(page.title, page.url or "", page.year)
        for page in ProgrammePage.objects.sibling_of(programme, inclusive=False).live().order_by("-year", "path")
    ]
    newer = [other for other in others if other.year > programme.year]
    return ProgrammeScreen(
        year=year_for(outline or outline_of(programme), None if preview else reader(request)),
        past=[other for other in others if other.year < programme.year],
        newer=newer[0] if newer else None,
    )

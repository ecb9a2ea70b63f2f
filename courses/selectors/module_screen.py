"""What a module page shows to one person. Two queries at most beyond the kept outline."""

from dataclasses import dataclass

from django.http import HttpRequest

from courses.access import reader
from courses.models import ModulePage, ProgrammePage
from courses.models.lineages import edition_path
from courses.selectors import words
from courses.selectors.outline import NEW, LessonRow, ModuleRow, outline_at, outline_of
from courses.selectors.programme_screen import ModuleCard, Year, year_for


@dataclass(frozen=True)
class LessonLine:
    """One lesson in the module's list. `current` marks the one to go on with, once somebody has begun."""

    row: LessonRow
    small: str
    done: bool
    current: bool


@dataclass(frozen=True)
class ModuleScreen:
    """What templates/courses/module_page.html needs."""

    year: Year
    card: ModuleCard
    lessons: list[LessonLine]
    carry_on: LessonRow | None
    words: str

    @property
    def row(self) -> ModuleRow:
        """Return the module."""
        return self.card.row

    @property
    def begun_here(self) -> bool:
        """Return whether a lesson of this module is done."""
        return self.card.done > 0


def module_screen(module: ModulePage, request: HttpRequest) -> ModuleScreen:
    """Return a module as this person sees it."""
    preview = bool(getattr(request, "is_preview", False))
    outline = None if preview else outline_at(edition_path(module.path, 1))
    if outline is None or all(row.page_id != module.pk for row in outline.modules):
        outline = outline_of(ProgrammePage.objects.ancestor_of(module).get(), also=module)
    year = year_for(outline, None if preview else reader(request))
    place = next(n for n, row in enumerate(outline.modules) if row.page_id == (module.pk or NEW))
    row = outline.modules[place]
    left = [lesson for lesson in row.lessons if lesson.lineage not in year.completed]
    carry_on = year.carry_on if year.carry_on in left else (left[0] if left else None)
    return ModuleScreen(
        year=year,
        card=year.modules[place],
        lessons=[lesson_line(lesson, year, carry_on) for lesson in row.lessons],
        carry_on=carry_on,
        words=words.lessons_done(year.modules[place].done, len(row.lessons)),
    )


def lesson_line(row: LessonRow, year: Year, carry_on: LessonRow | None) -> LessonLine:
    """Return one lesson of the list."""
    done = row.lineage in year.completed
    current = year.has_begun and row == carry_on
    return LessonLine(
        row, words.lesson_small(row.minutes, words.lesson_state(done=done, current=current)), done, current
    )

"""What people learnt in an edition: the trainer's and the funder's report. Every count leaves here protected.

The same cells make the page, the file and the comparison with the year before, so no two of them can be subtracted.
A constant number of statements, whatever the number of learners, lessons and modules.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from cms.vocabulary.nation import Nation
from courses.models import LessonPage, ModulePage, ProgrammePage
from courses.selectors import insight_counts as counts
from courses.selectors.insight_counts import Scope
from courses.selectors.insight_questions import QuestionInsight, hardest, questions_of
from courses.selectors.outline import ModuleRow, Outline, outline_of
from lms.lib.small_numbers import (
    HIDDEN,
    NOT_SHOWN,
    NUMBER,
    Shown,
    about,
    protect_overlap,
    protect_parts,
    protect_whole,
    shown,
    too_few,
)


@dataclass(frozen=True)
class LessonInsight:
    """One lesson: who did anything in it, who finished. `stopped` is made of the two shown numbers."""

    lineage: uuid.UUID
    label: str
    title: str
    started: Shown
    finished: Shown

    @property
    def stopped(self) -> Shown:
        """Return about how many people started and did not finish; not shown where either number is hidden."""
        if not self.started.is_number or not self.finished.is_number:
            return NOT_SHOWN
        return Shown(NUMBER, max(0, self.started.number - self.finished.number))


@dataclass(frozen=True)
class ModuleInsight:
    """One module with its lessons."""

    page_id: int
    lineage: uuid.UUID
    number: int
    title: str
    started: Shown
    finished: Shown
    lessons: tuple[LessonInsight, ...]

    @property
    def label(self) -> str:
        """Return the name that fits under a bar."""
        return f"M{self.number}"


@dataclass(frozen=True)
class Part:
    """One line of a small table: a language or a nation, with the people who finished a lesson there."""

    name: str
    people: Shown


@dataclass(frozen=True)
class EditionInsight:
    """Everything that may be shown about the learning of one edition. `too_few`: people are so few that nothing is."""

    programme: uuid.UUID
    year: int
    title: str
    too_few: bool
    started: Shown = NOT_SHOWN
    finished: Shown = NOT_SHOWN
    modules: tuple[ModuleInsight, ...] = ()
    languages: tuple[Part, ...] = ()
    nations: tuple[Part, ...] = ()
    hardest: tuple[QuestionInsight, ...] = ()

    @property
    def lessons_finished(self) -> Shown:
        """Return how many lessons were finished in all: the sum of what is shown for each."""
        return about(lesson.finished for module in self.modules for lesson in module.lessons)

    @property
    def languages_used(self) -> Shown:
        """Return in how many languages five people or more finished a lesson; not shown where they are hidden."""
        if any(part.people.kind == HIDDEN for part in self.languages):
            return NOT_SHOWN
        return Shown(NUMBER, sum(part.people.number > 0 for part in self.languages))


def edition_insight(edition: ProgrammePage, people: tuple[int, ...] | None = None) -> EditionInsight:
    """Return the report of an edition, or of some people in it. Its lessons are those that are published now."""
    outline = outline_of(edition)
    scope = Scope(outline.programme, outline.year, people)
    everybody = counts.enrolled(scope)
    plain = {"programme": outline.programme, "year": outline.year, "title": outline.title}
    if too_few(everybody) or not everybody:
        return EditionInsight(**plain, too_few=bool(everybody), started=shown(everybody))  # type: ignore[arg-type]
    modules = module_rows(outline, scope, everybody)
    wholes = [lesson.finished for module in modules for lesson in module.lessons]
    required = [
        lesson.finished
        for module in modules
        for lesson in module.lessons
        if outline.by_lineage[lesson.lineage].required
    ]
    labels = {lesson.lineage: lesson.label for lesson in outline.lessons}
    return EditionInsight(
        **plain,  # type: ignore[arg-type]
        too_few=False,
        started=shown(everybody),
        finished=protect_overlap(counts.finished_programme(scope), required, everybody),
        modules=modules,
        languages=language_rows(scope, wholes),
        nations=nation_rows(outline, scope, wholes),
        hardest=tuple(hardest(questions_of(scope, labels))),
    )


def module_rows(outline: Outline, scope: Scope, everybody: int) -> tuple[ModuleInsight, ...]:
    """Return the modules that have published lessons, in order."""
    rows = [module for module in outline.modules if module.lessons]
    lineages = dict(ModulePage.objects.filter(pk__in=[row.page_id for row in rows]).values_list("pk", "lineage"))
    lessons = lesson_cells(outline, scope)
    started = counts.started(scope, {n: [lesson.lineage for lesson in row.lessons] for n, row in enumerate(rows)})
    finished = counts.finished_modules(scope)
    wholes = protect_parts(
        {
            n: protect_whole(started.get(n, 0), [lessons[lesson.lineage].started for lesson in row.lessons])
            for n, row in enumerate(rows)
        },
        [shown(everybody)],
    )
    return tuple(
        module_insight(
            row, lineages[row.page_id], wholes[n], finished.get(lineages[row.page_id], 0), lessons, everybody
        )
        for n, row in enumerate(rows)
    )


def module_insight(
    row: ModuleRow,
    lineage: uuid.UUID,
    started: Shown,
    finished: int,
    lessons: Mapping[uuid.UUID, LessonInsight],
    everybody: int,
) -> ModuleInsight:
    """Return one module; who finished it is hidden where its lessons would nearly say it."""
    own = tuple(lessons[lesson.lineage] for lesson in row.lessons)
    counted = [lessons[lesson.lineage].finished for lesson in row.lessons if lesson.required]
    cell = protect_overlap(finished, counted, everybody)
    return ModuleInsight(row.page_id, lineage, row.number, row.title, started, cell, own)


def lesson_cells(outline: Outline, scope: Scope) -> dict[uuid.UUID, LessonInsight]:
    """Return every published lesson with its two counts. Two statements."""
    rows = outline.lessons
    started = counts.started(scope, {n: [row.lineage] for n, row in enumerate(rows)})
    finished = counts.finished_lessons(scope)
    return {
        row.lineage: LessonInsight(
            row.lineage, row.label, row.title, shown(started.get(n, 0)), shown(finished.get(row.lineage, 0))
        )
        for n, row in enumerate(rows)
    }


def language_rows(scope: Scope, wholes: list[Shown]) -> tuple[Part, ...]:
    """Return the languages people finished lessons in, the site's own first. Who used two is in both."""
    names = dict(settings.LANGUAGES)
    cells = {code: shown(people) for code, people in counts.finishers_by_language(scope).items()}
    return tuple(
        Part(names.get(code, code), cell)
        for code, cell in sorted(
            protect_parts(cells, wholes).items(), key=lambda item: (item[0] != settings.LANGUAGE_CODE, item[0])
        )
    )


def nation_rows(outline: Outline, scope: Scope, wholes: list[Shown]) -> tuple[Part, ...]:
    """Return where the law of the finished lessons holds, in the order of the list of nations. Two statements."""
    by_nation: defaultdict[str, list[uuid.UUID]] = defaultdict(list)
    pages = LessonPage.objects.filter(pk__in=[row.page_id for row in outline.lessons])
    for lineage, nation in pages.values_list("lineage", "nation"):
        by_nation[nation].append(lineage)
    nations = [nation for nation in Nation.values if nation in by_nation]
    people = counts.finishers_by_place(scope, {n: by_nation[nation] for n, nation in enumerate(nations)})
    cells = {n: shown(people.get(n, 0)) for n in range(len(nations))}
    protected = protect_parts(cells, wholes)
    return tuple(Part(str(Nation(nation).label), protected[n]) for n, nation in enumerate(nations))


@dataclass(frozen=True)
class YearBeside:
    """One module this year and in the year it is compared with; None where it was not taught."""

    label: str
    title: str
    now: Shown
    then: Shown | None


@dataclass(frozen=True)
class Comparison:
    """This year beside an earlier one, module by module, by lineage."""

    year: int
    rows: tuple[YearBeside, ...]
    started: Shown


def compare(now: EditionInsight, then: EditionInsight) -> Comparison | None:
    """Return two reports side by side, made of the cells they show already; None where there is nothing to see."""
    if now.too_few or then.too_few or not then.modules:
        return None
    before = {module.lineage: module.finished for module in then.modules}
    rows = tuple(
        YearBeside(module.label, module.title, module.finished, before.get(module.lineage)) for module in now.modules
    )
    return Comparison(then.year, rows, then.started)


def year_before(edition: ProgrammePage) -> ProgrammePage | None:
    """Return the published edition of the same programme before this one, in the same language."""
    editions = ProgrammePage.objects.filter(lineage=edition.lineage, locale=edition.locale, year__lt=edition.year)
    found: ProgrammePage | None = editions.live().order_by("-year").first()
    return found


def report_rows(report: EditionInsight) -> list[list[str | int]]:
    """Return the report as the rows of a file: the same cells as the page, and no other."""
    rows: list[list[str | int]] = [
        [_("Section"), _("Name"), _("Started"), _("Finished")],
        [_("Programme"), f"{report.title} ({report.year})", report.started.cell, report.finished.cell],
    ]
    for module in report.modules:
        rows.append([_("Module"), f"{module.number}. {module.title}", module.started.cell, module.finished.cell])
        for lesson in module.lessons:
            rows.append([_("Lesson"), f"{lesson.label} {lesson.title}", lesson.started.cell, lesson.finished.cell])
    rows += [[_("Language"), part.name, "", part.people.cell] for part in report.languages]
    rows += [[_("Where the law holds"), part.name, "", part.people.cell] for part in report.nations]
    return rows

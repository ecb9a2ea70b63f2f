"""The table of contents of one edition, as every learning screen uses it. Remembered until something published changes,
and shared by all readers: nobody changes one.
"""

import datetime
import uuid
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from wagtail.models import Page

from courses.models import LessonPage, ModulePage, ProgrammePage
from courses.models.lineages import edition_path
from lms.lib.process_memory import ProcessMemory

OUTLINES = ProcessMemory(50)  # editions
NEW = 0  # the number of a page that was never saved


@dataclass(frozen=True)
class LessonRow:
    """A published lesson. `number` counts within its module from 1; `label` is "2.3"."""

    page_id: int
    lineage: uuid.UUID
    number: int
    label: str
    title: str
    url: str
    minutes: int
    required: bool
    questions: int
    module_index: int


@dataclass(frozen=True)
class ModuleRow:
    """A published module. `planned` counts its lessons that are written but not published yet."""

    page_id: int
    lineage: uuid.UUID
    number: int
    title: str
    lede: str
    url: str
    path: str
    best_after: str
    opens_on: datetime.date | None
    lessons: tuple[LessonRow, ...] = ()
    planned: int = 0

    @property
    def minutes(self) -> int:
        """Return the sum of the lessons' minutes."""
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def required(self) -> frozenset[uuid.UUID]:
        """Return the lineages that count in this module."""
        return frozenset(lesson.lineage for lesson in self.lessons if lesson.required)


@dataclass(frozen=True)
class SourceLessons:
    """What counts in an edition, said by the language it is written in: every translation counts the same."""

    required: frozenset[uuid.UUID]
    published: frozenset[uuid.UUID]


@dataclass(frozen=True)
class Outline:
    """An edition with what is published in it, in reading order."""

    page_id: int
    programme: uuid.UUID
    year: int
    title: str
    edition_name: str
    url: str
    path: str
    completion_percent: int = 100
    hours: int | None = None
    modules: tuple[ModuleRow, ...] = ()
    by_lineage: dict[uuid.UUID, LessonRow] = field(default_factory=dict)
    source: "SourceLessons | None" = None

    @cached_property
    def lessons(self) -> tuple[LessonRow, ...]:
        """Return all published lessons in reading order."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @cached_property
    def required(self) -> frozenset[uuid.UUID]:
        """Return the lineages that count. A set: twins in other languages or copies never count twice."""
        if self.source is not None:
            return self.source.required
        return frozenset(lesson.lineage for lesson in self.by_lineage.values() if lesson.required)

    @cached_property
    def places(self) -> dict[int, int]:
        """Return where each lesson stands in reading order, from 0, by its page."""
        return {lesson.page_id: place for place, lesson in enumerate(self.lessons)}

    @cached_property
    def published(self) -> frozenset[uuid.UUID]:
        """Return the lineages of all lessons that are open, whether they count or not."""
        return self.source.published if self.source is not None else frozenset(self.by_lineage)

    @classmethod
    def empty(cls, programme: uuid.UUID, year: int) -> "Outline":
        """Return the outline of an edition whose pages are gone."""
        return cls(page_id=NEW, programme=programme, year=year, title="", edition_name="", url="", path="")

    def module_of(self, lesson: LessonRow) -> ModuleRow:
        """Return the module a lesson stands in."""
        return self.modules[lesson.module_index]

    def after(self, lesson: LessonRow) -> LessonRow | None:
        """Return the next lesson in reading order, or None at the end."""
        place = self.places[lesson.page_id] + 1
        return self.lessons[place] if place < len(self.lessons) else None

    def before(self, lesson: LessonRow) -> LessonRow | None:
        """Return the lesson before, or None at the start."""
        place = self.places[lesson.page_id]
        return self.lessons[place - 1] if place else None


def outline_of(edition: ProgrammePage, also: Page | None = None) -> Outline:
    """Return the outline of an edition as it is in the database now: three queries, two more for a translation; not
    kept.

    `also` is a draft module or lesson to show as if it were published: for previews. It may be new, never saved, and
    stands last then.
    """
    drafts = {} if also is None else {also.pk: also}
    new = [also] if also is not None and also.pk is None else []
    modules = [
        drafts.get(page.pk, page)
        for page in [*ModulePage.objects.child_of(edition).order_by("path"), *of_kind(new, ModulePage)]
        if page.live or (also is not None and also.path.startswith(page.path))
    ]
    by_module: dict[str, list[LessonPage]] = {}
    lessons = LessonPage.objects.descendant_of(edition).defer("body").order_by("path")
    for page in [*lessons, *of_kind(new, LessonPage)]:
        by_module.setdefault(edition_path(page.path, 1), []).append(drafts.get(page.pk, page))
    shown = frozenset(drafts)
    rows = tuple(module_row(n, module, by_module.get(module.path, []), shown) for n, module in enumerate(modules))
    return Outline(
        page_id=edition.pk,
        programme=edition.lineage,
        year=edition.year,
        title=edition.title,
        edition_name=edition.edition_name,
        url=edition.url or "",
        path=edition.path,
        completion_percent=edition.completion_percent,
        hours=edition.hours,
        modules=rows,
        by_lineage={lesson.lineage: lesson for module in rows for lesson in module.lessons},
        source=source_lessons(edition),
    )


def source_lessons(edition: ProgrammePage) -> SourceLessons | None:
    """Return what counts in the edition that this one is a translation of; None where it is the source itself, or
    where the source is not published.
    """
    if edition.locale.language_code == settings.LANGUAGE_CODE:
        return None
    source = ProgrammePage.objects.filter(
        translation_key=edition.translation_key, locale__language_code=settings.LANGUAGE_CODE, live=True
    ).first()
    if source is None:
        return None
    open_modules = set(ModulePage.objects.child_of(source).live().values_list("path", flat=True))
    lessons = LessonPage.objects.descendant_of(source).live().values_list("path", "lineage", "required")
    rows = [(lineage, required) for path, lineage, required in lessons if edition_path(path, 1) in open_modules]
    return SourceLessons(
        required=frozenset(lineage for lineage, required in rows if required),
        published=frozenset(lineage for lineage, _ in rows),
    )


def of_kind(pages: list[Page], kind: type[Page]) -> list[Page]:
    """Return the pages of one kind."""
    return [page for page in pages if isinstance(page, kind)]


def module_row(place: int, module: ModulePage, pages: list[LessonPage], drafts: frozenset[int]) -> ModuleRow:
    """Return one module with its published lessons, and those of `drafts`, numbered in order."""
    live = [page for page in pages if page.live or page.pk in drafts]
    return ModuleRow(
        page_id=module.pk or NEW,
        lineage=module.lineage,
        number=module.number,
        title=module.title,
        lede=module.lede,
        url=module.url or "",
        path=module.path,
        best_after=module.best_after,
        opens_on=module.opens_on,
        planned=len(pages) - len(live),
        lessons=tuple(
            LessonRow(
                page_id=page.pk or NEW,
                lineage=page.lineage,
                number=number,
                label=f"{module.number}.{number}",
                title=page.title,
                url=page.url or "",
                minutes=page.minutes_shown,
                required=page.required,
                questions=page.question_count,
                module_index=place,
            )
            for number, page in enumerate(live, start=1)
        ),
    )


def outline_at(path: str) -> Outline | None:
    """Return the outline of the live edition at a tree path, from what is remembered where possible."""
    return OUTLINES.recall(path, lambda: read_outline(path))


def read_outline(path: str) -> Outline | None:
    """Return the outline of the live edition at a tree path from the database: four queries."""
    edition = ProgrammePage.objects.filter(path=path, live=True).select_related("locale").first()
    return None if edition is None else outline_of(edition)


def outline_for_lesson(lesson: LessonPage) -> Outline | None:
    """Return the outline of the edition a lesson stands in."""
    return outline_at(edition_path(lesson.path))

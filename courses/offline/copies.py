"""What somebody takes away: one lesson, or a module with its lessons."""

import datetime
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.utils.translation import get_language_bidi, override

from courses.models import LessonPage, ModulePage, ProgrammePage
from courses.models.lineages import edition_path
from courses.offline.sheets import LessonSheet, WayBack, lesson_sheets, way_back

MOST_LESSONS = 40  # in one copy; what is more stays on the site, and the copy says so

Kind = Literal["lesson", "module"]


@dataclass(frozen=True)
class Source:
    """What a copy is made of: the pages that this reader may see. `left_out` counts lessons beyond the bound."""

    kind: Kind
    page: LessonPage | ModulePage
    module: ModulePage
    edition: ProgrammePage
    lessons: tuple[LessonPage, ...]
    labels: dict[int, str]
    left_out: int = 0

    @property
    def language(self) -> str:
        """Return the language of the pages, in which everything around their words is said as well."""
        return str(self.page.locale.language_code)

    @property
    def title(self) -> str:
        """Return the copy's title."""
        return str(self.page.title)

    @property
    def changed_at(self) -> datetime.datetime:
        """Return when the newest of its pages was published: the same content always has the same."""
        times = [page.last_published_at for page in (self.page, *self.lessons) if page.last_published_at]
        return max(times, default=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))


@dataclass(frozen=True)
class PaperCopy:
    """What the templates of paper, e-book and plain text need."""

    source: Source
    lessons: tuple[LessonSheet, ...]
    way_back: WayBack
    rtl: bool

    @property
    def with_questions(self) -> list[LessonSheet]:
        """Return the lessons that have answers to show on the last page."""
        return [sheet for sheet in self.lessons if sheet.answers]


def source_of(page: LessonPage | ModulePage, lessons: list[LessonPage], edition: ProgrammePage) -> Source:
    """Return what a copy of `page` is made of; `lessons` are all of its module that this reader may see, in order."""
    is_lesson = isinstance(page, LessonPage)
    module = ModulePage.objects.get(path=edition_path(page.path, 1)) if isinstance(page, LessonPage) else page
    labels = {lesson.pk: f"{module.number}.{place}" for place, lesson in enumerate(lessons, start=1)}
    wanted = [lesson for lesson in lessons if lesson.pk == page.pk] if is_lesson else lessons[:MOST_LESSONS]
    return Source(
        kind="lesson" if is_lesson else "module",
        page=page,
        module=module,
        edition=edition,
        lessons=tuple(wanted),
        labels=labels,
        left_out=0 if is_lesson else len(lessons) - len(wanted),
    )


def make_copy(source: Source, *, level: int = 1) -> PaperCopy:
    """Return the copy in its own language. `level` is that of the lessons' titles."""
    with override(source.language):
        year = source.edition.year
        sheets = lesson_sheets(source.lessons, labels=source.labels, year=year, level=level)
        page = source.page
        back = way_back(page_id=page.pk, year=year, lineage=page.lineage, language=source.language)
        return PaperCopy(source=source, lessons=tuple(sheets), way_back=back, rtl=bool(get_language_bidi()))


def is_default_language(language: str) -> bool:
    """Return whether pages in this language stand under no prefix."""
    return language == settings.LANGUAGE_CODE

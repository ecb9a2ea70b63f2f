"""The programme as a group sees it: its edition's outline, or the lessons of its one module."""

import uuid

from django.utils.translation import get_language

from courses.models import Cohort, LessonPage, ProgrammePage
from courses.selectors.outline import LessonRow, Outline, outline_at


def outlines_for(cohorts: list[Cohort]) -> dict[int, Outline]:
    """Return the outline of each group's edition, in the reader's language where there is one. One query.

    A group whose edition is not published has none.
    """
    wanted = {(cohort.programme, cohort.year) for cohort in cohorts}
    pages = ProgrammePage.objects.live().filter(lineage__in={lineage for lineage, _year in wanted}) if wanted else []
    spoken = get_language() or ""
    paths: dict[tuple[uuid.UUID, int], str] = {}
    for page in sorted(pages, key=lambda page: (page.locale.language_code == spoken, page.path)):
        paths[page.lineage, page.year] = page.path
    found = {key: outline_at(path) for key, path in paths.items() if key in wanted}
    rows = {cohort.pk: found.get((cohort.programme, cohort.year)) for cohort in cohorts}
    return {pk: outline for pk, outline in rows.items() if outline is not None}


def outline_for(cohort: Cohort) -> Outline | None:
    """Return the outline of one group's edition."""
    return outlines_for([cohort]).get(cohort.pk)


def lessons_of(cohort: Cohort, outline: Outline | None) -> tuple[LessonRow, ...]:
    """Return the published lessons a group does: of its module, or of the whole edition. No query."""
    if outline is None:
        return ()
    if cohort.module is None:
        return outline.lessons
    return tuple(row for module in outline.modules if module.lineage == cohort.module for row in module.lessons)


def lesson_of(row: LessonRow | None) -> LessonPage | None:
    """Return the published page of a lesson."""
    return LessonPage.objects.filter(pk=row.page_id, live=True).first() if row else None

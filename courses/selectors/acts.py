"""Which lessons a batch of acts is about. Five queries at most, whatever the number of acts."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction

from courses.models import LessonPage, LessonVersion, ProgrammePage
from courses.models.lineages import edition_path

Place = tuple[uuid.UUID, int, uuid.UUID]  # programme, year, lesson


@dataclass(frozen=True)
class Lessons:
    """The lessons that learning may be filed under, by place and language; and the places of those it may not."""

    open: dict[Place, dict[str, LessonPage]]
    hidden: frozenset[Place]


def lessons_of(places: Iterable[Place], request: HttpRequest) -> Lessons:
    """Return the lessons of some places.

    A lesson counts once it was published, also when it was retired since: it was there when the learner did it.
    Drafts, closed pages and whatever stands in no published edition are hidden.
    """
    wanted = set(places)
    editions = {
        page.path: (page.lineage, page.year)
        for page in ProgrammePage.objects.filter(
            lineage__in={place[0] for place in wanted}, year__in={place[1] for place in wanted}
        ).only("path", "lineage", "year")
    }
    found: dict[Place, dict[str, LessonPage]] = {}
    there: set[Place] = set()
    pages = LessonPage.objects.filter(lineage__in={place[2] for place in wanted}).select_related("locale")
    rows = [page for page in pages if edition_path(page.path) in editions]
    shown = once_published({path for page in rows for path in (page.path, *parents(page))})
    closed = [
        rule for rule in PageViewRestriction.objects.select_related("page") if rows and not rule.accept_request(request)
    ]
    for page in rows:
        place = (*editions[edition_path(page.path)], page.lineage)
        there.add(place)
        is_closed = any(page.path.startswith(rule.page.path) for rule in closed)
        if not is_closed and {page.path, *parents(page)} <= shown:
            found.setdefault(place, {})[page.locale.language_code] = page
    return Lessons(found, frozenset(there - set(found)))


def parents(page: LessonPage) -> tuple[str, str]:
    """Return the tree paths of a lesson's module and edition."""
    return edition_path(page.path, 1), edition_path(page.path)


def once_published(paths: set[str]) -> set[str]:
    """Return those of some pages that are published or once were. One query."""
    pages = Page.objects.filter(path__in=paths).values_list("path", "live", "first_published_at")
    return {path for path, live, first in pages if live or first}


def in_language(pages: dict[str, LessonPage], language: str) -> LessonPage:
    """Return the lesson in the language it was read in, else in the site's own, else in any."""
    return pages.get(language) or pages.get(settings.LANGUAGE_CODE) or next(iter(pages.values()))


def gone(places: Iterable[Place]) -> set[Place]:
    """Return the lessons that learners could read once and that were deleted since. One query, none for no places."""
    wanted = set(places)
    if not wanted:
        return set()
    rows = LessonVersion.objects.filter(
        programme__in={place[0] for place in wanted},
        year__in={place[1] for place in wanted},
        lineage__in={place[2] for place in wanted},
    ).values_list("programme", "year", "lineage")
    return wanted & set(rows)

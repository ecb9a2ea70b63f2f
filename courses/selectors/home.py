"""What the home page asks: where to go on, what this year holds. For a template tag; the site floor imports nothing."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.translation import get_language

from courses.models import Enrolment, ProgrammePage
from courses.selectors.outline import LessonRow, Outline, outline_at
from courses.selectors.place import next_lesson
from courses.selectors.programme_screen import Year, year_for
from courses.selectors.progress import completed_lessons, done_in
from lms.accounts.models import User
from lms.lib import clock

A_WHILE = timedelta(days=14)


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
    came_back: bool  # after a while; nobody is told how long


def newest_edition() -> Outline | None:
    """Return the outline of the published edition of the latest year, in the language of the page where there is one;
    None between years. One query.
    """
    editions = ProgrammePage.objects.live().values_list("year", "path", "locale__language_code")
    newest = min(editions, key=lambda row: (-row[0], rank(row[2], get_language()), row[1]), default=None)
    return outline_at(newest[1]) if newest else None


def rank(language: str, wanted: str | None) -> int:
    """Return how well a page's language fits: 0 what was wanted, 1 the school's own, 2 any other."""
    return 0 if language == wanted else 1 if language == settings.LANGUAGE_CODE else 2


def open_edition(enrolment: Enrolment, language: str | None = None) -> str | None:
    """Return the tree path of a published page of the edition somebody is in; None when there is none.

    In `language` where it is translated, else the page they last learnt on, else any. No query where the page that
    `select_related("page__locale")` brought fits.
    """
    page = enrolment.page
    wanted = language or (page.locale.language_code if page else None)
    if page is not None and page.live and page.locale.language_code == wanted:
        return str(page.path)
    twins = (
        ProgrammePage.objects.live()
        .filter(lineage=enrolment.programme, year=enrolment.year)
        .values_list("path", "locale__language_code", "pk")
    )
    best = min(twins, key=lambda row: (row[1] != wanted, row[2] != enrolment.page_id, row[0]), default=None)
    return str(best[0]) if best else None


def resume_for(user: User | None, language: str | None = None) -> ResumeCard | None:
    """Return where a person goes on, in the edition they were last in; None when they never began or all is done.

    `language`: the lesson in that language, where it is translated; else in the one they last learnt in. Three
    queries for somebody who began (one more to change the language), one for somebody who did not, none for strangers.
    """
    if user is None:
        return None
    for enrolment in Enrolment.objects.of(user).filter(left_at=None).select_related("page__locale")[:3]:
        path = open_edition(enrolment, language)
        outline = outline_at(path) if path else None
        if outline is None:
            continue
        done = completed_lessons(enrolment)
        row = next_lesson(outline, done, enrolment.place)
        if row:
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
        came_back=enrolment.place_at is not None and clock.now() - enrolment.place_at > A_WHILE,
    )


def wall_for(user: User | None, outline: Outline) -> Year:
    """Return an edition with a person's progress: a row of bricks for each module. Two queries, none for strangers."""
    return year_for(outline, user)

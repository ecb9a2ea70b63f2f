"""What somebody did in an earlier year of the same programme, lesson by lesson, beside what the lesson says today.

Lessons are compared by lineage and by the fingerprint of what they teach (learning.md section 6): releases that only
changed the wording count as the same. Nothing is recognised by looking; the learner chooses.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from courses.models import Enrolment, LessonCompletion, LessonPage, LessonVersion
from courses.selectors.digests import lesson_digest
from courses.selectors.outline import LessonRow, Outline
from lms.accounts.models import User

SAME, CHANGED, AGAIN = "same", "changed", "again"


@dataclass(frozen=True)
class EarlierLesson:
    """A lesson of this edition that somebody did in an earlier one.

    `state`: `same` may be recognised, `changed` teaches something new, `again` the trainer wants done each year.
    """

    row: LessonRow
    completion: LessonCompletion
    year: int
    state: str

    @property
    def done_on(self) -> datetime:
        """Return when it was first done."""
        return self.completion.first_at


@dataclass(frozen=True)
class EarlierWork:
    """What templates/courses/earlier_work.html needs: three lists in reading order."""

    outline: Outline
    lessons: tuple[EarlierLesson, ...]
    new: tuple[LessonRow, ...]

    def in_state(self, state: str) -> list[EarlierLesson]:
        """Return the lessons in one state."""
        return [lesson for lesson in self.lessons if lesson.state == state]

    @property
    def same(self) -> list[EarlierLesson]:
        """Return what may be recognised."""
        return self.in_state(SAME)

    @property
    def changed(self) -> list[EarlierLesson]:
        """Return what teaches something else now."""
        return self.in_state(CHANGED)

    @property
    def again(self) -> list[EarlierLesson]:
        """Return what everybody does each year."""
        return self.in_state(AGAIN)


@dataclass(frozen=True)
class EarlierOffer:
    """The card that asks a returning learner once: how many lessons, of which year, and where to look."""

    page_id: int
    year: int
    count: int


def earlier_completions(user: User, outline: Outline) -> dict[uuid.UUID, LessonCompletion]:
    """Return the newest completion of each lesson in earlier years of this programme, without what is done in this
    edition. One query.
    """
    rows = (
        LessonCompletion.objects.filter(
            enrolment__user=user,
            enrolment__programme=outline.programme,
            enrolment__year__lte=outline.year,
            undone_at=None,
        )
        .select_related("enrolment", "lesson_version", "evidence")
        .defer("lesson_version__snapshot")
        .order_by("enrolment__year")
    )
    newest = {row.lineage: row for row in rows}
    return {lineage: row for lineage, row in newest.items() if row.enrolment.year < outline.year}


def earlier_offer(user: User | None, outline: Outline) -> EarlierOffer | None:
    """Return the card for a returning learner who was not asked yet. Two queries; none for strangers."""
    if user is None:
        return None
    asked = Enrolment.objects.filter(
        user=user, programme=outline.programme, year=outline.year, earlier_work_at__isnull=False
    )
    if asked.exists():
        return None
    known = [row for lineage, row in earlier_completions(user, outline).items() if lineage in outline.by_lineage]
    if not known:
        return None
    return EarlierOffer(outline.page_id, max(row.enrolment.year for row in known), len(known))


def earlier_work(user: User, outline: Outline) -> EarlierWork:
    """Return all that somebody did in earlier years of a programme, compared with today's lessons. Three queries."""
    completions = earlier_completions(user, outline)
    rows = [row for row in outline.lessons if row.lineage in completions]
    pages = LessonPage.objects.select_related("locale").in_bulk([row.page_id for row in rows])
    history = versions_of(outline, [row.lineage for row in rows])
    lessons = tuple(
        EarlierLesson(row, completions[row.lineage], completions[row.lineage].enrolment.year, state)
        for row in rows
        if (page := pages.get(row.page_id))
        for state in [state_of(page, completions[row.lineage], history[row.lineage], outline.year)]
    )
    known = set(completions)
    done_here = set(
        LessonCompletion.objects.filter(
            enrolment__user=user, enrolment__programme=outline.programme, enrolment__year=outline.year
        ).values_list("lineage", flat=True)
    )
    return EarlierWork(outline, lessons, tuple(row for row in outline.lessons if row.lineage not in known | done_here))


def versions_of(outline: Outline, lineages: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[LessonVersion]]:
    """Return all versions of lessons in this and earlier years, oldest first. One query."""
    history: dict[uuid.UUID, list[LessonVersion]] = defaultdict(list)
    rows = LessonVersion.objects.filter(
        programme=outline.programme, year__lte=outline.year, lineage__in=list(lineages)
    ).defer("snapshot")
    for version in rows.order_by("year", "number"):
        history[version.lineage].append(version)
    return history


def state_of(page: LessonPage, completion: LessonCompletion, history: list[LessonVersion], year: int) -> str:
    """Return whether a lesson done in an earlier year is the same today."""
    if not page.recognised:
        return AGAIN
    language = page.locale.language_code
    today = lesson_digest(page)
    before = version_in(language, completion, history)
    if before is None:
        return CHANGED
    theirs = equal_after(before, in_language(history, before.year, language))
    ours = {row.sha256 for row in equal_before(today, in_language(history, year, language))} | {today}
    return SAME if theirs & ours else CHANGED


def in_language(history: list[LessonVersion], year: int, language: str) -> list[LessonVersion]:
    """Return the versions of one year and language, oldest first."""
    return [row for row in history if row.year == year and row.language == language]


def version_in(language: str, completion: LessonCompletion, history: list[LessonVersion]) -> LessonVersion | None:
    """Return the version that was done, or what the lesson said in another language on the day it was done."""
    done = completion.lesson_version
    if done.language == language:
        return done
    twins = [row for row in history if row.year == completion.enrolment.year and row.language == language]
    by_then = [row for row in twins if row.published_at <= completion.first_at]
    return by_then[-1] if by_then else (twins[0] if twins else None)


def equal_after(version: LessonVersion, rows: list[LessonVersion]) -> set[str]:
    """Return the fingerprints that teach the same as a version: its own, and later releases of wording only."""
    equal = {version.sha256}
    for row in rows:
        if row.number <= version.number:
            continue
        if row.change != LessonVersion.Change.EDITORIAL:
            break
        equal.add(row.sha256)
    return equal


def equal_before(today: str, rows: list[LessonVersion]) -> list[LessonVersion]:
    """Return the versions that teach the same as today's: itself, and what releases of wording only replaced."""
    place = next((n for n, row in enumerate(rows) if row.sha256 == today), None)
    if place is None:
        return []
    equal = [rows[place]]
    while place and rows[place].change == LessonVersion.Change.EDITORIAL:
        place -= 1
        equal.append(rows[place])
    return equal

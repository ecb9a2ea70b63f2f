"""What a lesson says now that it did not say before, in plain text for the people who did it before."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from courses.blocks import LessonBodyBlock
from courses.blocks.questions import KINDS
from courses.models import LessonCompletion, LessonPage, LessonVersion, ProgrammePage
from courses.selectors.digests import lesson_content, lesson_digest
from courses.selectors.earlier_work import equal_before
from courses.selectors.outline import Outline
from lms.accounts.models import User
from lms.lib.markup import plain_text
from lms.lib.process_memory import ProcessMemory

SAME_TEACHING = ProcessMemory(2_000)  # lessons; a few numbers each
ADDED, REMOVED, REPLACED, ANSWERS = "added", "removed", "replaced", "answers"


@dataclass(frozen=True)
class Change:
    """One place that differs: what it said (`before`) and what it says (`now`), either of them perhaps empty."""

    kind: str
    before: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True)
class WhatChanged:
    """What templates/courses/what_changed.html needs. `version` is what the learner did; None when they did not."""

    version: LessonVersion | None
    year: int
    same_year: bool
    changes: tuple[Change, ...]


def what_changed(user: User | None, lesson: LessonPage) -> WhatChanged:
    """Return how a lesson differs from what somebody did, in this edition or else the latest earlier one.

    Three queries at most.
    """
    edition = ProgrammePage.objects.ancestor_of(lesson).get()
    done = None
    if user is not None:
        done = (
            LessonCompletion.objects.filter(
                enrolment__user=user,
                enrolment__programme=edition.lineage,
                enrolment__year__lte=edition.year,
                lineage=lesson.lineage,
            )
            .select_related("enrolment", "lesson_version")
            .order_by("-enrolment__year")
            .first()
        )
    if done is None:
        return WhatChanged(None, edition.year, True, ())
    version, now = done.lesson_version, lesson_content(lesson)
    same = version.sha256 == lesson_digest(lesson)
    return WhatChanged(
        version,
        done.enrolment.year,
        done.enrolment.year == edition.year,
        () if same else differences(version.snapshot, now),
    )


def versions_like_today(lesson: LessonPage, outline: Outline) -> frozenset[int]:
    """Return the rows of versions that teach what a lesson teaches today, releases of wording only included.

    Versions in other languages cannot be compared and count as the same: nobody is told of a change that is none.
    Remembered until something is published; one query before.
    """
    key = (lesson.pk, lesson.live_revision_id)
    return SAME_TEACHING.recall(key, lambda: read_versions(lesson, outline))


def read_versions(lesson: LessonPage, outline: Outline) -> frozenset[int]:
    """Return the same from the database."""
    rows = list(
        LessonVersion.objects.filter(programme=outline.programme, year=outline.year, lineage=lesson.lineage)
        .defer("snapshot")
        .order_by("number")
    )
    language = lesson.locale.language_code
    mine = [row for row in rows if row.language == language]
    same = equal_before(lesson_digest(lesson), mine) or mine  # not frozen yet: a draft, so nothing is said
    return frozenset(row.pk for row in same) | {row.pk for row in rows if row.language != language}


def differences(before: dict[str, Any], now: dict[str, Any]) -> tuple[Change, ...]:
    """Return the places in which two frozen lessons differ, in reading order.

    Answers of questions never show; where only they changed, the question is named.
    """
    old, new = pieces(before), pieces(now)
    kinds = {"insert": ADDED, "delete": REMOVED, "replace": REPLACED}
    changes = [
        Change(kinds[what], tuple(old[a:b]), tuple(new[c:d]))
        for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if what != "equal"
    ]
    asked, asks = questions_in(before), questions_in(now)
    other = tuple(question for question, value in asks.items() if question in asked and asked[question] != value)
    return (*changes, *((Change(ANSWERS, (), other),) if other else ()))


def questions_in(content: dict[str, Any]) -> dict[str, Any]:
    """Return everything a frozen lesson says of each question, by its wording."""
    return {
        str(child["value"].get("question", "")): without_empty(child["value"])
        for child in content["body"]
        if child["type"] in KINDS
    }


def without_empty(value: dict[str, Any]) -> dict[str, Any]:
    """Return a question without the fields that say nothing: fields that a kind gained later are no change."""
    return {name: inner for name, inner in value.items() if inner not in (None, "")}


def pieces(content: dict[str, Any]) -> list[str]:
    """Return a frozen lesson as a list of plain texts: title, lede, aims, one for each part, summary, sources."""
    texts = [content["title"], content["lede"], *content["outcomes"]]
    for child in LessonBodyBlock().to_python(content["body"]):
        texts += child.block.get_searchable_content(child.value)
    texts += [content["where_you_live"], *content["summary"], *content["sources"]]
    return [text for text in (plain_text(str(piece)).strip() for piece in texts) if text]

"""Reads learning as xAPI statements, one after the other: a learner's own, or an edition's under pseudonyms.

Nothing is kept in memory but the acts of one enrolment (their own) or the people who did one lesson (an edition).
Whoever was cut off goes on after the last statement they have: ids never change, so a statement that comes twice is the
same one.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

from django.conf import settings
from django.db.models import Count
from django.db.models.functions import TruncMonth

from courses.blocks.questions import Response
from courses.models import (
    COMPLETING,
    Answer,
    Enrolment,
    Evidence,
    LessonCompletion,
    LessonPage,
    ProgrammePage,
    Reflection,
)
from courses.xapi import statements
from courses.xapi.interactions import NOT_EXPORTED
from courses.xapi.statements import Act, Teller, Try
from courses.xapi.vocabulary import Edition, Json
from lms.accounts.models import User
from lms.lib.pseudonyms import Pseudonyms
from lms.lib.small_numbers import LEAST


def resumed(make: Callable[[], Iterator[Json]], after: str) -> Iterator[Json]:
    """Yield the statements that follow the one with the id `after`; all of them where it is not among them."""
    if after:
        rest = make()
        if any(statement["id"] == after for statement in rest):
            yield from rest
            return
    yield from make()


def own_records(user: User, version: str, after: str = "") -> Iterator[Json]:
    """Yield everything a learner did, edition by edition: acts, answers, reflections, each in the order of writing down.

    What is new is at the end of its own series, which may be before the statement `after`. So only the series which
    that one is in goes on from there; the others come again whole, and nothing that is new is ever missing.
    """
    account = Pseudonyms("xapi", "own").digest(user.public_id).hex()[:32]
    for enrolment in Enrolment.objects.filter(user=user).select_related("page__locale").order_by("pk"):
        teller = Teller(
            edition_named(enrolment),
            account,
            uuid.uuid5(user.public_id, f"{enrolment.programme}/{enrolment.year}"),
            version,
        )
        for series in (acts_of, answers_of, reflections_of):
            yield from resumed(partial(series, enrolment, teller), after)


def edition_named(enrolment: Enrolment) -> Edition:
    """Return the edition of an enrolment; its page may be gone."""
    page = enrolment.page
    language = page.locale.language_code if page else settings.LANGUAGE_CODE
    return Edition(settings.PUBLIC_BASE_URL, enrolment.programme, enrolment.year, enrolment.title, language)


def acts_of(enrolment: Enrolment, teller: Teller) -> Iterator[Json]:
    """Yield what was done and undone. One statement of SQL.

    Taking back voids everything done before that was not voided yet. Where that was written down later than the taking
    back (it came from a phone that had been offline), the voiding follows it.
    """
    rows = list(Evidence.objects.filter(enrolment=enrolment).select_related("lesson_version").order_by("pk"))
    voids: defaultdict[int, list[tuple[Evidence, Evidence]]] = defaultdict(list)
    open_acts: defaultdict[uuid.UUID, list[Evidence]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: (one.occurred_at, str(one.client_uuid))):
        if row.kind in COMPLETING:
            open_acts[row.lineage].append(row)
        elif row.kind == Evidence.Kind.UNMARKED:
            for done in open_acts.pop(row.lineage, []):
                voids[max(row.pk, done.pk)].append((row, done))
    for row in rows:
        if row.kind in COMPLETING:
            yield statements.lesson_done(teller, act(row))
        elif row.kind == Evidence.Kind.QUIZ and "block_id" in row.payload:
            yield statements.question_passed(teller, act(row), uuid.UUID(row.payload["block_id"]))
        for undone, done in voids[row.pk]:
            yield statements.lesson_undone(teller, act(undone), act(done))


def act(row: Evidence) -> Act:
    """Return a row as the statements take it."""
    version = row.lesson_version
    return Act(row.public_id, row.kind, row.lineage, version.title, version.language, row.occurred_at)


def answers_of(enrolment: Enrolment, teller: Teller) -> Iterator[Json]:
    """Yield what was answered, polls left out. One statement of SQL."""
    rows = (
        Answer.objects.filter(attempt__enrolment=enrolment)
        .exclude(question_version__kind__in=NOT_EXPORTED)
        .select_related("attempt", "question_version")
        .order_by("pk")
    )
    for row in rows:
        question = row.question_version
        yield statements.answered(
            teller,
            Try(
                row.attempt.client_uuid,
                question.lineage,
                question.block_id,
                question.kind,
                question.payload,
                row.response,
                row.right,
                question.language,
                row.attempt.submitted_at,
            ),
        )


def reflections_of(enrolment: Enrolment, teller: Teller) -> Iterator[Json]:
    """Yield that something was written for oneself, without what. Its text is not even read. One statement of SQL."""
    rows = (
        Reflection.objects.filter(enrolment=enrolment).defer("text").select_related("question_version").order_by("pk")
    )
    for row in rows:
        question = row.question_version
        nothing, kind = Response(), question.kind
        about = (row.client_uuid, question.lineage, question.block_id, kind, question.payload)
        yield statements.answered(teller, Try(*about, nothing, True, question.language, row.written_at))


def edition_records(edition: ProgrammePage, version: str) -> Iterator[Json]:
    """Yield which lessons were done in which month, under pseudonyms: nothing that was answered, no day, no language.

    A lesson in a month in which fewer than five people did it is left out, so no statement is about a moment that a
    person can be known by. Pseudonyms and ids are this edition's alone. Month by month within a lesson, the statements
    are in the order of their ids, which are keyed: it says nothing about who was first.
    """
    names = Pseudonyms("xapi", edition.lineage, edition.year)
    home = Edition(settings.PUBLIC_BASE_URL, edition.lineage, edition.year, edition.title, edition.locale.language_code)
    titles = dict(LessonPage.objects.descendant_of(edition).values_list("lineage", "title"))
    rows = LessonCompletion.objects.filter(
        enrolment__programme=edition.lineage, enrolment__year=edition.year, undone_at=None
    ).annotate(month=TruncMonth("first_at", tzinfo=UTC))
    common = {
        (lineage, month)
        for lineage, month, people in rows.values_list("lineage", "month").annotate(people=Count("pk")).order_by()
        if people >= LEAST
    }
    for lineage in sorted({lineage for lineage, _ in common}):
        done = rows.filter(lineage=lineage).values_list("month", "enrolment").order_by()
        found = [
            (month, statements.statement_id("evidence", done_id(names, enrolment, lineage)), enrolment)
            for month, enrolment in done
            if (lineage, month) in common
        ]
        for month, _, enrolment in sorted(found):
            yield statement_of_month(home, names, enrolment, lineage, titles.get(lineage, ""), month, version)


def done_id(names: Pseudonyms, enrolment: int, lineage: uuid.UUID) -> uuid.UUID:
    """Return the keyed number of "this person did this lesson"."""
    return uuid.UUID(bytes=names.digest(f"done/{enrolment}/{lineage}")[:16], version=5)


def statement_of_month(
    edition: Edition,
    names: Pseudonyms,
    enrolment: int,
    lineage: uuid.UUID,
    title: str,
    month: datetime,
    version: str,
) -> Json:
    """Return that somebody did a lesson in a month. Its time is the month's first moment."""
    registration = uuid.UUID(bytes=names.digest(f"registration/{enrolment}")[:16], version=5)
    teller = Teller(edition, names.of(enrolment), registration, version)
    number = done_id(names, enrolment, lineage)
    return statements.lesson_done(teller, Act(number, "marked", lineage, title, edition.language, month))


def people_in(edition: ProgrammePage) -> int:
    """Return how many people an export of an edition would be about."""
    done = LessonCompletion.objects.filter(undone_at=None, enrolment__year=edition.year)
    return done.filter(enrolment__programme=edition.lineage).values("enrolment").distinct().count()

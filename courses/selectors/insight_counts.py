"""How many people did what in an edition, as the database counts them. Nothing from here is shown as it is:
`insight` and `insight_module` hand these counts on only through lms.lib.small_numbers.

Each function is one statement, whatever the number of learners and lessons.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from courses.models import Attempt, Enrolment, Evidence, LessonCompletion, ModuleCompletion, ProgrammeCompletion

Places = Mapping[int, Iterable[uuid.UUID]]


@dataclass(frozen=True)
class Scope:
    """Whose learning is counted: everybody in an edition, or some of them (the people of a group)."""

    programme: uuid.UUID
    year: int
    people: tuple[int, ...] | None = None

    @property
    def enrolments(self) -> "QuerySet[Enrolment]":
        """Return the enrolments that count."""
        rows = Enrolment.objects.filter(programme=self.programme, year=self.year)
        return rows if self.people is None else rows.filter(user__in=self.people)


def enrolled(scope: Scope) -> int:
    """Return how many people are in."""
    return scope.enrolments.count()


def finished_programme(scope: Scope) -> int:
    """Return how many people earned the programme."""
    return ProgrammeCompletion.objects.filter(enrolment__in=scope.enrolments).count()


def finished_modules(scope: Scope) -> dict[uuid.UUID, int]:
    """Return how many people earned each module, by its lineage."""
    rows = ModuleCompletion.objects.filter(enrolment__in=scope.enrolments)
    return dict(rows.values_list("lineage").annotate(people=Count("pk")).order_by())


def finished_lessons(scope: Scope) -> dict[uuid.UUID, int]:
    """Return how many people have done each lesson, by its lineage; a mark that was taken back does not count."""
    rows = LessonCompletion.objects.filter(enrolment__in=scope.enrolments, undone_at=None)
    return dict(rows.values_list("lineage").annotate(people=Count("pk")).order_by())


def started(scope: Scope, places: Places) -> dict[int, int]:
    """Return how many people did anything in each place: marked a lesson of it, took a mark back, or tried a question.

    A place is a number of the caller's with the lineages of its lessons: one for a lesson, several for a module.
    Reading alone is kept nowhere, so nobody knows of it.
    """
    cases = [When(lineage__in=list(lineages), then=Value(place)) for place, lineages in places.items()]
    if not cases:
        return {}
    place = Case(*cases, output_field=IntegerField())
    evidence, attempts = (
        model.objects.filter(enrolment__in=scope.enrolments)
        .annotate(place=place)
        .filter(place__isnull=False)
        .order_by()
        .values_list("enrolment_id", "place")
        for model in (Evidence, Attempt)
    )
    statement, values = evidence.union(attempts).query.sql_with_params()
    with connection.cursor() as cursor:
        # The ORM cannot group a union. Its own statement is the only text in this one.
        cursor.execute(f"SELECT acts.place, COUNT(*) FROM ({statement}) AS acts GROUP BY acts.place", values)  # noqa: S608
        return dict(cursor.fetchall())


def finishers_by_language(scope: Scope) -> dict[str, int]:
    """Return how many people did a lesson in each language; who used two counts in both."""
    rows = LessonCompletion.objects.filter(enrolment__in=scope.enrolments, undone_at=None)
    people = Count("enrolment", distinct=True)
    return dict(rows.values_list("lesson_version__language").annotate(people=people).order_by())


def finishers_by_place(scope: Scope, places: Places) -> dict[int, int]:
    """Return how many people did at least one lesson of each place; who did lessons of two counts in both."""
    cases = [When(lineage__in=list(lineages), then=Value(place)) for place, lineages in places.items()]
    if not cases:
        return {}
    rows = LessonCompletion.objects.filter(enrolment__in=scope.enrolments, undone_at=None).annotate(
        place=Case(*cases, output_field=IntegerField())
    )
    people = Count("enrolment", distinct=True)
    return dict(rows.filter(place__isnull=False).values_list("place").annotate(people=people).order_by())

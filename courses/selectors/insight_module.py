"""One module of a report, and the list of reports."""

import uuid
from dataclasses import dataclass

from django.db.models import Count

from courses.models import Enrolment, ProgrammePage
from courses.selectors.insight import ModuleInsight
from courses.selectors.insight_counts import Scope
from courses.selectors.insight_questions import QuestionInsight, questions_of
from lms.lib.small_numbers import Shown, shown


@dataclass(frozen=True)
class EditionListed:
    """One year in the list of reports."""

    programme: uuid.UUID
    year: int
    title: str
    started: Shown


def editions_listed() -> list[EditionListed]:
    """Return every edition that has a page, the newest first. Two statements."""
    people = {
        (row["programme"], row["year"]): row["people"]
        for row in Enrolment.objects.values("programme", "year").annotate(people=Count("pk")).order_by()
    }
    listed: dict[tuple[uuid.UUID, int], EditionListed] = {}
    for page in ProgrammePage.objects.select_related("locale").order_by("-year", "pk"):
        key = (page.lineage, page.year)
        listed.setdefault(key, EditionListed(*key, page.title, shown(people.get(key, 0))))
    return list(listed.values())


def module_questions(edition: ProgrammePage, module: ModuleInsight) -> list[QuestionInsight]:
    """Return the questions of a module's lessons, in order."""
    labels = {lesson.lineage: lesson.label for lesson in module.lessons}
    return questions_of(Scope(edition.lineage, edition.year), labels)

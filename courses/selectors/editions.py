"""Which page an edition is counted by. Translations share lineage and year; one of them says what there is to do."""

import uuid

from django.conf import settings
from django.db.models import Case, IntegerField, QuerySet, Value, When

from courses.models import ProgrammePage
from courses.selectors.outline import Outline, outline_at
from lms.lib.process_memory import ProcessMemory

COUNTING = ProcessMemory(50)  # paths of pages, by edition


def editions_by_weight(programme: uuid.UUID, year: int) -> QuerySet[ProgrammePage]:
    """Return the pages of an edition, one for each language: published ones first, and among them the first language."""
    first = When(locale__language_code=settings.LANGUAGE_CODE, then=Value(0))
    by_language = Case(first, default=Value(1), output_field=IntegerField())
    rows: QuerySet[ProgrammePage] = ProgrammePage.objects.filter(lineage=programme, year=year)
    return rows.order_by("-live", by_language, "path")


def counting_page(programme: uuid.UUID, year: int) -> ProgrammePage | None:
    """Return the page by which an edition is counted, so that a percentage is the same in every language.

    None when the edition's pages were all deleted. One query.
    """
    return editions_by_weight(programme, year).first()


def counting_outline(outline: Outline) -> Outline:
    """Return the outline that counts for everybody in this edition: this one, or that of the first language."""
    path = COUNTING.recall((outline.programme, outline.year), lambda: counting_path(outline))
    return outline if path == outline.path else outline_at(path) or outline


def counting_path(outline: Outline) -> str:
    """Return the tree path of the page that an edition is counted by."""
    page = counting_page(outline.programme, outline.year)
    return outline.path if page is None else str(page.path)

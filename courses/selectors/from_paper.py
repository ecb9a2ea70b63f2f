"""What a code on paper stands for: a year and a lineage. Three queries."""

from uuid import UUID

from courses.models import LessonPage, ModulePage, ProgrammePage
from courses.models.lineages import edition_path


def pages_taught(lineage: UUID, year: int, language: str) -> list[LessonPage | ModulePage]:
    """Return what was published under a lineage in the editions of a year, the wanted language first."""
    found: list[LessonPage | ModulePage] = [
        *LessonPage.objects.filter(lineage=lineage, live=True).select_related("locale").order_by("path"),
        *ModulePage.objects.filter(lineage=lineage, live=True).select_related("locale").order_by("path"),
    ]
    editions = set(ProgrammePage.objects.filter(year=year).values_list("path", flat=True))
    here = [page for page in found if {edition_path(page.path, 1), edition_path(page.path, 2)} & editions]
    return sorted(here, key=lambda page: page.locale.language_code != language)

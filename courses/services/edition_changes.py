"""What follows when an editor publishes, retires, moves or deletes something: numbers of that edition are worked out
again. What people earned is not touched.
"""

from wagtail.models import Page

from courses.models import LessonPage, ModulePage, ProgrammePage
from courses.models.lineages import edition_path
from courses.services.rollups import mark_edition_dirty

LEVELS_BELOW = {ProgrammePage: 0, ModulePage: 1, LessonPage: 2}


def edition_changed(*, page: Page) -> None:
    """Mark the rollups of the edition in which a programme, module or lesson stands."""
    levels = LEVELS_BELOW[type(page)]
    path = edition_path(page.path, levels) if levels else page.path
    edition = ProgrammePage.objects.filter(path=path).values_list("lineage", "year").first()
    if edition is not None:
        mark_edition_dirty(programme=edition[0], year=edition[1])


def moved_between(*, before: Page, after: Page) -> None:
    """Mark both editions when something moved from one page to another. Moving within one page changes no numbers."""
    if before.pk != after.pk:
        for parent in (before.specific, after.specific):
            if type(parent) in LEVELS_BELOW:
                edition_changed(page=parent)

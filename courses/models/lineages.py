"""A lineage says what a page teaches. Within one edition and language no two lessons teach the same thing."""

import uuid
from typing import Any

from wagtail.models import Page

EDITION_DEPTH_ABOVE_LESSON = 2


def edition_path(path: str, levels_below: int = EDITION_DEPTH_ABOVE_LESSON) -> str:
    """Return the tree path of the programme page that stands `levels_below` levels above a path."""
    return path[: -Page.steplen * levels_below]


def give_own_lineage(lesson: Any) -> None:
    """Give a lesson that was copied inside its own edition a new lineage, so that each can be done by itself."""
    if not lesson._state.adding or not lesson.path:
        return
    twins = type(lesson).objects.filter(
        lineage=lesson.lineage, locale_id=lesson.locale_id, path__startswith=edition_path(lesson.path)
    )
    if twins.exists():
        lesson.lineage = uuid.uuid4()

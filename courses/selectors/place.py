"""Where a learner goes next: pure functions over an outline."""

import uuid
from collections.abc import Iterable

from courses.selectors.outline import LessonRow, Outline


def next_lesson(outline: Outline, done: Iterable[uuid.UUID], place: uuid.UUID | None) -> LessonRow | None:
    """Return the lesson to continue with: where they were if it is not done, else the next one that is not done.

    Looks on from their place to the end, then from the start. None when everything is done or nothing is published.
    """
    done = set(done)
    rows = outline.lessons
    here = outline.by_lineage.get(place) if place else None
    start = outline.places[here.page_id] if here else 0
    return next((row for row in rows[start:] + rows[:start] if row.lineage not in done), None)

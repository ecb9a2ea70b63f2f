"""Whether a lesson in another language still asks what its source asks."""

from django.conf import settings

from courses.blocks.questions import KINDS
from courses.models import LessonPage
from courses.selectors.digests import question_shape


def questions_that_differ(lesson: LessonPage) -> list[str]:
    """Return the wording of each question of a translation that is not the source's in other words; [] for a source.

    A question that is missing, was added or changed its answers would split what learners of two languages did.
    One query for the source.
    """
    source = LessonPage.objects.filter(translation_key=lesson.translation_key, lineage=lesson.lineage)
    original = source.exclude(pk=lesson.pk).filter(locale__language_code=settings.LANGUAGE_CODE).first()
    if original is None or lesson.locale.language_code == settings.LANGUAGE_CODE:
        return []
    theirs, ours = shapes(original), shapes(lesson)
    different = [block_id for block_id in {**ours, **theirs} if theirs.get(block_id) != ours.get(block_id)]
    words = {**wordings(original), **wordings(lesson)}
    return [words[block_id] for block_id in different]


def shapes(lesson: LessonPage) -> dict[str, str]:
    """Return each question's fingerprint without its words, by block id."""
    return {
        str(child.id).lower(): question_shape(child.block_type, child.block.freeze(child.value))
        for child in lesson.body
        if child.block_type in KINDS
    }


def wordings(lesson: LessonPage) -> dict[str, str]:
    """Return each question's wording by block id."""
    return {str(child.id).lower(): str(child.value["question"]) for child in lesson.body if child.block_type in KINDS}

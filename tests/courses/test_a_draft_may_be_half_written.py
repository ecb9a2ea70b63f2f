"""While somebody writes, nothing is refused and the preview goes on: every block may be empty. Publishing asks for all."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamValue

from courses.blocks.lesson_body import LessonBodyBlock

pytestmark = pytest.mark.django_db

BODY = LessonBodyBlock()
KINDS = sorted(BODY.child_blocks)


def just_inserted(kind: str) -> StreamValue:
    """Return a body with one block as it is when it was just inserted."""
    return StreamValue(BODY, [(kind, BODY.child_blocks[kind].get_default())])


@pytest.mark.parametrize("kind", KINDS)
def test_a_block_that_was_just_inserted_can_be_saved_and_looked_at(kind: str) -> None:
    body = BODY.clean_deferred(just_inserted(kind))
    assert [child.block_type for child in body] == [kind]
    assert isinstance(body[0].render(), str)


@pytest.mark.parametrize("kind", KINDS)
def test_a_block_that_was_just_inserted_cannot_be_published(kind: str) -> None:
    with pytest.raises(ValidationError):
        BODY.clean(just_inserted(kind))


def test_a_choice_starts_with_room_for_two_answers() -> None:
    for kind in ("single_choice", "multiple_choice"):
        assert len(BODY.child_blocks[kind].get_default()["options"]) == 2

"""The blocks of a lesson, in the order of the picker: say, show, do, ask. At most twelve besides the nine kinds of
question, which count as one (face.md section 8, docs/adr/0023)."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from cms.blocks import page_blocks
from courses.blocks.prompt import PromptBlock
from courses.blocks.questions import KINDS
from courses.blocks.task import TaskBlock

LONGEST_BODY = 60
MOST_QUESTIONS = 10


class LessonBodyBlock(blocks.StreamBlock):
    """What a lesson is made of."""

    def __init__(self, local_blocks: object = None, **kwargs: object) -> None:
        kwargs.setdefault("required", False)
        super().__init__(local_blocks or lesson_blocks(), **kwargs)

    def clean(self, value: Any) -> Any:
        """Refuse a question that sends people to a heading which the lesson does not have."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        headings = {str(child.value).strip().casefold() for child in cleaned if child.block_type == "heading"}
        errors = {
            place: blocks.StructBlockValidationError(
                block_errors={"read_again": ValidationError("No heading of this lesson says that. Copy one of them.")}
            )
            for place, child in enumerate(cleaned)
            if child.block_type in KINDS
            and (again := str(child.value.get("read_again") or "").strip().casefold())
            and again not in headings
        }
        if errors:
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        max_num = LONGEST_BODY
        block_counts = {kind: {"max_num": MOST_QUESTIONS} for kind in KINDS}


def lesson_blocks() -> list[tuple[str, blocks.Block]]:
    """Return the blocks of an ordinary page and those that learners answer, try or talk about."""
    return [
        *page_blocks(),
        ("task", TaskBlock(group="Do")),
        ("prompt", PromptBlock(group="Do")),
        *((kind, block(group="Ask")) for kind, block in KINDS.items()),
    ]

"""The blocks of a lesson, in the order of the picker: say, show, do. At most twelve (face.md section 8)."""

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

    class Meta:
        max_num = LONGEST_BODY
        block_counts = {kind: {"max_num": MOST_QUESTIONS} for kind in KINDS}


def lesson_blocks() -> list[tuple[str, blocks.Block]]:
    """Return the blocks of an ordinary page and those that learners answer, try or talk about."""
    return [
        *page_blocks(),
        ("task", TaskBlock(group="Do")),
        ("prompt", PromptBlock(group="Do")),
        *((kind, block(group="Do")) for kind, block in KINDS.items()),
    ]

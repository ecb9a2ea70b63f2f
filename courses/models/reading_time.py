"""How long a lesson takes: 200 words a minute, plus what is watched and answered."""

from math import ceil
from typing import Any

from courses.blocks.questions import KINDS
from lms.lib.markup import plain_text

WORDS_A_MINUTE = 200
MINUTES_A_QUESTION = 0.5


def minutes_to_read(lesson: Any) -> int:
    """Return whole minutes, at least one. Questions count half a minute each, videos their length."""
    words = len(str(lesson.lede).split())
    minutes = 0.0
    for child in lesson.body:
        if child.block_type in KINDS:
            minutes += MINUTES_A_QUESTION
        elif child.block_type == "video":
            minutes += child.value.get("length_minutes") or 0
        else:
            texts = child.block.get_searchable_content(child.value)
            words += sum(len(plain_text(str(text)).split()) for text in texts)
    return max(1, ceil(minutes + words / WORDS_A_MINUTE))

"""A StreamField whose block definitions stay out of migrations, and the blocks of an ordinary page.

A change to a block is a change of code, not of the database; with the definitions in migrations each label would
add thousands of lines.
"""

from typing import Any

from wagtail import blocks
from wagtail.fields import StreamField

from cms.blocks.callout import CalloutBlock
from cms.blocks.debate import DebateBlock
from cms.blocks.fact import FactBlock
from cms.blocks.heading import HeadingBlock
from cms.blocks.image import ImageBlock
from cms.blocks.opinion import OpinionBlock
from cms.blocks.quote import QuoteBlock
from cms.blocks.text import TextBlock
from cms.blocks.video import VideoBlock


class QuietStreamField(StreamField):
    """A StreamField that tells migrations only that it is there."""

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return the field without its blocks."""
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs


def page_blocks() -> list[tuple[str, blocks.Block]]:
    """Return the blocks of an ordinary page, in the order of the picker."""
    return [
        ("heading", HeadingBlock(group="Say")),
        ("text", TextBlock(group="Say")),
        ("callout", CalloutBlock(group="Say")),
        ("quote", QuoteBlock(group="Say")),
        ("opinion", OpinionBlock(group="Say")),
        ("debate", DebateBlock(group="Say")),
        ("fact", FactBlock(group="Show")),
        ("image", ImageBlock(group="Show")),
        ("video", VideoBlock(group="Show")),
    ]

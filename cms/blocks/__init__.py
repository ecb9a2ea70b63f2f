"""Blocks that any page may use, and the StreamField that keeps their definitions out of migrations."""

from cms.blocks.callout import CalloutBlock
from cms.blocks.debate import DebateBlock
from cms.blocks.fact import FactBlock
from cms.blocks.heading import HeadingBlock
from cms.blocks.image import ImageBlock
from cms.blocks.opinion import OpinionBlock
from cms.blocks.paper import OnPaper, missing_forms
from cms.blocks.quote import QuoteBlock
from cms.blocks.stream import QuietStreamField, page_blocks
from cms.blocks.text import TextBlock
from cms.blocks.video import VideoBlock

__all__ = [
    "CalloutBlock",
    "DebateBlock",
    "FactBlock",
    "HeadingBlock",
    "ImageBlock",
    "OnPaper",
    "OpinionBlock",
    "QuietStreamField",
    "QuoteBlock",
    "TextBlock",
    "VideoBlock",
    "missing_forms",
    "page_blocks",
]

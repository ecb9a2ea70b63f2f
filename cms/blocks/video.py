"""A video that nobody is shut out of."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from cms.blocks.paper import OnPaper
from cms.blocks.text import TextBlock


class VideoBlock(OnPaper, blocks.StructBlock):
    """A link to a video with its transcript; nothing of it loads before a tap (AC-06, AC-17)."""

    title = blocks.CharBlock(max_length=120)
    address = blocks.URLBlock(
        help_text="Where the video can be watched. The page links to it and loads nothing from it."
    )
    length_minutes = blocks.IntegerBlock(min_value=1, max_value=240)
    size_mb = blocks.DecimalBlock(label="Size in MB", min_value=0, max_digits=6, decimal_places=1)
    captions_checked_by = blocks.CharBlock(
        max_length=80, help_text="Who checked the captions? A role is enough. Machine captions alone do not count."
    )
    captions_checked_on = blocks.DateBlock()
    transcript = TextBlock()
    bsl_address = blocks.URLBlock(label="BSL version", required=False)

    def clean(self, value: Any) -> Any:
        """Refuse a transcript without words."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:  # a draft may be half written; publishing asks for all of it
            return cleaned
        if len(str(cleaned["transcript"].source).split()) < 5:
            message = "Write the transcript: what is said and shown in the video."
            raise blocks.StructBlockValidationError(block_errors={"transcript": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "media"
        description = "A video with captions and a transcript"
        template = "cms/blocks/video.html"
        print_template = "cms/blocks/print/video.html"
        label_format = "{title}"
        preview_value = {
            "title": "How a planning meeting works",
            "address": "https://video.example/planning",
            "length_minutes": 6,
            "size_mb": "18.0",
            "captions_checked_by": "Programme team",
            "transcript": "<p>A councillor opens the meeting. The first application is read out.</p>",
        }
        preview_template = "cms/blocks/preview.html"

"""A picture."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.paper import OnPaper


class ImageBlock(OnPaper, blocks.StructBlock):
    """A picture that is described in words, or marked as decoration."""

    image = ImageChooserBlock()
    alt = blocks.CharBlock(
        label="Description",
        required=False,
        max_length=250,
        help_text="What would you tell somebody on the phone about it?",
    )
    decorative = blocks.BooleanBlock(required=False, help_text="The page loses nothing without this picture.")
    caption = blocks.CharBlock(required=False, max_length=200)

    def clean(self, value: Any) -> Any:
        """Refuse a picture with neither a description nor the mark of decoration."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:  # a draft may be half written; publishing asks for all of it
            return cleaned
        if not cleaned["alt"] and not cleaned["decorative"]:
            message = "Describe the picture, or tick “decorative”."
            raise blocks.StructBlockValidationError(block_errors={"alt": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "image"
        description = "A picture with its description"
        template = "cms/blocks/image.html"
        print_template = "cms/blocks/print/image.html"
        label_format = "{alt}"
        preview_template = "cms/blocks/image_preview.html"
        preview_value = {"image": None, "alt": "", "decorative": True, "caption": ""}

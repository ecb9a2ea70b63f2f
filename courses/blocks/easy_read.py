"""A lesson in Easy Read: a picture beside each idea, short sentences (AC-20, AC-21)."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

DRAWINGS = [
    ("terrace", "Homes in a row"),
    ("gap", "A gap between homes"),
    ("banner", "People with a banner"),
    ("laying", "Laying bricks"),
    ("phone", "A phone"),
    ("door", "A door"),
    ("notice", "A notice on a post"),
    ("tea", "A cup of tea"),
]


class EasyReadIdeaBlock(blocks.StructBlock):
    """One idea: a picture, and one to three short sentences beside it."""

    picture = ImageChooserBlock(required=False, help_text="A photo or drawing that says the same as the words.")
    drawing = blocks.ChoiceBlock(choices=DRAWINGS, required=False, help_text="Or one of our drawings.")
    text = blocks.TextBlock(
        rows=3,
        max_length=400,
        help_text="One idea. 10 to 15 words a sentence. Explain a hard word in the next sentence.",
    )

    def clean(self, value: Any) -> Any:
        """Refuse an idea without a picture: pictures are what makes it Easy Read."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not (cleaned["picture"] or cleaned["drawing"]):
            message = "Choose a picture or one of our drawings to go with these words."
            raise blocks.StructBlockValidationError(block_errors={"drawing": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "image"
        label = "Idea"
        label_format = "{text}"
        description = "A picture and short sentences beside it"


class EasyReadBlock(blocks.StreamBlock):
    """The whole Easy Read version of a lesson."""

    heading = blocks.CharBlock(max_length=80, icon="title", description="What the next ideas are about")
    idea = EasyReadIdeaBlock()

    class Meta:
        required = False
        max_num = 40

"""Something to talk about in a group."""

from wagtail import blocks

from cms.blocks import OnPaper, TextBlock


class PromptBlock(OnPaper, blocks.StructBlock):
    """A question for the room. Nothing is posted anywhere."""

    text = TextBlock(help_text="For example: “Who decides about your home? When did you last meet them?”")

    class Meta:
        icon = "comment"
        label = "Talk about it"
        description = "A question to talk about in your group; nothing is posted"
        template = "courses/blocks/prompt.html"
        print_template = "courses/blocks/print/prompt.html"
        preview_template = "courses/blocks/preview.html"
        preview_value = {"text": "<p>Who decides about your home? When did you last meet them?</p>"}

"""A box that stands out."""

from wagtail import blocks

from cms.blocks.paper import OnPaper
from cms.blocks.text import TextBlock


class CalloutBlock(OnPaper, blocks.StructBlock):
    """Something to know or something to try."""

    kind = blocks.ChoiceBlock(choices=[("know", "Know this"), ("act", "Try this")], default="know")
    title = blocks.CharBlock(max_length=80)
    text = TextBlock()

    class Meta:
        icon = "info-circle"
        description = "A box: know this, or try this"
        template = "cms/blocks/callout.html"
        print_template = "cms/blocks/print/callout.html"
        label_format = "{kind}: {title}"
        preview_value = {
            "kind": "know",
            "title": "You can go and listen",
            "text": "<p>Planning committees meet in public. Anyone may sit and watch.</p>",
        }
        preview_template = "cms/blocks/preview.html"

"""Somebody's own words."""

from wagtail import blocks

from cms.blocks.paper import OnPaper


class QuoteBlock(OnPaper, blocks.StructBlock):
    """A quotation and who said it. Anger is welcome in people's own words."""

    text = blocks.TextBlock(rows=3)
    who = blocks.CharBlock(
        max_length=120, help_text="A role is enough: “A tenant in Hull”. Write (example) if invented."
    )

    class Meta:
        icon = "openquote"
        description = "Somebody's own words"
        template = "cms/blocks/quote.html"
        print_template = "cms/blocks/print/quote.html"
        label_format = "{who}"
        preview_value = {"text": "They listened once there were ten of us.", "who": "A tenant (example)"}
        preview_template = "cms/blocks/preview.html"

"""Paragraphs and lists."""

from wagtail import blocks

from cms.blocks.paper import OnPaper

FEATURES = ["bold", "ol", "ul", "link"]


class TextBlock(OnPaper, blocks.RichTextBlock):
    """Plain text with bold, lists and links, and nothing that would bring its own look."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        description = "Paragraphs, lists and links"
        template = "cms/blocks/text.html"
        print_template = "cms/blocks/print/text.html"
        preview_value = "<p>Most decisions start with a planning officer. They write a report. You can read it.</p>"
        preview_template = "cms/blocks/preview.html"

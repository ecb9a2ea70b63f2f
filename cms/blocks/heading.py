"""A heading inside a page."""

from wagtail import blocks

from cms.blocks.paper import OnPaper


class HeadingBlock(OnPaper, blocks.CharBlock):
    """One heading of the second level; the page's title is the first."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 120)
        kwargs.setdefault("help_text", "Say something: “Councils must answer in 20 days”, not “Deadlines”.")
        super().__init__(**kwargs)

    class Meta:
        icon = "title"
        description = "Starts a new section"
        template = "cms/blocks/heading.html"
        print_template = "cms/blocks/print/heading.html"
        preview_value = "Councils must answer in 20 days"
        preview_template = "cms/blocks/preview.html"
        form_classname = "title"

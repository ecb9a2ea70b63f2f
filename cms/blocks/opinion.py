"""What one organisation thinks, said as its opinion (AC-60)."""

from typing import Any

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.paper import OnPaper
from cms.blocks.text import TextBlock


class OpinionBlock(OnPaper, blocks.StructBlock):
    """A view with its author organisation, marked as a view in words."""

    organisation = SnippetChooserBlock("cms.Organisation", help_text="Whose view is it?")
    text = TextBlock()

    def get_searchable_content(self, value: Any) -> list[str]:
        """Let search find the words."""
        return list(self.child_blocks["text"].get_searchable_content(value["text"]))

    class Meta:
        icon = "user"
        label = "Opinion"
        description = "What one organisation thinks, marked as its view"
        template = "cms/blocks/opinion.html"
        print_template = "cms/blocks/print/opinion.html"
        preview_template = "cms/blocks/preview.html"
        preview_value = {"organisation": None, "text": "<p>We say: build on public land first.</p>"}

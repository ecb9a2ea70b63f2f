"""A checked fact, used by reference."""

from typing import Any

from django.utils import timezone
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.paper import OnPaper


class FactBlock(OnPaper, blocks.StructBlock):
    """Shows one fact with its source, date and nation. Change the fact once and every page follows (AC-42)."""

    fact = SnippetChooserBlock("cms.Fact")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add whether the fact is past its review date."""
        context = super().get_context(value, parent_context=parent_context)
        fact = value.get("fact")
        context["fact"] = fact
        context["being_checked"] = bool(fact and fact.is_being_checked(timezone.localdate()))
        return context

    class Meta:
        icon = "doc-full-inverse"
        description = "A number or fact with its source, date and nation"
        template = "cms/blocks/fact.html"
        print_template = "cms/blocks/print/fact.html"
        preview_template = "cms/blocks/fact_preview.html"
        preview_value = {"fact": None}

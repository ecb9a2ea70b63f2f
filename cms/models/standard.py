"""An ordinary page."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.blocks.stream import QuietStreamField, page_blocks
from cms.models.site_page import SitePage


class StandardPage(SitePage):
    """About, help, privacy, accessibility and the ways in."""

    body = QuietStreamField(page_blocks(), blank=True)

    content_panels = [*SitePage.content_panels, FieldPanel("body")]
    search_fields = [*SitePage.search_fields, index.SearchField("body")]
    template = "cms/standard_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the pages below, so that a page can be the cover of a list."""
        context = super().get_context(request, *args, **kwargs)
        context["children"] = self.get_children().live().public().specific().order_by("title")
        return context

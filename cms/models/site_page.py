"""What every page of the site has."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index


class SitePage(Page):
    """A page with a title and a first sentence; the base of all the others."""

    lede = models.TextField(
        "first sentence", blank=True, help_text="One or two plain sentences: what is this page for?"
    )

    content_panels = [*Page.content_panels, FieldPanel("lede")]
    search_fields = [*Page.search_fields, index.SearchField("lede")]
    show_in_menus_default = False

    class Meta:
        abstract = True

    @property
    def description(self) -> str:
        """Return what search engines and link previews show."""
        return self.search_description or self.lede

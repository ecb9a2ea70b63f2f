"""What every page of the site has."""

from django.db import connection, models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from lms.lib.process_memory import ProcessMemory

RESTRICTIONS = ProcessMemory(1)


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

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Return who may see this page, as Wagtail does, without its two queries while no page is restricted at all."""
        if not restrictions_exist():
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()


def restrictions_exist() -> bool:
    """Return whether any page of the site is restricted; remembered until the content changes.

    Restricting a page changes the content (cms/receivers.py). A transaction sees what others do not, and asks.
    """
    if connection.in_atomic_block:
        return PageViewRestriction.objects.exists()
    return RESTRICTIONS.recall("any", PageViewRestriction.objects.exists)

"""What every page of the site has."""

from functools import cache

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
            return no_restrictions()
        return super().get_view_restrictions()


@cache
def no_restrictions() -> models.QuerySet[PageViewRestriction]:
    """Return a queryset that was asked already and found nothing: even `none()` makes its SQL before it is empty."""
    nothing = PageViewRestriction.objects.none()
    nothing._result_cache = []
    return nothing


def restrictions_exist() -> bool:
    """Return whether any page of the site is restricted; remembered until the content changes.

    Restricting a page changes the content (cms/receivers.py). A transaction sees what others do not, and asks.
    """
    if connection.in_atomic_block:
        return PageViewRestriction.objects.exists()
    return RESTRICTIONS.recall("any", PageViewRestriction.objects.exists)

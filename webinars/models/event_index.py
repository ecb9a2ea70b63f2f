"""The page with all trainings, as a list or as a month."""

from cms.models import SitePage
from webinars.models.page_context import SelectorContext


class EventIndexPage(SelectorContext, SitePage):
    """Every public training from today on; `?view=month` shows one month as a table and an agenda."""

    context_selector = "webinars.selectors.listing.index_context"
    subpage_types = ["webinars.EventPage"]
    template = "webinars/event_index_page.html"

    class Meta:
        verbose_name = "list of trainings"

"""The address under which all yearly programmes stand."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.models import Page

from cms.models import SitePage


class LearnIndexPage(SitePage):
    """`/learn/`: leads to the newest edition; between years it says that nothing is open yet."""

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["courses.ProgrammePage"]
    max_count_per_parent = 1
    template = "courses/learn_index.html"

    class Meta:
        verbose_name = "list of programmes"
        verbose_name_plural = "lists of programmes"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the reader on to this year's programme, when there is one."""
        newest = self.newest_edition()
        if newest is not None and not getattr(request, "is_preview", False):
            return HttpResponseRedirect(newest.get_url(request))
        return super().serve(request, *args, **kwargs)

    def newest_edition(self) -> Page | None:
        """Return the live programme page of the latest year in this page's language."""
        editions = self.get_children().live().filter(programmepage__isnull=False)
        return editions.order_by("-programmepage__year", "path").first()

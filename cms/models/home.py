"""The front door."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel

from cms.models.site_page import SitePage


class HomePage(SitePage):
    """Start learning in two taps, the next three trainings, this year's programme as a wall of bricks.

    What is taught and what is planned comes from template tags: the home page imports neither.
    """

    headline = models.CharField(max_length=120, default="Learn how housing works. Change it together.")
    start_here = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The page with the ways in, for people who do not know where to start.",
    )

    content_panels = [*SitePage.content_panels, FieldPanel("headline"), FieldPanel("start_here")]
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 1
    template = "cms/home_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add nothing but the ways in: the page's parts ask for what they need."""
        context = super().get_context(request, *args, **kwargs)
        context["ways_in"] = self.start_here.specific if self.start_here and self.start_here.live else None
        return context

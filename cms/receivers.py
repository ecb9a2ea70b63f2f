"""Whatever a public page shows may be kept in a cache; these receivers say when it changed."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.images.models import Image
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.models import Branding, Fact, GlossaryTerm, MenuItem, Organisation, Region, Topic
from lms.lib.freshness import content_changed

SHOWN = (Branding, Fact, GlossaryTerm, MenuItem, Organisation, Region, Topic, Site, Image, PageViewRestriction)


@receiver([page_published, page_unpublished, page_slug_changed, post_page_move])
def page_changed(**kwargs: Any) -> None:
    """Throw away kept pages when a page appears, disappears or moves."""
    content_changed()


@receiver([post_save, post_delete])
def shown_row_changed(sender: type, **kwargs: Any) -> None:
    """Throw away kept pages when a word, a fact, a label or the branding changes, or a page is deleted."""
    if sender in SHOWN or (kwargs.get("signal") is post_delete and issubclass(sender, Page)):
        content_changed()

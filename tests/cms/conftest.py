"""A small site for the tests of the site floor."""

import pytest
from wagtail.models import Page, Site

from cms.models import HomePage


@pytest.fixture
def home(db: None) -> HomePage:
    """Return a published home page that the default site starts at."""
    root = Page.objects.get(depth=1)
    page = root.add_child(instance=HomePage(title="Home", slug="front-door", lede="Free lessons and trainings."))
    site = Site.objects.get(is_default_site=True)
    site.root_page = page
    site.save()
    return page

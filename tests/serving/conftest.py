"""A site that is served as on a live server: whole pages are kept, and each test starts with none."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Page, Site

from cms.models import HomePage, StandardPage
from lms.lib import forgiving_cache
from lms.lib.response_cache import STORE


@pytest.fixture
def keeping(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Switch the response cache on, with a revision file of this test's own. Make clients after this fixture."""
    settings.RESPONSE_CACHE_SECONDS = 60
    settings.VAR_DIR = tmp_path
    settings.REDIS_URL = ""
    STORE.clear()
    forgiving_cache.forget_absence()
    yield
    STORE.clear()
    forgiving_cache.forget_absence()


@pytest.fixture
def front(transactional_db: None) -> HomePage:
    """Return the home page of a site whose changes are committed, as on a live server."""
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Home", slug="front"))
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    site.save()
    return home


@pytest.fixture
def leaflet(front: HomePage) -> StandardPage:
    """Return a published page below the home page, at /leaflet/."""
    return front.add_child(instance=StandardPage(title="Leaflet", slug="leaflet", lede="Know your rights."))

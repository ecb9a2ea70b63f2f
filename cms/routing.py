"""A short way to pages. Wagtail walks down the tree and asks twice for each level; here a page is found by its whole
address in one query, and then Wagtail serves it as always: hooks, view restrictions, translations, allowed methods.

Wagtail keeps the page it found for a request on that request. This view puts its finding there first; where it is
not sure (a draft, an address that a page of its own kind routes further, no page) it leaves the walk to Wagtail.
"""

from functools import cache
from typing import Any, cast

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from wagtail import views as wagtail_views
from wagtail.models import Page, Site, get_page_models
from wagtail.url_routing import RouteResult

from lms.lib.freshness import UNKNOWN, revision

MOST_REMEMBERED = 2_000  # addresses, and hosts, that one process remembers something about

_kinds: dict[str, type[Page]] = {}  # which kind of page was last found at a stored address: a guess, always checked
_sites: dict[tuple[str, str, str, str], tuple[Site, str]] = {}  # revision, host, port, language -> site, root's address


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at `path` ("learn/2027/", "" for the home page) of the site this request is for.

    A language that the site is not translated to has no pages (Wagtail would show the default language's under its
    prefix, marked as the wrong language).
    """
    root = root_address(request)
    if root is None:
        translation.activate(settings.LANGUAGE_CODE)
        raise Http404("There is no site in this language at this address.")
    page = find_page(f"{root}{path}")
    if page is not None:
        request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]  # Wagtail's own note
    return cast(HttpResponse, wagtail_views.serve(request, path))


def find_page(address: str) -> Page | None:
    """Return the published page stored at `address` as an object of its own kind; None where Wagtail must look."""
    if kinds_that_route():
        return None
    kind = _kinds.get(address)
    if kind is not None:
        page = kind.objects.filter(url_path=address, live=True, content_type=content_type_of(kind)).first()
        if page is not None:
            return cast(Page, page)
    found = list(Page.objects.filter(url_path=address, live=True)[:2])
    if len(found) != 1:
        return None
    page = cast(Page, found[0].specific)
    remember(_kinds, address, type(page))
    return page


def root_address(request: HttpRequest) -> str | None:
    """Return the stored address of the page that a request's site starts at in the active language; None without one.

    Sites are remembered until the content changes, except inside a transaction, which sees what others do not.
    """
    key = (revision(), request._get_raw_host(), request.get_port(), translation.get_language() or "")  # type: ignore[attr-defined]
    shared = key[0] != UNKNOWN and not connection.in_atomic_block
    if shared and key in _sites:
        request._wagtail_site, address = _sites[key]  # type: ignore[attr-defined]  # where Wagtail keeps it
        return address
    site = Site.find_for_request(request)
    root = site.root_page.localized if site is not None else None
    if root is None or root.locale.language_code != translation.get_language():
        return None
    address = cast(str, root.url_path)
    if shared:
        remember(_sites, key, (site, address))
    return address


@cache
def kinds_that_route() -> tuple[type[Page], ...]:
    """Return the kinds of page that answer for addresses below them; none today. With one, every walk is Wagtail's."""
    return tuple(kind for kind in get_page_models() if kind.route is not Page.route)


def content_type_of(kind: type[Page]) -> ContentType:
    """Return the content type of a kind of page; Django keeps it in memory."""
    return ContentType.objects.get_for_model(kind)


def remember(memory: dict[Any, Any], key: Any, value: Any) -> None:
    """Keep something; forget everything when there is too much, because addresses are made up by strangers."""
    if len(memory) >= MOST_REMEMBERED:
        memory.clear()
    memory[key] = value

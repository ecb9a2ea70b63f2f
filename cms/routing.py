"""A short way to pages. Wagtail walks down the tree and asks twice for each level; here a page is found by its whole
address in one query, and then Wagtail serves it as always: hooks, view restrictions, translations, allowed methods.

Wagtail keeps the page it found for a request on that request. This view puts its finding there first; where it is
not sure (a draft, an address that a page of its own kind routes further, no page) it leaves the walk to Wagtail.
"""

import copy
from functools import cache
from typing import cast

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from wagtail import views as wagtail_views
from wagtail.models import Page, Site, get_page_models
from wagtail.url_routing import RouteResult

from lms.lib.process_memory import ProcessMemory

PAGES = ProcessMemory(300)  # as they were read from the database, by stored address
SITES = ProcessMemory(300)  # site and the stored address it starts at, by host, port and language


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
    """Return the published page stored at `address` as an object of its own kind; None where Wagtail must look.

    Pages are remembered until the content changes, except inside a transaction, which sees what others do not. Each
    request gets a copy, to which it may do as it likes.
    """
    if kinds_that_route():
        return None
    if connection.in_atomic_block:
        return read_page(address)
    page = PAGES.recall(address, lambda: read_page(address))
    return copy.copy(page)


def read_page(address: str) -> Page | None:
    """Return the published page stored at `address`, if there is exactly one. Two queries."""
    found = list(Page.objects.filter(url_path=address, live=True)[:2])
    return cast(Page, found[0].specific) if len(found) == 1 else None


def root_address(request: HttpRequest) -> str | None:
    """Return the stored address of the page that a request's site starts at in the active language; None without one.

    Sites are remembered as pages are.
    """
    if connection.in_atomic_block:
        found = find_root(request)
    else:
        key = (request._get_raw_host(), request.get_port(), translation.get_language())  # type: ignore[attr-defined]
        found = SITES.recall(key, lambda: find_root(request))
    if found is None:
        return None
    request._wagtail_site, address = found  # type: ignore[attr-defined]  # where Wagtail keeps it
    return address


def find_root(request: HttpRequest) -> tuple[Site, str] | None:
    """Return the site a request is for, and the stored address it starts at in the active language."""
    site = Site.find_for_request(request)
    root = site.root_page.localized if site is not None else None
    if root is None or root.locale.language_code != translation.get_language():
        return None
    return site, root.url_path


@cache
def kinds_that_route() -> tuple[type[Page], ...]:
    """Return the kinds of page that answer for addresses below them; none today. With one, every walk is Wagtail's."""
    return tuple(kind for kind in get_page_models() if kind.route is not Page.route)

"""Whole pages for people we know nothing about, answered before anything else runs. docs/adr/0010 explains.

A page is answered from memory only when the request carries no cookie but the reading settings, no credentials and no
query we do not know, and when nothing that pages show has changed since it was made. A page is kept only when its
view allows it: Wagtail pages do, other views say so with `may_be_kept`. Whoever sets Cache-Control keeps it.
"""

import re
from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_path

from lms.lib.freshness import revision
from lms.lib.page_store import KeptPage, Key, PageStore, keep_page
from lms.lib.reading_settings import COOKIE, pack, parse

VARIES_ON = {"cookie", "accept-language", "accept-encoding"}
PUBLIC = "no-cache"
PRIVATE = "private, no-cache"
STORE = PageStore(24 * 1024 * 1024)  # bytes in each process

View = TypeVar("View", bound=Callable[..., Any])


def may_be_kept(view: View) -> View:
    """Mark a view whose answer to a stranger is the same for all strangers and changes only with the content."""
    view.may_be_kept = True  # type: ignore[attr-defined]
    return view


class ResponseCacheMiddleware:
    """Answer strangers from memory; keep what may be kept. Stands first, so that a kept page costs next to nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.seconds: float = settings.RESPONSE_CACHE_SECONDS
        self.query_names = frozenset(settings.RESPONSE_CACHE_QUERY)
        if not self.seconds:
            raise MiddlewareNotUsed

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = key_of(request, self.query_names)
        if key is None:
            return with_cache_control(self.get_response(request), PRIVATE)
        # Read before rendering: a page made while a change commits is filed under the old revision, and never served.
        current = revision()
        page = STORE.get(key)
        if page is not None and page.revision == current != "" and page.until > monotonic():
            return answer(page, request)
        until = monotonic() + self.seconds
        response = self.get_response(request)
        if current and request.method == "GET" and isinstance(response, HttpResponse) and is_shared(request, response):
            with_cache_control(response, PUBLIC)
            headers = {name: value for name, value in response.items() if name != "Content-Length"}
            page = keep_page(
                revision=current, until=until, headers=headers, body=response.content, route=request.resolver_match
            )
            STORE.put(key, page)
            return answer(page, request)
        return with_cache_control(response, PUBLIC)


def key_of(request: HttpRequest, query_names: frozenset[str]) -> Key | None:
    """Return what tells one page for strangers from another; None when this request must not meet the cache."""
    meta = request.META
    if meta["REQUEST_METHOD"] not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in meta or "HTTP_HOST" not in meta:
        return None
    if getattr(request, "is_dummy", False):  # Wagtail renders drafts through made-up requests for the page's address
        return None
    look = ""
    if cookies := meta.get("HTTP_COOKIE"):
        name, _, value = cookies.partition("=")
        if name != COOKIE or ";" in value:
            return None
        look = pack(parse(value))
    query = meta.get("QUERY_STRING", "")
    if query and (len(query) > 100 or not query_names.issuperset(pair.partition("=")[0] for pair in query.split("&"))):
        return None
    return (meta["HTTP_HOST"], request.scheme or "", request.path_info, query, look)


def is_shared(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether this answer may be given to every stranger who asks the same."""
    match = request.resolver_match
    session = getattr(request, "session", None)
    return (
        match is not None
        and (match.url_name == "wagtail_serve" or getattr(match.func, "may_be_kept", False))
        and response.status_code == 200
        and not response.has_header("Cache-Control")
        and response.headers.get("Content-Type", "").startswith("text/html")
        and not response.has_header("Content-Encoding")
        and not response.cookies
        and not (session is not None and session.modified)
        and not getattr(request, "is_preview", False)
        and VARIES_ON.issuperset(re.findall(r"[a-z-]+", response.headers.get("Vary", "").lower()))
        # The language follows the address; a page that came out in another one is somebody's own.
        and response.headers.get("Content-Language")
        == (get_language_from_path(request.path_info) or settings.LANGUAGE_CODE)
    )


def with_cache_control(response: HttpResponseBase, default: str) -> HttpResponseBase:
    """Let browsers ask again each time, unless the view said something else."""
    if not response.has_header("Cache-Control"):
        response.headers["Cache-Control"] = default
        patch_vary_headers(response, ("Cookie", "Accept-Encoding"))
    return response


def answer(page: KeptPage, request: HttpRequest) -> HttpResponse:
    """Return a kept page in the form this browser wants, or "nothing new" (304)."""
    meta = request.META
    request.resolver_match = page.route  # for the log
    if page.etag[2:] in meta.get("HTTP_IF_NONE_MATCH", ""):
        response = HttpResponse(status=304, headers=page.headers)
        del response.headers["Content-Type"]
    else:
        zipped = "gzip" in meta.get("HTTP_ACCEPT_ENCODING", "")
        body = page.zipped if zipped else page.plain
        response = HttpResponse(b"" if request.method == "HEAD" else body, headers=page.headers)
        response.headers["Content-Length"] = str(len(body))
        if zipped:
            response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"] = page.etag
    return response

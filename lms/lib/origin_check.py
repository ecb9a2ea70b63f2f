"""Forms are accepted from our own pages only, without a token and so without a cookie. docs/adr/0011 explains.

Under the editor's paths Django's own token check stays. Everywhere else a request that changes something must come
from this site: by Sec-Fetch-Site, else by Origin, else by Referer. A request that says nothing about where it came
from is refused. Origins in CSRF_TRUSTED_ORIGINS count as ours.
"""

import logging
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.template import loader
from django.utils.http import is_same_domain

logger = logging.getLogger(__name__)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class OriginCheckMiddleware(CsrfViewMiddleware):
    """Django's middleware for the editor, the origin check for everyone else."""

    def process_request(self, request: HttpRequest) -> None:
        """Read the token's cookie, in the editor only."""
        if in_editor(request):
            super().process_request(request)

    def process_view(self, request: HttpRequest, callback: Any, args: Any, kwargs: Any) -> HttpResponseForbidden | None:
        """Refuse what another site sends in a visitor's name; None lets the request through."""
        if in_editor(request):
            return super().process_view(request, callback, args, kwargs)
        if request.method in SAFE_METHODS or getattr(callback, "csrf_exempt", False):
            return None
        reason = self.objection(request)
        if reason is None:
            return None
        logger.warning("form.refused reason=%s", reason)
        return HttpResponseForbidden(loader.render_to_string("403_csrf.html"))

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Set the token's cookie in the editor only; a sign-in elsewhere ends an old token instead of renewing it."""
        if in_editor(request):
            return super().process_response(request, response)
        if request.META.get("CSRF_COOKIE_NEEDS_UPDATE") and settings.CSRF_COOKIE_NAME in request.COOKIES:
            response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite=settings.CSRF_COOKIE_SAMESITE)
        return response

    def objection(self, request: HttpRequest) -> str | None:
        """Return why this request is not believed to come from our pages, in a few words; None when it is."""
        meta = request.META
        site, origin, referer = (meta.get(name, "") for name in ("HTTP_SEC_FETCH_SITE", "HTTP_ORIGIN", "HTTP_REFERER"))
        if site in {"same-origin", "none"}:
            return None
        if origin:
            return None if self.is_ours(request, origin) else "origin"
        if site:
            return "sec-fetch-site"
        if referer:
            return None if self.is_ours(request, origin_of(referer)) else "referer"
        # Django's test client says nothing; like Django's own check, this one then asks nothing of it.
        return None if getattr(request, "_dont_enforce_csrf_checks", False) else "nothing said"

    def is_ours(self, request: HttpRequest, origin: str) -> bool:
        """Tell whether an origin ("https://host:port") is this site or one that the settings trust."""
        if origin == f"{request.scheme}://{request.get_host()}" or origin in self.allowed_origins_exact:
            return True
        scheme, _, host = origin_of(origin).partition("://")
        return any(is_same_domain(host, pattern) for pattern in self.allowed_origin_subdomains.get(scheme, ()))


def origin_of(url: str) -> str:
    """Return the origin ("https://host:port") of an address that a stranger sent; "" where it is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def in_editor(request: HttpRequest) -> bool:
    """Tell whether a request is for the editor, whose forms carry Django's token."""
    return request.path_info.startswith(tuple(settings.EDITOR_PATHS))

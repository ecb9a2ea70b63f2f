"""What a browser may do with our pages. Two policies by path: nothing inline on any public page; Wagtail's editor,
which has inline scripts and styles of its own and shows drafts in a frame, gets a looser one under its path only.

A draft shown in the editor is a public page: it keeps the strict policy, but our own editor may frame it.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

STRICT = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
)
PUBLIC_POLICY = STRICT + "frame-ancestors 'none'"
DRAFT_POLICY = STRICT + "frame-ancestors 'self'"
EDITOR_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'self'; "
    "frame-ancestors 'self'; form-action 'self'"
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class SecurityHeadersMiddleware:
    """Add the headers; a view may set a stricter Content-Security-Policy of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.editor_paths: tuple[str, ...] = tuple(settings.EDITOR_PATHS)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(request, "is_dummy", False):  # Wagtail makes drafts through requests of its own
            policy, frame = DRAFT_POLICY, "SAMEORIGIN"
        elif request.path_info.startswith(self.editor_paths):
            policy, frame = EDITOR_POLICY, "SAMEORIGIN"
        else:
            policy, frame = PUBLIC_POLICY, "DENY"
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers["X-Frame-Options"] = frame
        return response

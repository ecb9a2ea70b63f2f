"""First version: Django's own check under /admin/ only."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware


class OriginCheckMiddleware(CsrfViewMiddleware):
    """Check tokens in the admin."""

    def process_view(self, request: HttpRequest, callback: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Check the token under /admin/."""
        if request.path.startswith("/admin/"):
            return super().process_view(request, callback, args, kwargs)
        return None

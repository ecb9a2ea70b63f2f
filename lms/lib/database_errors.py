"""When the database is away or too busy: 503 with a time to come back, never a stack trace."""

import logging
import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import loader
from django.views import defaults

logger = logging.getLogger(__name__)
AWAY = (OperationalError, InterfaceError)
RETRY_AFTER = 5  # seconds


class DatabaseErrorsMiddleware:
    """Answer 503 where a view failed because of the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Translate the database's absence; leave every other error to Django."""
        return unavailable(exception) if isinstance(exception, AWAY) else None


def unavailable(reason: BaseException | None) -> HttpResponse:
    """Return the page that says to try again in a moment. It needs no database and no branding."""
    logger.error("database.unavailable", exc_info=reason)
    page = HttpResponse(loader.render_to_string("503.html"), status=503)
    page.headers["Retry-After"] = str(RETRY_AFTER)
    page.headers["Cache-Control"] = "no-store"
    return page


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`: also errors outside of views, for example while a session is read, may be the database's."""
    reason = sys.exc_info()[1]
    return unavailable(reason) if isinstance(reason, AWAY) else defaults.server_error(request)

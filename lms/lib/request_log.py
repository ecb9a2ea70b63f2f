"""One line for each request: which route, what came of it, how long it took. Never an address, a path or a person."""

import logging
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from lms.lib.json_log import route_of

logger = logging.getLogger("request")


class RequestLogMiddleware:
    """Stands before everything else, so that kept pages are counted too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = perf_counter()
        response = self.get_response(request)
        took = {
            "route": route_of(request),
            "status": response.status_code,
            "ms": round((perf_counter() - started) * 1000, 1),
        }
        logger.info("request", extra=took)
        return response

"""How often something may be tried. Counted for all processes together: in Redis, or else in the database.

Keys are never stored as they are, so a counter says nothing about an address or a person.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.module_loading import import_string

from lms.lib.errors import DomainError
from lms.lib.tokens import keyed_hash


def allow(key: str, limit: int, seconds: int) -> bool:
    """Count one try of `key` and return whether it is among the first `limit` of the present window of `seconds`.

    Call it before a transaction, not inside: what is rolled back was not counted.
    """
    window = int(time.time()) // seconds
    hashed = keyed_hash(f"{key}:{seconds}:{window}", "rate-limit")
    tries = _count_in_redis(hashed, seconds) if settings.REDIS_URL else None
    if tries is None:
        tries = import_string(settings.RATE_COUNTER)(hashed, (window + 1) * seconds)
    return bool(tries <= limit)


def give_back(key: str, seconds: int) -> None:
    """Take one counted try back, because it was no guess: many people behind one address may all know their code.

    Counting first and giving back afterwards lets no wrong try slip through, however many come at once.
    """
    window = int(time.time()) // seconds
    hashed = keyed_hash(f"{key}:{seconds}:{window}", "rate-limit")
    if not settings.REDIS_URL or _count_in_redis(hashed, seconds, -1) is None:
        import_string(settings.RATE_COUNTER)(hashed, (window + 1) * seconds, -1)


def _count_in_redis(hashed: str, seconds: int, add: int = 1) -> int | None:
    """Return the number of tries so far, None while Redis is away."""
    key = f"limit:{hashed}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key, add))
    except ValueError:
        return None


class TooManyTriesError(DomainError):
    """Something was tried too often; `minutes` says when it may be tried again."""

    def __init__(self, minutes: int) -> None:
        wait = "1 minute" if minutes == 1 else f"{minutes} minutes"
        super().__init__(f"Too many tries in a short time. Try again in {wait}.")
        self.minutes = minutes


def require(key: str, limit: int, seconds: int) -> None:
    """Count one try as `allow` does, and raise TooManyTriesError when it is one too many."""
    if not allow(key, limit, seconds):
        left = seconds - int(time.time()) % seconds
        raise TooManyTriesError(minutes=-(-left // 60))


class TooManyTriesMiddleware:
    """Answer 429, with the time to wait, where a view did not catch TooManyTriesError itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Translate that one error."""
        if not isinstance(exception, TooManyTriesError):
            return None
        response = render(request, "429.html", {"minutes": exception.minutes}, status=429)
        response.headers["Retry-After"] = str(exception.minutes * 60)
        return response

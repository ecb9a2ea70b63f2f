"""One value that moves whenever something that public pages show has changed.

It is shared by all processes. Embedded, it is the size and time of a small file that grows by one byte a change, read
with one stat and no query. With REDIS_URL it is a random value in Redis; while Redis cannot be reached the revision
is unknown ("") and nothing may be answered from a cache. docs/adr/0010 explains.

A request looks once, at its start, however many parts of its page ask.
"""

import os
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

KEY = "content-revision"
UNKNOWN = ""
_owed = False  # a change that Redis has not been told about, because it was away
_seen: ContextVar[str | None] = ContextVar("revision_of_this_request", default=None)


class OneRevisionMiddleware:
    """Look at the revision once for each request. Stands first, so that it is read before anything that it covers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        before = _seen.set(look())
        try:
            return self.get_response(request)
        finally:
            _seen.reset(before)


def revision() -> str:
    """Return the revision of this request, outside of one the present; UNKNOWN ("") while nobody can say."""
    seen = _seen.get()
    return look() if seen is None else seen


def look() -> str:
    """Return the present revision, the same in every process; UNKNOWN ("") while nobody can say."""
    if settings.REDIS_URL:
        return _revision_in_redis()
    try:
        stat = os.stat(_file())
    except FileNotFoundError:
        return "0"
    return f"{stat.st_size}.{stat.st_mtime_ns}"


def content_changed() -> None:
    """Say that public pages changed. It takes effect when the transaction commits, or at once outside of one."""
    transaction.on_commit(move, robust=True)  # what was committed stays done, even where the disk is full


def content_is_changing() -> bool:
    """Return whether the present transaction has changed the content, which nobody else can see yet."""
    if not connection.in_atomic_block or settings.TRANSACTIONS_NEVER_COMMIT:
        return False
    return any(waiting[1] is move for waiting in connection.run_on_commit)


def move() -> None:
    """Give the content a new revision now. Use `content_changed`; this one does not wait for the commit."""
    try:
        _move()
    finally:
        if _seen.get() is not None:
            _seen.set(look())  # the rest of this request sees what it has changed


def _move() -> None:
    global _owed
    if settings.REDIS_URL:
        new = secrets.token_hex(8)
        cache.set(KEY, new, None)
        _owed = cache.get(KEY) is None
        return
    file = os.open(_file(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(file, b".")  # the size never repeats, even for two changes within one tick of the clock
    finally:
        os.close(file)


def _revision_in_redis() -> str:
    """Return Redis's value; where it has none (new or emptied), give it one that was never used before."""
    if _owed:
        _move()
    known = cache.get(KEY)
    if known is None:
        cache.add(KEY, secrets.token_hex(8), None)
        known = cache.get(KEY)
    return UNKNOWN if known is None or _owed else str(known)


def _file() -> str:
    return os.path.join(settings.VAR_DIR, KEY)

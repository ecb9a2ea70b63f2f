"""Is the process alive, and can it work? For load balancers and for the person who looks after the server.

`/healthz` touches nothing and always answers 200. `/readyz` tries what a request needs and answers 503 when something
is missing; why is told only to the machine itself, because reasons help an attacker. docs/how-to/deploy.md explains.
"""

import logging
import shutil
import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult, get_date_max

from lms.lib import clock
from lms.lib.client_address import network_of

logger = logging.getLogger(__name__)
FREE_BYTES = 200_000_000  # SQLite's write-ahead log alone may need a third of it
LONGEST_WAIT = timedelta(minutes=15)  # of a background task that is due
KEPT_SECONDS = 1.0  # how long one look answers for: strangers must not make the database write at will
LOOPBACK = {"127.0.0.1", "::1/128", "::/64"}


@dataclass(frozen=True)
class State:
    """What one look found: reasons not to send anybody here, and things that are only slower."""

    problems: tuple[str, ...]
    notes: tuple[str, ...]
    seen: float  # monotonic


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process is alive."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer whether the process can work: 200, or 503 with the reasons for those who ask from this machine."""
    state = present_state()
    lines = ["not ready" if state.problems else "ok"]
    if is_this_machine(request):
        lines += [*state.problems, *state.notes]
    status = 503 if state.problems else 200
    return HttpResponse("\n".join([*lines, ""]), status=status, content_type="text/plain; charset=utf-8")


_lock = threading.Lock()
_last: State | None = None
_migrated = False


def present_state() -> State:
    """Return what a look found that is at most a second old; only one thread looks at a time."""
    global _last
    with _lock:
        if _last is None or time.monotonic() - _last.seen > KEPT_SECONDS:
            _last = look()
            if _last.problems:
                logger.error("readyz.not_ready reasons=%s", "; ".join(_last.problems))
        return _last


def forget() -> None:
    """Look again at the next request; for tests."""
    global _last, _migrated
    _last, _migrated = None, False


def look() -> State:
    """Try everything once."""
    problems = [*database_problems(), *disk_problems()]
    return State(tuple(problems), tuple(cache_notes()), time.monotonic())


def database_problems() -> list[str]:
    """Write a row, read it and roll back; then look for missing migrations and for tasks that nobody does."""
    try:
        key = f"readyz-{uuid4().hex}"[:40]
        with transaction.atomic():
            Session.objects.create(session_key=key, session_data="", expire_date=clock.now())
            found = Session.objects.filter(session_key=key).exists()
            transaction.set_rollback(True)
        problems = [] if found else ["database: what was written was not there to be read"]
        if not is_migrated():
            return [*problems, "database: migrations are missing (run manage.py migrate)"]
        return problems + waiting_problems()
    except (DatabaseError, InterfaceError) as error:
        return [f"database: {type(error).__name__}"]


def is_migrated() -> bool:
    """Tell whether every migration of this code is applied. Once true it stays true for this process."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def waiting_problems() -> list[str]:
    """Return a complaint when a background task that is due has waited too long: no worker runs, or it is stuck."""
    now = clock.now()
    ready = DBTaskResult.objects.ready()
    since = [
        ready.filter(run_after=get_date_max()).order_by("enqueued_at").values_list("enqueued_at", flat=True).first(),
        ready.exclude(run_after=get_date_max()).order_by("run_after").values_list("run_after", flat=True).first(),
    ]
    longest = max((now - moment for moment in since if moment), default=timedelta())
    if longest <= LONGEST_WAIT:
        return []
    return [f"worker: a background task has waited for {int(longest.total_seconds() // 60)} minutes"]


def disk_problems() -> list[str]:
    """Return a complaint when the disk under the database and the uploads is nearly full."""
    free = shutil.disk_usage(settings.VAR_DIR).free
    return [] if free >= FREE_BYTES else [f"disk: {free // 1_000_000} MB left, {FREE_BYTES // 1_000_000} MB needed"]


def cache_notes() -> list[str]:
    """Return a note when Redis is configured and away: pages are slower, and all are served."""
    if not settings.REDIS_URL:
        return []
    key = f"readyz-{uuid4().hex}"
    cache.set(key, 1, 5)
    return [] if cache.get(key) == 1 else ["redis: away, pages are made without it"]


def is_this_machine(request: HttpRequest) -> bool:
    """Tell whether the request comes from this machine itself, and not through a proxy that stands on it."""
    forwarded = "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META
    return not forwarded and network_of(request) in LOOPBACK

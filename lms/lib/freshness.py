"""One number that moves whenever something that public pages show has changed. First version; see its tests."""

from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

KEY = "content-revision"


def _file() -> Path:
    return Path(settings.VAR_DIR) / "content-revision"


def revision() -> str:
    """Return the present revision, the same in every process."""
    if settings.REDIS_URL:
        return str(cache.get(KEY, 0))
    try:
        return str(_file().stat().st_mtime_ns)
    except FileNotFoundError:
        return "0"


def _bump() -> None:
    if settings.REDIS_URL:
        cache.add(KEY, 0, None)
        cache.incr(KEY)
    else:
        _file().touch()


def content_changed() -> None:
    """Say that public pages changed; it takes effect when the transaction commits."""
    transaction.on_commit(_bump)

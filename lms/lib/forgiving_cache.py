"""Redis as a cache that may go away: then nothing is found, nothing is kept, and every page is still served."""

import logging
import time
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)
PATIENCE = 0.2  # seconds for a connection and for an answer
PAUSE = 10.0  # seconds during which an absent Redis is not asked again
ABSENT = (RedisError, OSError)

_away_until = 0.0  # monotonic; for all threads of this process


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, whose every method answers "nothing there" while Redis cannot be reached."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {
            "socket_timeout": PATIENCE,
            "retry": Retry(NoBackoff(), 0),
            **params.get("OPTIONS", {}),
        }
        if not server.startswith("unix:"):
            options.setdefault("socket_connect_timeout", PATIENCE)
        super().__init__(server, {**params, "OPTIONS": options})

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Return whether the value was new and is kept now."""
        return bool(_ask(super().add, False, *args, **kwargs))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return the value, or `default`."""
        return _ask(super().get, default, key, default, version=version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Keep a value if possible."""
        _ask(super().set, None, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        """Return whether there was something to keep longer."""
        return bool(_ask(super().touch, False, *args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Return whether there was something to forget."""
        return bool(_ask(super().delete, False, *args, **kwargs))

    def get_many(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what is there."""
        return dict(_ask(super().get_many, {}, *args, **kwargs))

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        """Return whether there is a value."""
        return bool(_ask(super().has_key, False, *args, **kwargs))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number; ValueError where there is none, as always in Django, and while Redis is away."""
        number = _ask(super().incr, None, key, delta, version=version)
        if number is None:
            raise ValueError(f"Key {key!r} not found")
        return int(number)

    def set_many(self, data: dict[str, Any], *args: Any, **kwargs: Any) -> list[str]:
        """Return the keys that could not be kept."""
        return list(_ask(super().set_many, list(data), data, *args, **kwargs))

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        """Forget if possible."""
        _ask(super().delete_many, None, *args, **kwargs)

    def clear(self) -> bool:  # type: ignore[override]
        """Forget everything if possible."""
        return bool(_ask(super().clear, False))


def _ask(method: Any, otherwise: Any, *args: Any, **kwargs: Any) -> Any:
    """Call Redis; when it is away, remember that for a while and return `otherwise`."""
    global _away_until
    if time.monotonic() < _away_until:
        return otherwise
    try:
        return method(*args, **kwargs)
    except ABSENT as error:
        _away_until = time.monotonic() + PAUSE
        logger.warning("cache.away error=%s", type(error).__name__)
        return otherwise


def forget_absence() -> None:
    """Ask Redis again at once; for tests."""
    global _away_until
    _away_until = 0.0

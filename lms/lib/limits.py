"""How often somebody may do something: counted in the cache, so a lost cache only means a fresh start."""

from django.core.cache import cache


def allow(key: str, limit: int, seconds: int) -> bool:
    """Return whether this may happen once more: at most `limit` times within `seconds` for one `key`."""
    name = f"limit:{key}"
    cache.add(name, 0, seconds)
    try:
        count = cache.incr(name)
    except ValueError:  # it ran out between the two calls
        cache.set(name, 1, seconds)
        count = 1
    return count <= limit

"""Redis is a help, not a need: without it nothing is kept, everything is served, and nobody waits for long."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from cms.models import StandardPage
from lms import health
from lms.lib import forgiving_cache
from lms.lib.forgiving_cache import ForgivingRedisCache
from lms.lib.freshness import UNKNOWN, content_changed, revision
from lms.lib.response_cache import STORE
from tests.servers import NoServerError, own_redis

BACKEND = "lms.lib.forgiving_cache.ForgivingRedisCache"


@pytest.fixture(autouse=True)
def no_memory_of_absence() -> Iterator[None]:
    """Forget at the start and the end of each test that Redis was away."""
    forgiving_cache.forget_absence()
    yield
    forgiving_cache.forget_absence()


@pytest.fixture
def dead_port() -> int:
    """Return a port of loopback where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Return a port where somebody accepts, and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(50)
        kept: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    kept.append(listener.accept()[0])
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        yield int(listener.getsockname()[1])
        for connection in kept:
            connection.close()


@pytest.fixture
def redis_url() -> Iterator[str]:
    """Return the address of a living Redis: the one of this run, or one of our own."""
    if os.environ.get("REDIS_URL"):
        yield os.environ["REDIS_URL"]
        return
    try:
        with own_redis() as url:
            yield url
    except NoServerError as missing:
        pytest.fail(str(missing))


@pytest.fixture
def use_redis(settings: Any) -> Callable[[str], ForgivingRedisCache]:
    """Return a function that makes the whole school use the Redis at an address."""

    def use(url: str) -> ForgivingRedisCache:
        settings.REDIS_URL = url
        settings.CACHES = {"default": {"BACKEND": BACKEND, "LOCATION": url}}
        cache = caches["default"]
        assert isinstance(cache, ForgivingRedisCache)
        return cache

    return use


def test_every_door_of_the_cache_stays_polite(use_redis: Any, dead_port: int) -> None:
    cache = use_redis(f"redis://127.0.0.1:{dead_port}/0")
    assert cache.get("a", "otherwise") == "otherwise"
    assert cache.set("a", 1) is None
    assert cache.add("a", 1) is False
    assert cache.touch("a") is False
    assert cache.delete("a") is False
    assert cache.get_many(["a", "b"]) == {}
    assert cache.has_key("a") is False
    assert ("a" in cache) is False
    assert cache.set_many({"a": 1}) == ["a"]
    assert cache.delete_many(["a"]) is None
    assert cache.clear() is False
    assert cache.get_or_set("a", 7) == 7
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")


def test_a_silent_redis_costs_a_fifth_of_a_second_once(use_redis: Any, silent_port: int) -> None:
    cache = use_redis(f"redis://127.0.0.1:{silent_port}/0")
    started = time.monotonic()
    assert cache.get("a") is None
    first = time.monotonic() - started
    assert 0.15 < first < 0.6
    started = time.monotonic()
    for _ in range(1_000):
        assert cache.get("a") is None
    assert time.monotonic() - started < 0.2


def test_it_is_asked_again_after_ten_seconds(
    use_redis: Any, dead_port: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cache = use_redis(f"redis://127.0.0.1:{dead_port}/0")
    seconds = [100.0]
    monkeypatch.setattr(forgiving_cache.time, "monotonic", lambda: seconds[0])
    for wait, complaints in ((0, 1), (9.9, 1), (0.2, 2), (5, 2)):
        seconds[0] += wait
        cache.get("a")
        assert [record.getMessage() for record in caplog.records] == ["cache.away error=ConnectionError"] * complaints


def test_the_revision_is_unknown_without_redis(use_redis: Any, dead_port: int) -> None:
    use_redis(f"redis://127.0.0.1:{dead_port}/0")
    assert revision() == UNKNOWN


def test_pages_are_served_and_none_is_kept_without_redis(
    keeping: None, leaflet: StandardPage, use_redis: Any, silent_port: int
) -> None:
    use_redis(f"redis://127.0.0.1:{silent_port}/0")
    browser = Client(HTTP_HOST="testserver")
    browser.get("/leaflet/")
    for title in ("One", "Two"):
        leaflet.title = title
        leaflet.save_revision().publish()
        assert title.encode() in browser.get("/leaflet/").content
    assert len(STORE) == 0


@pytest.mark.django_db
def test_without_redis_the_server_is_ready_and_says_what_is_slow(use_redis: Any, dead_port: int) -> None:
    use_redis(f"redis://127.0.0.1:{dead_port}/0")
    health.forget()
    response = Client().get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok\nredis: away, pages are made without it\n")
    health.forget()


def test_a_living_redis_is_a_cache(use_redis: Any, redis_url: str) -> None:
    cache = use_redis(redis_url)
    cache.set("brick", {"red": 1}, 30)
    assert cache.get("brick") == {"red": 1}
    cache.set("count", 1, 30)
    assert cache.incr("count") == 2
    assert cache.get_many(["brick", "nothing"]) == {"brick": {"red": 1}}
    cache.delete_many(["brick", "count"])


@pytest.mark.django_db(transaction=True)
def test_the_revision_in_redis_moves_with_the_content(use_redis: Any, redis_url: str) -> None:
    use_redis(redis_url)
    first = revision()
    assert first != UNKNOWN
    assert revision() == first
    content_changed()
    assert revision() not in {first, UNKNOWN}


@pytest.mark.django_db(transaction=True)
def test_a_change_while_redis_is_away_is_told_when_it_is_back(
    use_redis: Any, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_redis(redis_url)
    before = revision()
    monkeypatch.setattr(forgiving_cache, "_away_until", time.monotonic() + 60)
    content_changed()
    assert revision() == UNKNOWN
    forgiving_cache.forget_absence()
    assert revision() not in {before, UNKNOWN}


def test_kept_pages_follow_the_revision_in_redis(
    keeping: None, leaflet: StandardPage, use_redis: Any, redis_url: str
) -> None:
    use_redis(redis_url)
    browser = Client(HTTP_HOST="testserver")
    browser.get("/leaflet/")
    browser.get("/leaflet/")
    assert len(STORE) == 1
    leaflet.title = "Spring"
    leaflet.save_revision().publish()
    assert b"Spring" in browser.get("/leaflet/").content

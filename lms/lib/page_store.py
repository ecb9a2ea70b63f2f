"""Whole pages kept in this process's memory, within a budget of bytes; those not asked for longest go first."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass

from django.urls import ResolverMatch

Key = tuple[str, ...]
OVERHEAD = 1024  # bytes that an entry costs besides its text


@dataclass(frozen=True, slots=True)
class KeptPage:
    """One page as it was sent: which revision of the content it shows, until when (monotonic seconds), which route
    it came from.
    """

    revision: str
    until: float
    headers: dict[str, str]
    plain: bytes
    zipped: bytes
    etag: str
    route: ResolverMatch | None


def keep_page(
    *, revision: str, until: float, headers: dict[str, str], body: bytes, route: ResolverMatch | None = None
) -> KeptPage:
    """Return a page ready to be sent again: compressed once, with a weak ETag that serves both forms."""
    etag = f'W/"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    return KeptPage(revision, until, headers, body, gzip.compress(body, 6, mtime=0), etag, route)


class PageStore:
    """A dictionary with a budget. Safe to use from many threads."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.used = 0
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> KeptPage | None:
        """Return a page, whatever its age, and remember that it was asked for."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: KeptPage) -> None:
        """Keep a page; make room where there is none. A page larger than the whole budget is not kept."""
        size = self._size(page)
        if size > self.budget:
            return
        with self._lock:
            self._drop(key)
            while self.used + size > self.budget:
                self._drop(next(iter(self._pages)))
            self._pages[key] = page
            self.used += size

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._pages.clear()
            self.used = 0

    def __len__(self) -> int:
        return len(self._pages)

    def _drop(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self.used -= self._size(page)

    @staticmethod
    def _size(page: KeptPage) -> int:
        return len(page.plain) + len(page.zipped) + OVERHEAD

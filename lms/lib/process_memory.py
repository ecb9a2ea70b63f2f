"""What one process remembers about the content: objects and HTML made from it, as they are.

A cache between processes packs and unpacks what it holds, for each reader again; an outline of 200 lessons costs more
to unpack than everything else a page needs. What is remembered here is handed out as it is, so nobody may change it.
It holds for one revision of the content and is dropped with the next, in every process at once. docs/adr/0033 explains.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from time import monotonic
from typing import TypeVar, cast

from lms.lib.freshness import UNKNOWN, content_is_changing, revision

KEEP_SECONDS = 600  # the longest that a change of which nobody said a word may go unseen
Value = TypeVar("Value")
_memories: list["ProcessMemory"] = []


def each_counts_one(value: object) -> int:
    """Return the size of something in a memory that counts things."""
    return 1


class ProcessMemory:
    """A dictionary with a budget, for one revision; what was not asked for longest goes first. Safe for threads."""

    def __init__(self, budget: int, size: Callable[[object], int] = each_counts_one) -> None:
        self.budget = budget
        self.size = size
        self.used = 0
        self._revision = UNKNOWN
        self._values: OrderedDict[Hashable, tuple[object, int, float]] = OrderedDict()
        self._lock = threading.Lock()
        _memories.append(self)

    def recall(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return what is remembered under `key`, or else what `make` returns, which is remembered unless it is None.

        Nothing is remembered, or recalled, while nobody can say which revision holds, nor inside a transaction that
        has changed the content itself: it sees what others do not.
        """
        now = revision()  # before making: what is made while a change commits is dropped with the old revision
        if now == UNKNOWN or content_is_changing():
            return make()
        with self._lock:
            if now != self._revision:
                self._forget(now)
            found = self._values.get(key)
            if found is not None and found[2] > monotonic():
                self._values.move_to_end(key)
                return cast(Value, found[0])
        value = make()
        if value is not None:
            self._keep(now, key, value)
        return value

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._forget(UNKNOWN)

    def __len__(self) -> int:
        return len(self._values)

    def _keep(self, now: str, key: Hashable, value: object) -> None:
        size = self.size(value)
        with self._lock:
            if now != self._revision or size > self.budget:
                return
            if key in self._values:
                self.used -= self._values.pop(key)[1]
            while self.used + size > self.budget:
                self.used -= self._values.popitem(last=False)[1][1]
            self._values[key] = (value, size, monotonic() + KEEP_SECONDS)
            self.used += size

    def _forget(self, now: str) -> None:
        self._values.clear()
        self.used = 0
        self._revision = now


def forget_all() -> None:
    """Make every memory of this process empty; for tests, whose transactions never commit."""
    for memory in _memories:
        memory.forget()

"""A process remembers what it made from the content: within a budget, for one revision, and never what only it sees."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from lms.lib import freshness, process_memory
from lms.lib.freshness import OneRevisionMiddleware, content_changed, revision
from lms.lib.process_memory import KEEP_SECONDS, ProcessMemory, forget_all


@pytest.fixture(autouse=True)
def own_revision(settings: Any, tmp_path: Path) -> None:
    """Give each test a revision file of its own, and transactions that commit."""
    settings.VAR_DIR, settings.REDIS_URL = tmp_path, ""
    settings.TRANSACTIONS_NEVER_COMMIT = False


@pytest.fixture
def memory() -> ProcessMemory:
    return ProcessMemory(3)


def numbers() -> Iterator[int]:
    yield from range(1, 100)


def test_what_is_made_once_is_handed_out_again(memory: ProcessMemory) -> None:
    made = numbers()
    assert [memory.recall("a", lambda: next(made)) for _ in range(3)] == [1, 1, 1]
    assert memory.recall("b", lambda: next(made)) == 2


def test_the_next_revision_makes_everything_anew(memory: ProcessMemory) -> None:
    made = numbers()
    memory.recall("a", lambda: next(made))
    freshness.move()
    assert memory.recall("a", lambda: next(made)) == 2
    assert len(memory) == 1


def test_what_was_made_while_the_content_changed_is_not_remembered(memory: ProcessMemory) -> None:
    def make() -> str:
        freshness.move()
        return memory.recall("a", lambda: "new") and "old"

    assert memory.recall("a", make) == "old"
    assert memory.recall("a", lambda: "made again") == "new"


def test_nothing_is_remembered_while_nobody_knows_the_revision(
    memory: ProcessMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freshness, "look", lambda: freshness.UNKNOWN)
    made = numbers()
    assert [memory.recall("a", lambda: next(made)) for _ in range(2)] == [1, 2]


def test_what_is_remembered_is_made_again_after_a_while(memory: ProcessMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds, made = [1_000.0], numbers()
    monkeypatch.setattr(process_memory, "monotonic", lambda: seconds[0])
    found = []
    for passed in (0, KEEP_SECONDS - 1, 2, 1):
        seconds[0] += passed
        found.append(memory.recall("a", lambda: next(made)))
    assert (found, memory.used) == ([1, 1, 2, 2], 1)


def test_nothing_is_not_remembered(memory: ProcessMemory) -> None:
    assert memory.recall("a", lambda: None) is None
    assert memory.recall("a", lambda: 1) == 1


def test_what_was_not_asked_for_longest_goes_first(memory: ProcessMemory) -> None:
    for key in "abc":
        memory.recall(key, lambda: 1)
    memory.recall("a", lambda: 2)
    memory.recall("d", lambda: 1)
    assert [memory.recall(key, lambda: 3) for key in "acd"] == [1, 1, 1]
    assert memory.recall("b", lambda: 3) == 3


def test_the_budget_counts_sizes_and_what_is_too_large_is_not_kept() -> None:
    memory = ProcessMemory(10, size=lambda value: len(str(value)))
    for number in range(20):
        memory.recall(number, lambda: "four")
        assert memory.used <= 10
    assert len(memory) == 2
    memory.recall("large", lambda: "eleven char")
    assert (len(memory), memory.used) == (2, 8)


def test_threads_agree_and_the_sum_stays_right() -> None:
    memory = ProcessMemory(50, size=lambda value: 7)
    gate = threading.Barrier(8)

    def run(place: int) -> None:
        gate.wait(timeout=20)
        for number in range(300):
            memory.recall((number + place) % 11, lambda: "x")

    threads = [threading.Thread(target=run, args=(place,)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert memory.used == 7 * len(memory) == 49


def test_all_is_forgotten_at_once(memory: ProcessMemory) -> None:
    memory.recall("a", lambda: 1)
    forget_all()
    assert (len(memory), memory.used) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_changed_the_content_keeps_what_it_sees_to_itself(memory: ProcessMemory) -> None:
    memory.recall("a", lambda: "before")
    with transaction.atomic():
        assert memory.recall("a", lambda: "made again") == "before"
        content_changed()
        assert memory.recall("a", lambda: "not committed") == "not committed"
        transaction.set_rollback(True)
    assert memory.recall("a", lambda: "made again") == "before"


@pytest.mark.django_db(transaction=True)
def test_a_request_looks_once_and_sees_what_it_changed_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(revision())
        with monkeypatch.context() as elsewhere:
            elsewhere.setattr(freshness, "look", lambda: "another process has moved it")
            seen.append(revision())
        content_changed()
        seen.append(revision())
        return HttpResponse()

    OneRevisionMiddleware(page)(HttpRequest())
    assert seen[0] == seen[1] != seen[2]
    assert seen[2] == freshness.look() == revision()

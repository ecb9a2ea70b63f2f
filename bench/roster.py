"""Run as a process of its own, with the benchmark's settings: how long the roster and the report take, as JSON.

Medians of rounds in which everything takes turns, the bare statement first in each; by the clock, as PostgreSQL works in
another process.
"""

import json
import os
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

import django

django.setup()

from django.contrib.auth.models import Permission  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from courses.models import LessonCompletion, ProgrammePage  # noqa: E402
from lms.accounts.models import User  # noqa: E402

ROUNDS = 7
PATHS = {
    "page": "learners/?sort=most",
    "last page": "learners/?sort=most&page=999999",
    "file": "learners.csv",
    "report": "",
}
OK = 200


def milliseconds(act: Callable[[], object]) -> float:
    """Return how long one call takes."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def bare() -> None:
    """Count all completions by lesson, with nothing around it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT lineage, COUNT(*) FROM courses_lessoncompletion GROUP BY lineage")
        cursor.fetchall()


def trainer() -> Client:
    """Return the browser of somebody who may see the reports."""
    person = User.objects.create_user("trainer@measured.example", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_insight"))
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def main() -> None:
    """Measure and print."""
    edition = ProgrammePage.objects.get()
    browser = trainer()

    def ask(name: str) -> None:
        answer = browser.get(f"/learning/reports/{edition.lineage}/{edition.year}/{PATHS[name]}")
        if answer.status_code != OK:
            sys.exit(f"{name} answered {answer.status_code}")
        if answer.streaming:
            for _ in answer.streaming_content:
                pass

    acts: dict[str, Callable[[], None]] = {"bare": bare}
    for name in PATHS:
        acts[name] = lambda name=name: ask(name)  # type: ignore[misc]
    for act in acts.values():
        act()  # warm
    times: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(ROUNDS):
        for name, act in acts.items():
            times[name].append(milliseconds(act))
    queries = {}
    for name in ("page", "last page", "report"):
        with CaptureQueriesContext(connection) as seen:
            ask(name)
        queries[name] = len(seen)
    tracemalloc.start()
    ask("file")
    memory = tracemalloc.get_traced_memory()[1] / 1_000_000
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(
        json.dumps({**medians, "queries": queries, "memory": memory, "completions": LessonCompletion.objects.count()})
    )


if __name__ == "__main__":
    main()

"""Marking a lesson done, against a bare view that inserts one row: processor time, queries, and whether all is found."""

import json
import os
import statistics
import uuid
from collections import Counter, deque
from pathlib import Path

from bench.client import post_for, send_each
from bench.databases import Database
from bench.school import django, environment, make_tables
from bench.server import Server

ACTS = int(os.environ.get("BENCH_ACTS", "10000"))
CONCURRENCY = (8, 16)
SLICES = 10
LESSONS, LEARNERS = 20, 500
MOST_RATIO, MOST_QUERIES = 4, 8


def run(folder: Path, base: Database) -> None:
    """Seed, start, send, count what is found afterwards, print."""
    variables = environment(folder, base.address, base.redis)
    make_tables(variables)
    seeded = django("bench.settings", variables, "-m", "bench.seed", str(LESSONS), str(LEARNERS), "0", str(LEARNERS))
    found = json.loads(seeded.splitlines()[-1])
    acts = make_acts(found)
    bare = Server("bench.bare_insert:application", {"BARE_FOLDER": str(folder), "DATABASE_URL": base.address})
    school = Server("lms.wsgi:application", {**variables, "DJANGO_SETTINGS_MODULE": "bench.settings"})
    try:
        bare.wait_until_open("/ready")
        school.wait_until_open("/healthz")
        saved: list[str] = []
        for concurrency in CONCURRENCY:
            saved += measure(base, bare, school, acts, concurrency, found["acts"])
    finally:
        bare.stop()
        school.stop()
    lost = set(saved) - kept(variables)
    print(f"  acknowledged {len(saved)}, lost {len(lost)}{'  OVER' if lost or len(saved) != 2 * (ACTS // 2) else ''}")


def make_acts(found: dict[str, list[str]]) -> "deque[tuple[str, bytes]]":
    """Return the acts, each learner and lesson once in turn, then again with new forms."""
    acts: deque[tuple[str, bytes]] = deque()
    while True:
        for lesson in found["lessons"]:
            for cookie in found["cookies"]:
                if len(acts) == ACTS:
                    return acts
                form = str(uuid.uuid4())
                path = f"/learning/lessons/{lesson}/done/"
                acts.append((form, post_for(path, {"client_uuid": form}, {"Cookie": cookie})))


def measure(
    base: Database, bare: Server, school: Server, acts: "deque[tuple[str, bytes]]", concurrency: int, queries: int
) -> list[str]:
    """Send half of the acts in slices, a slice of bare inserts before each; print the row, return what was saved."""
    ratios, costs, saved = [], [], []
    statuses: Counter[int] = Counter()
    size = ACTS // len(CONCURRENCY) // SLICES
    for _ in range(SLICES):
        forms = [str(uuid.uuid4()) for _ in range(size)]
        inserts = deque((form, post_for("/", {"client_uuid": form}, {})) for form in forms)
        _, _, cheap = sent(base, bare, inserts, concurrency)
        done, seen, dear = sent(base, school, deque(acts.popleft() for _ in range(size)), concurrency)
        saved += done
        statuses += seen
        costs.append(dear * 1000)
        ratios.append(dear / cheap)
    ratio, failed = statistics.median(ratios), sum(statuses.values()) - statuses[303]
    over = "  OVER" if ratio > MOST_RATIO or queries > MOST_QUERIES or failed else ""
    print(
        f"{base.name:11} mark done, {concurrency:2} at a time: {statistics.median(costs):5.2f} ms CPU, "
        f"x{ratio:.1f} of a bare insert (reach <= {MOST_RATIO}, {min(ratios):.1f} to {max(ratios):.1f}), "
        f"{queries} queries (reach <= {MOST_QUERIES}), {failed} failed{over}",
        flush=True,
    )
    return saved


def sent(
    base: Database, server: Server, requests: "deque[tuple[str, bytes]]", concurrency: int
) -> tuple[list[str], Counter[int], float]:
    """Return what was saved, the statuses, and the processor seconds of one request, the database's included."""
    count, before = len(requests), server.cpu_seconds() + base.cpu_seconds()
    saved, statuses = send_each(server.port, requests, concurrency)
    return saved, statuses, (server.cpu_seconds() + base.cpu_seconds() - before) / count


def kept(variables: dict[str, str]) -> set[str]:
    """Return the ids of all acts that the database holds."""
    return set(django("bench.settings", variables, "-m", "bench.kept").split())

"""A lesson page for somebody who is signed in: what it costs, and whether it costs the same in a large school."""

import json
import statistics
from dataclasses import dataclass, field
from pathlib import Path

from bench.client import load, request_for
from bench.databases import Database
from bench.school import django, environment, make_tables
from bench.server import Server

SIZES = {"small": (5, 10, 5), "large": (200, 100_000, 5)}  # lessons, learners, lessons done at most
ROUNDS = 7
SECONDS = 0.8
AT_MOST = 400
MOST_RATIO, MOST_QUERIES, MOST_GROWTH = 14, 14, 1.2


@dataclass
class Side:
    """One server, and what its page cost in each round."""

    server: Server
    request: bytes
    queries: int = 0
    lessons: int = 0
    learners: int = 0
    cost: list[float] = field(default_factory=list)
    ratio: list[float] = field(default_factory=list)


def run(folder: Path, base: Database, others: dict[str, Database]) -> None:
    """Seed two schools, then ask the bare view and both in turn, and print."""
    bare = Side(Server("bench.bare:application", {}), request_for("/"))
    sides: dict[str, Side] = {}
    try:
        for name, (lessons, learners, done) in SIZES.items():
            sides[name] = open_school(folder / name, others[name], lessons, learners, done)
        bare.server.wait_until_open("/")
        for _ in range(ROUNDS):
            cheap = cost_of(bare, base)
            for name, side in sides.items():
                side.cost.append(cost_of(side, others[name]))
                side.ratio.append(side.cost[-1] / cheap)
        for side in sides.values():
            print_row(base, side)
        print_growth(base, sides)
    finally:
        for side in [bare, *sides.values()]:
            side.server.stop()


def open_school(folder: Path, base: Database, lessons: int, learners: int, done: int) -> Side:
    """Make a school of one size and open it."""
    folder.mkdir()
    variables = environment(folder, base.address, base.redis)
    make_tables(variables)
    sizes = [str(number) for number in (lessons, learners, done, 2)]
    found = json.loads(django("bench.settings", variables, "-m", "bench.seed", *sizes).splitlines()[-1])
    server = Server("lms.wsgi:application", {**variables, "DJANGO_SETTINGS_MODULE": "bench.settings"})
    server.wait_until_open("/healthz")
    request = request_for(found["path"], {"Cookie": found["cookies"][0]})
    return Side(server, request, found["reads"], lessons, learners)


def cost_of(side: Side, base: Database) -> float:
    """Return the processor milliseconds of one request, the database's included."""
    load(side.server.port, side.request, seconds=SECONDS / 4, at_most=40)
    before = side.server.cpu_seconds() + base.cpu_seconds()
    done = load(side.server.port, side.request, seconds=SECONDS, at_most=AT_MOST)
    assert done.statuses == {200}, done.statuses
    return (side.server.cpu_seconds() + base.cpu_seconds() - before) / done.requests * 1000


def print_row(base: Database, side: Side) -> None:
    """Print one size."""
    ratio = statistics.median(side.ratio)
    over = "  OVER" if ratio > MOST_RATIO or side.queries > MOST_QUERIES else ""
    print(
        f"{base.name:11} lesson, signed in, {side.lessons:3} lessons, {side.learners:6} learners: "
        f"{statistics.median(side.cost):5.2f} ms CPU, x{ratio:.1f} of a bare view (reach <= {MOST_RATIO}, "
        f"{min(side.ratio):.1f} to {max(side.ratio):.1f}), {side.queries} queries (reach <= {MOST_QUERIES}){over}",
        flush=True,
    )


def print_growth(base: Database, sides: dict[str, Side]) -> None:
    """Print what the large school costs more, in the same rounds."""
    growth = statistics.median(
        large / small for small, large in zip(sides["small"].cost, sides["large"].cost, strict=True)
    )
    over = "  OVER" if growth > MOST_GROWTH else ""
    print(f"{base.name:11} large school over small school: x{growth:.2f} (reach <= {MOST_GROWTH}){over}", flush=True)

"""Pages of the demo school with 1,000 events: what a request costs as a multiple of a bare Django view."""

import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from bench.client import Connection, load, request_for
from bench.first_view import measure
from bench.school import django, environment, make_tables
from bench.server import Server

EVENTS = int(os.environ.get("BENCH_EVENTS", "1000"))
LEARNERS = int(os.environ.get("BENCH_LEARNERS", "1000"))
ROUNDS = 3
SECONDS = 2.5
AT_MOST = 3_000
WARM_UP = 80
BARE = "bare Django view"

Row = dict[str, Any]


def seed(variables: dict[str, str]) -> None:
    """Make the database, the static files and a school of the wanted size."""
    started = time.monotonic()
    print(f"Building a school with {EVENTS} events and {LEARNERS} learners ...", flush=True)
    make_tables(variables)
    scale = f"events={EVENTS},learners={LEARNERS}"
    django("lms.settings.development", variables, "manage.py", "demo", "--scale", scale)
    print(f"  {time.monotonic() - started:.0f} s", flush=True)


def cold_start(variables: dict[str, str], path: str) -> tuple[float, float]:
    """Return the seconds from starting the server to its first whole page, and its processor seconds until then."""
    server = Server("lms.wsgi:application", {**variables, "DJANGO_SETTINGS_MODULE": "bench.settings"})
    try:
        return server.wait_until_open(path), server.cpu_seconds()
    finally:
        server.stop()


def measure_rows(targets: list[Row], servers: dict[str, Server]) -> list[Row]:
    """Return the targets with processor time, ratio, speed and size; every round measures the bare view again."""
    rows: list[Row] = [{"name": BARE, "path": "/", "server": "bare", "headers": {}, "queries": 0}]
    rows += [{**target, "server": "cached" if target["cached"] else "uncached"} for target in targets]
    for row in rows:
        row["cost"], row["ratio"], row["speed"] = [], [], []
        answer = Connection(servers[row["server"]].port).ask(request_for(row["path"], row["headers"]))
        row["bytes"], row["status"] = answer.body_bytes, answer.status
    for _ in range(ROUNDS):
        bare = 0.0
        for row in rows:
            server = servers[row["server"]]
            request = request_for(row["path"], row["headers"])
            load(server.port, request, seconds=SECONDS, at_most=WARM_UP)
            before = server.cpu_seconds()
            done = load(server.port, request, seconds=SECONDS, at_most=AT_MOST)
            cost = (server.cpu_seconds() - before) / done.requests * 1000
            if done.statuses != {row["status"]}:
                sys.exit(f"{row['name']}: answered {sorted(done.statuses)}")
            bare = cost if row["name"] == BARE else bare
            row["cost"].append(cost)
            row["ratio"].append(cost / bare)
            row["speed"].append(done.requests / done.seconds)
    return rows


def print_table(rows: list[Row]) -> None:
    """Print the medians, and what was promised where something was."""
    print(f"\n{'':30}{'ms CPU':>9}{'x bare':>9}{'reach':>8}{'req/s':>8}{'queries':>9}{'reach':>7}{'bytes':>9}  status")
    for row in rows:
        ratio, limit, most = statistics.median(row["ratio"]), row.get("limit"), row.get("query_limit")
        over = (limit is not None and ratio > limit) or (most is not None and row["queries"] > most)
        print(
            f"{row['name']:30}{statistics.median(row['cost']):9.2f}{ratio:9.1f}"
            f"{'' if limit is None else f'<= {limit:g}':>8}{statistics.median(row['speed']):8.0f}{row['queries']:9}"
            f"{'' if most is None else f'<= {most}':>7}{row['bytes']:9}  {row['status']}{'  OVER' if over else ''}"
        )


def run(folder: Path) -> None:
    """Seed, start, measure, print."""
    variables = environment(folder)
    seed(variables)
    found = json.loads(django("bench.settings_uncached", variables, "-m", "bench.targets").splitlines()[-1])
    starts = [cold_start(variables, found["pages"]["home"]) for _ in range(3)]
    servers = {
        "bare": Server("bench.bare:application", {}),
        "cached": Server("lms.wsgi:application", {**variables, "DJANGO_SETTINGS_MODULE": "bench.settings"}),
        "uncached": Server("lms.wsgi:application", {**variables, "DJANGO_SETTINGS_MODULE": "bench.settings_uncached"}),
    }
    try:
        for name, server in servers.items():
            server.wait_until_open("/" if name == "bare" else found["pages"]["home"])
        print(f"  {found['events']} events, {found['occurrences']} dates, {found['learners']} enrolments")
        print_table(measure_rows(found["targets"], servers))
        wall, processor = (statistics.median(values) for values in zip(*starts, strict=True))
        print(f"\ncold start to the first whole page: {wall:.1f} s, {processor:.1f} s of processor (reach <= 3)")
        print(f"memory of one server, all processes: {servers['cached'].memory_megabytes():.0f} MB (reach <= 200)")
        views = measure(f"http://127.0.0.1:{servers['cached'].port}", found["pages"])
        for view in views:
            print(
                f"first view of {view.page}: {view.kilobytes:.0f} KB in {view.requests} requests, "
                f"{view.strangers} to third parties (reach <= 100 KB, <= 10, 0)"
            )
        if not views:
            print("first views were not measured: no Chromium on this machine")
    finally:
        for server in servers.values():
            server.stop()

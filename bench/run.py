"""`make bench`: what a request costs in processor time, as a multiple of a bare Django view measured in the same run.

See README.md for what is measured and how far to trust it. Ends by itself in a few minutes and leaves nothing behind.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from http import HTTPStatus
from pathlib import Path
from typing import Any

from bench.client import Connection, load, request_for
from bench.first_view import measure
from bench.server import ROOT, Server

EVENTS = int(os.environ.get("BENCH_EVENTS", "1000"))
LEARNERS = int(os.environ.get("BENCH_LEARNERS", "1000"))
ROUNDS = 3
SECONDS = 2.5
AT_MOST = 3_000
WARM_UP = 80
BARE = "bare Django view"

Row = dict[str, Any]


def environment(folder: Path) -> dict[str, str]:
    """Return the variables of a production server that keeps everything in `folder`."""
    return {
        "COMMONBRICK_VAR": str(folder),
        "SECRET_KEY": "benchmark-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJ",
        "ALLOWED_HOSTS": "127.0.0.1",
        "PUBLIC_BASE_URL": "https://127.0.0.1",
        "DEFAULT_FROM_EMAIL": "bench@school.example",
        "EMAIL_HOST": "127.0.0.1",
        "SECURE_SSL_REDIRECT": "0",
        "DATABASE_URL": "",
        "REDIS_URL": "",
    }


def django(settings: str, variables: dict[str, str], *command: str) -> str:
    """Run a Django command, or a module, and return what it printed; its log is shown only when it fails."""
    outcome = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, **variables, "DJANGO_SETTINGS_MODULE": settings},
        check=False,
        capture_output=True,
        text=True,
    )
    if outcome.returncode:
        sys.exit(f"{' '.join(command)} failed.\n{outcome.stdout}\n{outcome.stderr[-4000:]}")
    return outcome.stdout


def seed(variables: dict[str, str]) -> None:
    """Make the database, the static files and a school of the wanted size."""
    started = time.monotonic()
    print(f"Building a school with {EVENTS} events and {LEARNERS} learners ...", flush=True)
    django("lms.settings.development", variables, "manage.py", "migrate", "--verbosity", "0")
    django("lms.settings.development", variables, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
    scale = f"events={EVENTS},learners={LEARNERS}"
    django("lms.settings.development", variables, "manage.py", "demo", "--scale", scale)
    print(f"  {time.monotonic() - started:.0f} s", flush=True)


def wait_until_open(server: Server, path: str) -> float:
    """Return the seconds from starting a server to its first whole answer."""
    while True:
        try:
            if Connection(server.port).ask(request_for(path)).status == HTTPStatus.OK:
                return time.monotonic() - server.started
        except OSError:
            if server.process.poll() is not None or time.monotonic() - server.started > 60:
                sys.exit("The server did not start.")
            time.sleep(0.02)


def cold_start(variables: dict[str, str], path: str) -> tuple[float, float]:
    """Return the seconds from starting the server to its first whole page, and its processor seconds until then."""
    server = Server("lms.wsgi:application", {**variables, "DJANGO_SETTINGS_MODULE": "bench.settings"})
    try:
        return wait_until_open(server, path), server.cpu_seconds()
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


def main() -> None:
    """Seed, start, measure, print, clean up."""
    with tempfile.TemporaryDirectory(prefix="commonbrick-bench-") as folder:
        variables = environment(Path(folder))
        seed(variables)
        found = json.loads(django("bench.settings_uncached", variables, "-m", "bench.targets").splitlines()[-1])
        starts = [cold_start(variables, found["pages"]["home"]) for _ in range(3)]
        servers = {
            "bare": Server("bench.bare:application", {}),
            "cached": Server("lms.wsgi:application", {**variables, "DJANGO_SETTINGS_MODULE": "bench.settings"}),
            "uncached": Server(
                "lms.wsgi:application", {**variables, "DJANGO_SETTINGS_MODULE": "bench.settings_uncached"}
            ),
        }
        try:
            for name, server in servers.items():
                wait_until_open(server, "/" if name == "bare" else found["pages"]["home"])
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


if __name__ == "__main__":
    main()

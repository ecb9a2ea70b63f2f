"""`python -m tests.legs`: the whole suite, once per kind of database.

- sqlite: everything, browser journeys included;
- postgres: everything but the browser journeys, on PostgreSQL with Redis as the cache.

The second leg uses DATABASE_URL and REDIS_URL where they are given (both are emptied by the tests), otherwise servers
of its own on Unix sockets in a temporary folder, which end with it. What had to be left out is said loudly, at the
end. Environment: LEGS=sqlite or LEGS=postgres runs one leg; LEGS_REQUIRED=1 makes anything left out a failure.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.browser.chromium import HOW_TO_GET_ONE, find_chromium
from tests.servers import NoServerError, own_postgresql, own_redis

ROOT = Path(__file__).resolve().parent.parent
REPORT = Path(tempfile.gettempdir()) / f"commonbrick-legs-{os.getpid()}.xml"


@dataclass(frozen=True)
class Result:
    """What one leg came to."""

    name: str
    passed: int
    failed: int
    skipped: int
    seconds: float


def run_suite(name: str, *options: str, **environment: str) -> Result:
    """Run pytest on a fresh database and count what happened."""
    seed = random.randrange(2**32)
    print(f"\n=== {name}, order {seed} " + "=" * (60 - len(name)), flush=True)
    clean = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
    command = [sys.executable, "-m", "pytest", "-q", "--create-db", f"--junitxml={REPORT}"]
    command += [f"--randomly-seed={seed}", *options, *sys.argv[1:]]
    started = time.monotonic()
    REPORT.unlink(missing_ok=True)
    outcome = subprocess.run(command, cwd=ROOT, env={**clean, **environment}, check=False)
    seconds = time.monotonic() - started
    if not REPORT.exists():
        return Result(name, 0, 1, 0, seconds)
    # Written by the run we just started, so it is no stranger's file.
    totals = ElementTree.parse(REPORT).getroot().findall("testsuite")  # noqa: S314
    REPORT.unlink()
    count = {key: sum(int(suite.get(key, 0)) for suite in totals) for key in ("tests", "failures", "errors", "skipped")}
    failed = count["failures"] + count["errors"]
    if outcome.returncode and not failed:
        failed = 1  # collection was interrupted, or nothing was collected
    return Result(name, max(0, count["tests"] - failed - count["skipped"]), failed, count["skipped"], seconds)


def sqlite_leg(left_out: list[str]) -> Result:
    """Everything, on a database file."""
    if find_chromium():
        return run_suite("SQLite")
    left_out.append(f"the browser journeys. {HOW_TO_GET_ONE}")
    return run_suite("SQLite, no browser", "-m", "not browser")


def postgres_leg(left_out: list[str]) -> Result | None:
    """Everything but the journeys, on the servers of a larger school."""
    with ExitStack() as servers:
        environment = {}
        try:
            environment["DATABASE_URL"] = os.environ.get("DATABASE_URL") or servers.enter_context(own_postgresql())
        except NoServerError as reason:
            left_out.append(f"the PostgreSQL leg. {reason}")
            return None
        try:
            environment["REDIS_URL"] = os.environ.get("REDIS_URL") or servers.enter_context(own_redis())
        except NoServerError as reason:
            left_out.append(f"Redis, in the PostgreSQL leg. {reason}")
        return run_suite(
            "PostgreSQL" + (" and Redis" if "REDIS_URL" in environment else ""), "-m", "not browser", **environment
        )


def main() -> int:
    """Run the wanted legs and say what they came to."""
    legs = {"sqlite": sqlite_leg, "postgres": postgres_leg}
    wanted = (os.environ.get("LEGS") or ",".join(legs)).split(",")
    unknown = [name for name in wanted if name not in legs]
    if unknown:
        print(f"LEGS may name {' and '.join(legs)}, not {', '.join(unknown)}.")
        return 2
    left_out = [f"the {name} leg, because LEGS={os.environ['LEGS']}" for name in legs if name not in wanted]
    results = [result for result in (legs[name](left_out) for name in wanted) if result]
    left_out += [f"{result.skipped} skipped tests in {result.name}" for result in results if result.skipped]
    required = os.environ.get("LEGS_REQUIRED") == "1"
    print()
    for result in results:
        print(f"{result.name}: {result.passed} passed, {result.failed} failed in {result.seconds:.0f} s")
    for what in left_out:
        print(f"!!! LEFT OUT: {what}")
    failed = sum(result.failed for result in results) + (len(left_out) if required else 0)
    print(f"{sum(result.passed for result in results)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

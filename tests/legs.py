"""`python -m tests.legs`: the whole suite, once per kind of database.

- sqlite: everything, browser journeys included;
- postgres: everything but the browser journeys, on PostgreSQL with Redis as the cache.

Where there are two processors or more, both run at the same time: the first one speaks as it goes, the second one's
words follow in one piece when it has ended. LEGS_TOGETHER=0 runs one after the other.

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
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.browser.chromium import HOW_TO_GET_ONE, find_chromium
from tests.browser.pango import HOW_TO_GET_IT, has_pango
from tests.servers import NoServerError, own_postgresql, own_redis

ROOT = Path(__file__).resolve().parent.parent
Words = IO[str] | None  # where a leg speaks; None is this terminal


@dataclass(frozen=True)
class Result:
    """What one leg came to."""

    name: str
    passed: int
    failed: int
    skipped: int
    seconds: float


def run_suite(name: str, words: Words, *options: str, **environment: str) -> Result:
    """Run pytest on a fresh database, in a folder of its own, and count what happened."""
    with tempfile.TemporaryDirectory(prefix="commonbrick-leg-") as folder:
        own = {"COMMONBRICK_VAR": str(Path(folder) / "var"), **environment}
        return run_pytest(name, words, Path(folder), options, own)


def run_pytest(name: str, words: Words, folder: Path, options: tuple[str, ...], environment: dict[str, str]) -> Result:
    """Run pytest and read its report."""
    report = folder / "report.xml"
    seed = random.randrange(2**32)
    print(f"\n=== {name}, order {seed} " + "=" * (60 - len(name)), flush=True, file=words)
    clean = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
    command = [sys.executable, "-m", "pytest", "-q", "--create-db", f"--junitxml={report}"]
    command += [f"--randomly-seed={seed}", "-o", f"cache_dir={folder}", *options, *sys.argv[1:]]
    started = time.monotonic()
    outcome = subprocess.run(
        command, cwd=ROOT, env={**clean, **environment}, check=False, stdout=words, stderr=words and subprocess.STDOUT
    )
    seconds = time.monotonic() - started
    if not report.exists():
        return Result(name, 0, 1, 0, seconds)
    # Written by the run we just started, so it is no stranger's file.
    totals = ElementTree.parse(report).getroot().findall("testsuite")  # noqa: S314
    count = {key: sum(int(suite.get(key, 0)) for suite in totals) for key in ("tests", "failures", "errors", "skipped")}
    failed = count["failures"] + count["errors"]
    if outcome.returncode and not failed:
        failed = 1  # collection was interrupted, or nothing was collected
    return Result(name, max(0, count["tests"] - failed - count["skipped"]), failed, count["skipped"], seconds)


def sqlite_leg(left_out: list[str], words: Words) -> Result:
    """Everything, on a database file."""
    name, without = "SQLite", []
    if not find_chromium():
        left_out.append(f"the browser journeys. {HOW_TO_GET_ONE}")
        name, without = "SQLite, no browser", ["not browser"]
    if not has_pango():
        left_out.append(f"certificates on paper. {HOW_TO_GET_IT}")
        without.append("not paper")
    return run_suite(name, words, *(["-m", " and ".join(without)] if without else []))


def postgres_leg(left_out: list[str], words: Words) -> Result | None:
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
        name = "PostgreSQL" + (" and Redis" if "REDIS_URL" in environment else "")
        left = "not browser" if has_pango() else "not browser and not paper"
        return run_suite(name, words, "-m", left, **environment)


LEGS = {"sqlite": sqlite_leg, "postgres": postgres_leg}


def run_legs(wanted: list[str], left_out: list[str]) -> list[Result]:
    """Run the legs, together where there are processors for it, and return what they came to in their order."""
    together = len(wanted) > 1 and (os.cpu_count() or 1) > 1 and os.environ.get("LEGS_TOGETHER") != "0"
    if not together:
        return [result for result in (LEGS[name](left_out, None) for name in wanted) if result]
    print(f"Running {' and '.join(wanted)} at the same time; LEGS_TOGETHER=0 runs one after the other.", flush=True)
    first, *others = wanted
    with ExitStack() as closing, ThreadPoolExecutor(len(others)) as pool:
        words = [closing.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8")) for _ in others]
        running = [pool.submit(LEGS[name], left_out, said) for name, said in zip(others, words, strict=True)]
        results = [LEGS[first](left_out, None)]
        for leg, said in zip(running, words, strict=True):
            results.append(leg.result())
            said.seek(0)
            print(said.read(), flush=True)
        return [result for result in results if result]


def main() -> int:
    """Run the wanted legs and say what they came to."""
    wanted = (os.environ.get("LEGS") or ",".join(LEGS)).split(",")
    unknown = [name for name in wanted if name not in LEGS]
    if unknown:
        print(f"LEGS may name {' and '.join(LEGS)}, not {', '.join(unknown)}.")
        return 2
    left_out = [f"the {name} leg, because LEGS={os.environ['LEGS']}" for name in LEGS if name not in wanted]
    results = run_legs(wanted, left_out)
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

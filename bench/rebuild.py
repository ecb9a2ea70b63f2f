"""Making the progress cache of a large edition again: how long, and whether memory stays flat."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from bench.databases import Database
from bench.school import django, environment, make_tables
from bench.server import ROOT

LESSONS, LEARNERS = 60, 20_000
FEW = 2_000
MOST_SECONDS, MOST_GROWTH = 60, 1.2


def run(folder: Path, few: Database, many: Database) -> None:
    """Seed a tenth and the whole, rebuild both, print."""
    _, little = rebuild(folder / "few", few, FEW)
    seconds, memory = rebuild(folder / "many", many, LEARNERS)
    growth = memory / little
    over = "  OVER" if seconds > MOST_SECONDS or growth > MOST_GROWTH else ""
    print(
        f"{many.name:11} rebuild_progress of {LEARNERS} learners x {LESSONS} lessons: {seconds:.0f} s (reach <= "
        f"{MOST_SECONDS}), {memory:.0f} MB, x{growth:.2f} of {FEW} learners (reach <= {MOST_GROWTH}){over}",
        flush=True,
    )


def rebuild(folder: Path, base: Database, learners: int) -> tuple[float, float]:
    """Return the seconds, and the megabytes at the highest, of rebuilding a school of that size."""
    folder.mkdir()
    variables = environment(folder, base.address, base.redis)
    make_tables(variables)
    django("bench.settings", variables, "-m", "bench.seed", str(LESSONS), str(learners), str(LESSONS), "1")
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "rebuild_progress"],
        cwd=ROOT,
        env={**os.environ, **variables, "DJANGO_SETTINGS_MODULE": "bench.settings"},
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit("rebuild_progress failed.")
    return time.monotonic() - started, megabytes(used)


def megabytes(used: resource.struct_rusage) -> float:
    """Return the highest memory of a process that has ended (Linux counts in kilobytes)."""
    return used.ru_maxrss / 1024

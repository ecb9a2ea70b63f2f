"""The roster and the report of a large edition, beside one bare `GROUP BY` over its completions in the same run."""

import json
import os
from pathlib import Path

from bench.databases import Database
from bench.school import django, environment, make_tables

LESSONS = 30
LEARNERS = int(os.environ.get("BENCH_ROSTER", "10000"))
MOST_PAGE, MOST_FILE = 3, 10


def run(folder: Path, base: Database) -> None:
    """Seed a school, measure in a process of its own, print."""
    place = folder / "roster"
    place.mkdir()
    variables = environment(place, base.address, base.redis)
    make_tables(variables)
    django("bench.settings", variables, "-m", "bench.seed", str(LESSONS), str(LEARNERS), str(LESSONS), "1")
    django("bench.settings", variables, "manage.py", "rebuild_progress")
    found = json.loads(django("bench.settings", variables, "-m", "bench.roster").splitlines()[-1])
    print(
        f"{base.name:11} {found['completions']} completions of {LEARNERS} learners x {LESSONS} lessons: "
        f"bare GROUP BY {found['bare']:.0f} ms",
        flush=True,
    )
    for name, limit in (("page", MOST_PAGE), ("last page", MOST_PAGE), ("file", MOST_FILE), ("report", None)):
        times = found[name] / found["bare"]
        reach = "" if limit is None else f" (reach <= {limit})"
        over = "  OVER" if limit is not None and times > limit else ""
        queries = f", {found['queries'][name]} queries" if name in found["queries"] else ""
        print(f"{base.name:11} roster, {name}: {found[name]:.0f} ms, x{times:.2f}{reach}{queries}{over}", flush=True)
    print(f"{base.name:11} roster, file: {found['memory']:.1f} MB of Python objects at the highest", flush=True)

"""`make bench`: what the school costs, as a multiple of something bare measured in the same run.

See README.md for what is measured and how far to trust it. Ends by itself and leaves nothing behind. BENCH names the
sections wanted, BENCH_DATABASES the databases.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench import lessons, marks, pages, rebuild, reports
from bench.databases import Database, database, wanted

SECTIONS = ("pages", "marks", "lessons", "reports", "rebuild")


@contextmanager
def folder(name: str) -> Iterator[Path]:
    """Return a folder that goes with the block."""
    with tempfile.TemporaryDirectory(prefix=f"commonbrick-bench-{name}-") as place:
        yield Path(place)


def measure(section: str, name: str) -> None:
    """Measure one section on one database, in servers and folders of its own."""
    with ExitStack() as own:
        place = own.enter_context(folder(section))
        base = own.enter_context(database(name))
        other = base if name == "sqlite" or section in {"marks", "reports"} else own.enter_context(database(name))
        if base is None or other is None:
            return
        run_on(section, place, base, other)


def run_on(section: str, place: Path, base: Database, other: Database) -> None:
    """Start a section that compares two sizes, or one that needs one school."""
    if section == "marks":
        marks.run(place, base)
    elif section == "reports":
        reports.run(place, base)
    elif section == "lessons":
        lessons.run(place, base, {"small": base, "large": other})
    else:
        rebuild.run(place, base, other)


def main() -> None:
    """Measure what is wanted."""
    sections = (os.environ.get("BENCH") or ",".join(SECTIONS)).split(",")
    unknown = sorted(set(sections) - set(SECTIONS))
    if unknown:
        sys.exit(f"BENCH may name {', '.join(SECTIONS)}, not {', '.join(unknown)}.")
    for section in (one for one in SECTIONS if one in sections):
        started = time.monotonic()
        print(f"\n=== {section}", flush=True)
        if section == "pages":
            with folder("pages") as place:
                pages.run(place)
        else:
            for name in wanted():
                measure(section, name)
        print(f"=== {section}: {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()

"""The databases to measure on: a file, and a PostgreSQL with a Redis of one's own that end with the block."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bench.server import cpu_of
from tests.servers import NoServerError, own_postgresql, own_redis

NAMES = ("sqlite", "postgres")


@dataclass(frozen=True)
class Database:
    """Where a school keeps its data, and which process works for it besides the web server."""

    name: str
    address: str = ""
    redis: str = ""
    master: int | None = None

    def cpu_seconds(self) -> float:
        """Return what the database's own processes used so far; SQLite works inside of the web server."""
        return 0.0 if self.master is None else cpu_of(self.master)


@contextmanager
def database(name: str) -> Iterator[Database | None]:
    """Start what a database needs; None, with the reason printed, where this machine has no such server."""
    if name == "sqlite":
        yield Database("SQLite")
        return
    with ExitStack() as servers:
        try:
            address = servers.enter_context(own_postgresql())
            redis = servers.enter_context(own_redis())
        except NoServerError as reason:
            print(f"\nnot measured on PostgreSQL: {reason}")
            yield None
            return
        folder = Path(parse_qs(urlsplit(address).query)["host"][0])
        master = (folder / "data" / "postmaster.pid").read_text(encoding="ascii").split()[0]
        yield Database("PostgreSQL", address, redis, int(master))


def wanted() -> list[str]:
    """Return the databases that BENCH_DATABASES names, all without it."""
    names = (os.environ.get("BENCH_DATABASES") or ",".join(NAMES)).split(",")
    return [name for name in NAMES if name in names]

"""Throw-away servers for the tests: on Unix sockets in a temporary folder, ended and removed with the block."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POSTGRESQL_PLACES = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt")


class NoServerError(Exception):
    """The server's programs are not on this machine; the message says how to get them."""


def find_postgresql() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs, or None."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = [file.parent for place in POSTGRESQL_PLACES for file in Path(place).glob("**/bin/initdb")]
    return max(found, key=lambda folder: [int(part) for part in folder.parts if part.isdigit()], default=None)


def somebody_else() -> dict[str, object]:
    """Return subprocess arguments that step down from root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            person = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
    raise NoServerError("PostgreSQL does not run as root, and there is no user to step down to.")


@contextmanager
def own_postgresql() -> Iterator[str]:
    """Start a PostgreSQL of one's own; yield its DATABASE_URL. Nothing in it survives, so it never waits for a disk."""
    programs = find_postgresql()
    if programs is None:
        raise NoServerError("Install its server (Debian, Ubuntu: sudo apt install postgresql) or set DATABASE_URL.")
    as_user = somebody_else()
    folder = Path(tempfile.mkdtemp(prefix="cb-pg-", dir="/tmp"))  # socket paths must stay short
    if as_user:
        os.chown(folder, as_user["user"], as_user["group"])  # type: ignore[arg-type]
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), *arguments]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, **as_user)  # type: ignore[call-overload]

    try:
        run("initdb", "-D", str(data), "-U", "school", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://school@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def own_redis() -> Iterator[str]:
    """Start a Redis of one's own; yield its REDIS_URL."""
    program = shutil.which("redis-server")
    if program is None:
        raise NoServerError("Install it (Debian, Ubuntu: sudo apt install redis-server) or set REDIS_URL.")
    folder = Path(tempfile.mkdtemp(prefix="cb-redis-", dir="/tmp"))  # socket paths must stay short
    socket = folder / "redis.sock"
    command = [program, "--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no"]
    server = subprocess.Popen([*command, "--dir", str(folder)], stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            if socket.exists():
                break
            time.sleep(0.05)
        yield f"unix://{socket}"
    finally:
        server.terminate()
        server.wait(10)
        shutil.rmtree(folder, ignore_errors=True)

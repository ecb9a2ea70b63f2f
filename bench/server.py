"""A gunicorn under measurement: the flags of production, and what its processes used, read from /proc."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

from bench.client import Connection, request_for

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
HOST = "127.0.0.1"
PATIENCE = 120  # seconds for a start on a busy machine


def free_port() -> int:
    """Return a port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def family_of(master: int) -> list[int]:
    """Return a process and its children."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()
    return [master, *map(int, children)]


def cpu_of(master: int) -> float:
    """Return the seconds of user and system time of a process and its children, those that have ended included."""
    total = 0
    for pid in family_of(master):
        with suppress(FileNotFoundError):  # ended just now: counted with its parent the next time
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            own, ended = fields[11:13], fields[13:15]
            total += sum(map(int, own + ended if pid == master else own))
    return total / TICKS


class Server:
    """One gunicorn, from start to end."""

    def __init__(self, application: str, environment: dict[str, str]) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", application]
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment, "BIND": f"{HOST}:{self.port}"},
            stdout=subprocess.DEVNULL,  # the logs are written, and not looked at
            stderr=subprocess.DEVNULL,
        )

    def wait_until_open(self, path: str) -> float:
        """Return the seconds from the start to the first whole answer at `path`; end the program where none comes."""
        while True:
            try:
                if Connection(self.port).ask(request_for(path)).status == HTTPStatus.OK:
                    return time.monotonic() - self.started
            except OSError:
                if self.process.poll() is not None or time.monotonic() - self.started > PATIENCE:
                    sys.exit("The server did not start.")
                time.sleep(0.02)

    def family(self) -> list[int]:
        """Return the process ids of the master and its workers."""
        return family_of(self.process.pid)

    def cpu_seconds(self) -> float:
        """Return user and system time so far, of the living and of workers that were replaced."""
        return cpu_of(self.process.pid)

    def memory_megabytes(self) -> float:
        """Return what the processes hold together, shared pages counted once."""
        total = 0
        for pid in self.family():
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        return total / 1024

    def kill_workers(self) -> None:
        """End the processes that answer, at once and in the middle of whatever they do; the master starts new ones."""
        for pid in self.family()[1:]:
            os.kill(pid, signal.SIGKILL)

    def kill(self) -> None:
        """End everything at once, as a power cut would."""
        family = self.family()
        self.process.kill()
        for pid in family[1:]:
            os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

"""A gunicorn under measurement: the flags of production, and what its processes used, read from /proc."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
HOST = "127.0.0.1"


def free_port() -> int:
    """Return a port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


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
            stdout=subprocess.DEVNULL,  # the log of requests is written, and not looked at
        )

    def family(self) -> list[int]:
        """Return the process ids of the master and its workers."""
        master = self.process.pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()
        return [master, *map(int, children)]

    def cpu_seconds(self) -> float:
        """Return user and system time so far, of the living and of workers that were replaced."""
        total = 0
        for pid in self.family():
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            own, ended = fields[11:13], fields[13:15]
            total += sum(map(int, own + ended if pid == self.process.pid else own))
        return total / TICKS

    def memory_megabytes(self) -> float:
        """Return what the processes hold together, shared pages counted once."""
        total = 0
        for pid in self.family():
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        return total / 1024

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

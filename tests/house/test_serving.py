"""The starting script says kindly what is wrong, and ends what it started."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from lms.serve import end, port_is_taken

ROOT = Path(__file__).resolve().parents[2]


def test_a_taken_port_is_named_and_another_is_offered() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        command = [sys.executable, "-m", "lms.serve"]
        outcome = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "PORT": str(port)},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert outcome.returncode == 2
    assert outcome.stdout == (
        f"Port {port} is already in use on this machine. Choose another: make run PORT={port + 1}\n"
    )


def test_a_free_port_is_free() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert port_is_taken(port) is False


def test_a_child_is_ended() -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    end(child)
    assert child.returncode == -15

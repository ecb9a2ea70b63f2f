"""`python -m lms.serve`: the web server and the background worker of one machine, ended together by Ctrl-C.

Production starts the two apart (deploy/); this is what `make run` uses. Exit codes: 0 ended by the person, 1 one of
the two stopped by itself, 2 the port is taken.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
GRACE_SECONDS = 15


class Stop(Exception):
    """The person, or the system, asked us to end."""


def port_is_taken(port: int) -> bool:
    """Tell whether somebody else already listens on this port of loopback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def wait_until_open(port: int, server: subprocess.Popen[bytes], seconds: float = 30) -> bool:
    """Wait for the web server's first answer; False when it ended or took too long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError, HTTPException), closing(HTTPConnection(HOST, port, timeout=seconds)) as question:
            question.request("GET", "/healthz")
            if question.getresponse().status == HTTPStatus.OK:
                return True
        time.sleep(0.1)
    return False


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end; insist after a while."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def stop(signum: int, frame: object) -> None:
    """Turn a signal into an orderly end."""
    raise Stop


def main() -> int:
    """Start both, print where the school is, wait, and end both."""
    port = int(os.environ.get("PORT") or "8000")
    if port_is_taken(port):
        print(f"Port {port} is already in use on this machine. Choose another: make run PORT={port + 1}")
        return 2
    environment = {
        "DJANGO_SETTINGS_MODULE": "lms.settings.development",
        **os.environ,
        "BIND": f"{HOST}:{port}",
        "PORT": str(port),
    }
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, stop)
    children: list[subprocess.Popen[bytes]] = []

    def start(*command: str) -> subprocess.Popen[bytes]:
        # A group of its own: Ctrl-C reaches this process only, which then ends both in order.
        child = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment, start_new_session=True)
        children.append(child)
        return child

    try:
        server = start("-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "lms.wsgi:application")
        start("manage.py", "worker")
        if wait_until_open(port, server):
            print(f"\n  The school is open:  http://{HOST}:{port}/\n  Close it with Ctrl-C.\n", flush=True)
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        print("The web server or the background worker ended by itself; the lines above say why.")
        return 1
    except Stop:
        print("\nThe school is closed. Your data stays in var/.")
        return 0
    finally:
        for child in reversed(children):
            end(child)


if __name__ == "__main__":
    sys.exit(main())

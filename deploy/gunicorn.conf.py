"""How the web server runs, on a laptop, in the benchmark and in production alike: two processes of four threads.

SQLite takes one writer at a time, so more threads only wait longer. WEB_PROCESSES and WEB_THREADS change it on a
larger machine with PostgreSQL. BIND is an address and port, or unix:/path/of/a/socket.
"""

import gc
import os
from typing import Any

from django.db import connections
from django.urls import get_resolver

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
control_socket_disable = True  # gunicorn would open one in the home directory
preload_app = True  # loaded once and shared by the processes: half the memory, half the start
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  (heartbeats must not wait for a disk)
accesslog = None  # feed addresses are secrets: they are never written to a log
loglevel = os.environ.get("WEB_LOG_LEVEL", "warning")


def when_ready(server: Any) -> None:
    """Load all addresses, and with them all views, before there is more than one process."""
    len(get_resolver().reverse_dict)


def pre_fork(server: Any, worker: Any) -> None:
    """Keep what was loaded out of the garbage collector's rounds, so that its memory stays shared."""
    connections.close_all()
    gc.freeze()

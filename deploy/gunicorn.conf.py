"""How the web server runs, on a laptop, in the benchmark and in production alike: two processes of four threads.

SQLite takes one writer at a time, so more threads only wait longer. WEB_PROCESSES and WEB_THREADS change it on a
larger machine with PostgreSQL. BIND is an address and port, or unix:/path/of/a/socket.
"""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
control_socket_disable = True  # gunicorn would open one in the home directory
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  (heartbeats must not wait for a disk)
accesslog = None  # feed addresses are secrets: they are never written to a log
loglevel = os.environ.get("WEB_LOG_LEVEL", "warning")

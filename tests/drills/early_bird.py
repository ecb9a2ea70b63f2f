"""The negative control of the drill: a server that says "done" first and writes a moment later. It must lose work."""

import io
import queue
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from lms.wsgi import application as honest

LATE = 0.15  # seconds
_waiting: "queue.Queue[tuple[float, dict[str, Any]]]" = queue.Queue()
_started = threading.Event()


def write_later() -> None:
    """Do what was acknowledged, a moment late."""
    while True:
        due, environ = _waiting.get()
        time.sleep(max(0.0, due - time.monotonic()))
        answer = honest(environ, lambda status, headers, error=None: lambda data: None)
        b"".join(answer)
        answer.close()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Acknowledge every form at once; answer everything else honestly."""
    if environ["REQUEST_METHOD"] != "POST":
        return honest(environ, start_response)
    if not _started.is_set():
        _started.set()
        threading.Thread(target=write_later, daemon=True).start()
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    _waiting.put((time.monotonic() + LATE, {**environ, "wsgi.input": io.BytesIO(body)}))
    start_response("303 See Other", [("Location", "/"), ("Content-Length", "0")])
    return [b""]

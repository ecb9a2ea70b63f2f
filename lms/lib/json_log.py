"""One JSON object a line for whatever reads the logs of a server, and nothing in it that says who looked at what.

Django logs a refused request with its path, and paths hold secrets (calendars, booking links). So a record about a
request is rewritten here to the name of its route.
"""

import json
import logging
from datetime import UTC, datetime
from typing import Any

EXTRA = ("route", "status", "ms", "cached")


class WithoutPaths(logging.Filter):
    """Replace the text of records about a request ("Not Found: /calendar/…") by its route's name and status."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, rewritten where it is about a request."""
        request = getattr(record, "request", None)
        if request is not None:
            route, status = route_of(request), getattr(record, "status_code", None)
            event = "request.failed" if (status or 0) >= 500 else "request.refused"
            record.msg, record.args = f"{event} route=%s status=%s", (route, status)
            record.__dict__ |= {"route": route, "status": status}
            record.request = None
        return True


class JsonLines(logging.Formatter):
    """Write time (UTC), level, logger, event, what the caller added, and a traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= {name: record.__dict__[name] for name in EXTRA if name in record.__dict__}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def route_of(request: Any) -> str:
    """Return the name of the route that a request met, never its path; "none" where it met none."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        return "none"
    return str(match.view_name or match._func_path)

"""A phone that kept acts while it had no network, for tests."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from courses.models import LessonPage
from tests.courses.conftest import QUESTION, School
from tests.courses.school import RIGHT

ACTS = "/learning/acts/"
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
Row = dict[str, Any]


def act(school: School, what: str = "done", *, page: LessonPage | None = None, minute: int = 0, **more: Any) -> Row:
    """Return one act of the school's first lesson, unless said otherwise."""
    answer = {"question": QUESTION, "seen": 1, "option_ids": [RIGHT]} if what == "answer" else {}
    return {
        "id": str(uuid.uuid4()),
        "act": what,
        "programme": str(school.edition.lineage),
        "year": school.edition.year,
        "lesson": str((page or school.first).lineage),
        "at": (NOON + timedelta(minutes=minute)).isoformat(),
        **answer,
        **more,
    }


def send(browser: Client, *rows: Any, **more: Any) -> HttpResponse:
    """Send acts as a phone does."""
    return browser.post(ACTS, {"acts": list(rows), **more}, content_type="application/json")


def statuses(response: HttpResponse) -> list[int]:
    """Return what became of each act."""
    return [row["status"] for row in response.json()["results"]]

"""Alive needs nothing; ready needs a database that writes, all migrations, room on the disk and a worker that works."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django_tasks_db.models import DBTaskResult, get_date_max

from lms import health
from lms.lib import clock


@pytest.fixture(autouse=True)
def fresh_look() -> Iterator[None]:
    """Let each test look for itself."""
    health.forget()
    yield
    health.forget()


def waiting(minutes: int, **fields: Any) -> DBTaskResult:
    """Return a task that nobody has done since `minutes` ago."""
    values = {"args_kwargs": {"args": [], "kwargs": {}}, "task_path": "x.y", "run_after": get_date_max(), **fields}
    task = DBTaskResult.objects.create(backend_name="background", exception_class_path="", traceback="", **values)
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=clock.now() - timedelta(minutes=minutes))
    return task


def test_alive_asks_no_database() -> None:
    """Without the `db` fixture any query is an error."""
    response = Client().get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_ready_leaves_nothing_behind() -> None:
    response = Client().get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]
    assert Session.objects.count() == 0


@pytest.mark.django_db
def test_not_ready_without_the_database() -> None:
    def refuse(*args: Any) -> None:
        raise OperationalError("password of the database: hunter2")

    with connection.execute_wrapper(refuse):
        response = Client().get("/readyz")
    assert (response.status_code, response.content) == (503, b"not ready\ndatabase: OperationalError\n")


@pytest.mark.django_db
def test_not_ready_with_a_migration_missing() -> None:
    MigrationRecorder(connection).record_unapplied("cms", "0002_search_by_word_stem")
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert b"migrations are missing" in response.content


@pytest.mark.django_db
def test_not_ready_on_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=199_999_999))
    response = Client().get("/readyz")
    assert (response.status_code, response.content) == (503, b"not ready\ndisk: 199 MB left, 200 MB needed\n")


@pytest.mark.django_db
def test_not_ready_when_nobody_does_the_work() -> None:
    waiting(14)
    assert Client().get("/readyz").status_code == 200
    health.forget()
    waiting(16)
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert b"worker: a background task has waited for 16 minutes" in response.content


@pytest.mark.django_db
def test_a_task_for_later_waits_from_its_time_on() -> None:
    waiting(600, run_after=clock.now() + timedelta(minutes=5))
    assert Client().get("/readyz").status_code == 200
    health.forget()
    waiting(600, run_after=clock.now() - timedelta(minutes=20))
    assert b"waited for 20 minutes" in Client().get("/readyz").content


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sender",
    [
        {"REMOTE_ADDR": "203.0.113.5"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.5"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    ],
)
def test_strangers_are_not_told_why(sender: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "FREE_BYTES", 10**18)
    response = Client(**sender).get("/readyz")
    assert (response.status_code, response.content) == (503, b"not ready\n")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_the_machine_itself_is_told_why(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "FREE_BYTES", 10**18)
    assert b"disk:" in Client(REMOTE_ADDR=address).get("/readyz").content


@pytest.mark.django_db
def test_asking_often_makes_no_load(django_assert_num_queries: Any) -> None:
    Client().get("/readyz")
    with django_assert_num_queries(0):
        for _ in range(5):
            Client().get("/readyz")

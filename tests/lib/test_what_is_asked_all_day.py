"""Statements that are asked all day are prepared by PostgreSQL, counted like all others, and give the same."""

from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from lms.accounts.models import User
from lms.lib.hot_cursor import hot_cursor
from lms.lib.prepared import Prepared
from lms.settings import env

pytestmark = pytest.mark.django_db


def times_prepared(words: str) -> int:
    """Return how many statements with these words this connection has prepared; SQLite keeps no list."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [f"%{words}%"])
        return int(cursor.fetchone()[0])


def test_what_is_asked_three_times_is_prepared(learner: User) -> None:
    by_name = Prepared(
        lambda name: User.objects.filter(display_name=name).values_list("pk", flat=True),
        name=models.CharField(),
    )
    with CaptureQueriesContext(connection) as asked:
        found = [by_name.all(name=name) for name in (learner.display_name, "nobody", learner.display_name)]
    assert (found, len(asked)) == ([[learner.pk], [], [learner.pk]], 3)
    assert times_prepared('"display_name" = $1') == (1 if connection.vendor == "postgresql" else 0)


def test_everything_else_keeps_the_usual_cursor(learner: User) -> None:
    for _ in range(4):
        with hot_cursor() as cursor:
            cursor.execute("SELECT 41 + %s", [1])
            assert cursor.fetchone() == (42,)
        list(User.objects.filter(language=learner.language))
    assert times_prepared('"language" =') == 0


@pytest.mark.parametrize(("query", "threshold"), [("", 2), ("?prepare=on", 2), ("?prepare=off", None)])
def test_a_pooler_can_ask_for_nothing_prepared(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any, query: str, threshold: int | None
) -> None:
    monkeypatch.setenv("SOME_DATABASE", f"postgresql://school@database/school{query}")
    assert env.database("SOME_DATABASE", tmp_path / "x", "FULL")["OPTIONS"]["prepare_threshold"] == threshold

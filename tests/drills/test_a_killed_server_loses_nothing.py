"""What was acknowledged is there, even where every process of the web server is killed the moment after.

DRILL_ROUNDS says how often they are killed; docs/reference/commands.md has the long version.
"""

import os
import random
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from bench.server import Server
from courses.models import Attempt, Evidence
from lms.accounts.models import User
from tests.courses.conftest import QUESTION
from tests.courses.school import RIGHT, WRONG, make_edition, make_index, make_lesson, make_module, single_choice
from tests.drills.learners import Act, Desk, Learners
from tests.drills.served import KEY, cookie_of, serving

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
ROUNDS = int(os.environ.get("DRILL_ROUNDS", "3"))
TOGETHER = 8
BETWEEN_KILLS = 24  # acts acknowledged at least before the next


@pytest.fixture
def desks(settings: Any) -> list[Desk]:
    """Return a school with a lesson and a question, and learners who are signed in."""
    settings.SECRET_KEY = KEY
    lesson = make_lesson(make_module(make_edition(make_index())), "Who decides", [single_choice(block_id=QUESTION)])
    act = f"/learning/lessons/{lesson.pk}"
    return [
        Desk(
            cookie_of(User.objects.create_user(f"learner-{number}@example.org")),
            f"{act}/done/",
            f"{act}/questions/{QUESTION}/",
            (RIGHT, WRONG),
        )
        for number in range(TOGETHER)
    ]


def lost(acts: list[Act]) -> list[Act]:
    """Return the acknowledged acts that the database does not hold."""
    marks = set(Evidence.objects.values_list("client_uuid", flat=True))
    answers = set(Attempt.objects.values_list("client_uuid", flat=True))
    connection.close()
    return [act for act in acts if uuid.UUID(act[1]) not in (marks if act[0] == "mark" else answers)]


def assert_sound() -> None:
    """Ask the database whether it is whole."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []
    assert not Attempt.objects.filter(answers=None).exists()
    connection.close()


def drill(
    server: Server, desks: list[Desk], rounds: int, kill: Callable[[Server], None]
) -> tuple[list[Act], list[Act]]:
    """Kill under load, again and again, and at last for good. Return what was acknowledged, and what of it was lost."""
    learners, missing = Learners(server, desks), []
    learners.start()
    for last in range(1, rounds + 1):
        learners.wait_for(len(learners.acknowledged) + BETWEEN_KILLS)
        time.sleep(random.uniform(0, 0.1))
        if last == rounds:
            server.kill()
        else:
            kill(server)
        missing = lost(list(learners.acknowledged))
        if missing:
            break
    learners.stop()
    assert learners.refused == []
    return learners.acknowledged, missing or lost(learners.acknowledged)


def test_nothing_that_was_acknowledged_is_lost(desks: list[Desk], tmp_path: Path) -> None:
    with serving("lms.wsgi:application", tmp_path) as server:
        acknowledged, missing = drill(server, desks, ROUNDS, Server.kill_workers)
    assert {kind for kind, _ in acknowledged} == {"mark", "answer"}
    assert len(acknowledged) >= ROUNDS * BETWEEN_KILLS
    assert missing == []
    assert_sound()


def test_the_drill_notices_a_server_that_says_done_too_early(desks: list[Desk], tmp_path: Path) -> None:
    with serving("tests.drills.early_bird:application", tmp_path) as server:
        _, missing = drill(server, desks, ROUNDS, Server.kill_workers)
    assert missing != []

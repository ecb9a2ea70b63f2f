"""One revision for all processes: it moves with the commit, never before, and every process sees it at once."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from cms.models import StandardPage
from lms.lib.freshness import content_changed, revision

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("keeping")
OTHER_PROCESS = """
import sys
from django.conf import settings
import django
django.setup()
settings.VAR_DIR = sys.argv[1]
settings.DATABASES["default"]["NAME"] = sys.argv[2]
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[2]
exec(sys.argv[3])
"""


@pytest.fixture
def elsewhere(settings: Any) -> Callable[[str], str]:
    """Return a function that runs statements in another process on the same database and revision."""

    def run(statements: str) -> str:
        from_here = settings.DATABASES["default"]
        outcome = subprocess.run(
            [sys.executable, "-c", OTHER_PROCESS, str(settings.VAR_DIR), str(from_here["NAME"]), statements],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "lms.settings.test", "REDIS_URL": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert outcome.returncode == 0, outcome.stderr
        return outcome.stdout.strip()

    return run


@pytest.mark.django_db(transaction=True)
def test_it_moves_at_once_outside_of_a_transaction() -> None:
    before = revision()
    content_changed()
    assert revision() != before


@pytest.mark.django_db(transaction=True)
def test_it_waits_for_the_commit() -> None:
    before = revision()
    with transaction.atomic():
        content_changed()
        assert revision() == before
    assert revision() != before


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_changed_nothing() -> None:
    before = revision()
    with transaction.atomic():
        content_changed()
        transaction.set_rollback(True)
    assert revision() == before


@pytest.mark.django_db(transaction=True)
def test_two_changes_within_one_tick_of_the_clock_are_two() -> None:
    seen = [revision()]
    for _ in range(50):
        content_changed()
        seen.append(revision())
    assert len(set(seen)) == 51


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_does_not_undo_what_was_committed(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "gone"
    content_changed()
    assert revision() == "0"


@pytest.mark.django_db(transaction=True)
def test_processes_agree(elsewhere: Callable[[str], str]) -> None:
    content_changed()
    say = "from lms.lib.freshness import revision; print(revision())"
    assert elsewhere(say) == revision()


def test_what_another_process_publishes_shows_on_the_next_request(
    leaflet: StandardPage, elsewhere: Callable[[str], str]
) -> None:
    reader = Client(HTTP_HOST="testserver")
    assert b"Spring leaflet" not in reader.get("/leaflet/").content
    elsewhere(
        "from cms.models import StandardPage\n"
        "page = StandardPage.objects.get(slug='leaflet')\n"
        "page.title = 'Spring leaflet'\n"
        "page.save_revision().publish()"
    )
    assert b"Spring leaflet" in reader.get("/leaflet/").content

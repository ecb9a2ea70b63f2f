"""`manage.py demo`: one command makes the whole school, a second run doubles nothing, and it refuses what is wrong."""

import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision

from courses.models import Answer, Evidence, LessonPage, ProgrammePage
from courses.selectors.insight import edition_insight
from lms.accounts.models import User
from lms.demo.management.commands.demo import school_year
from lms.demo.people import STAFF
from webinars.models import EventIndexPage, EventPage, Occurrence, Registration

COUNTED: tuple[Any, ...] = (
    Page, Revision, LessonPage, EventPage, Occurrence, Registration, User, Evidence, Answer
)  # fmt: skip


@pytest.fixture
def var(settings: Any, tmp_path: Path) -> Path:
    """Return a folder of its own for the demo sign-ins."""
    settings.VAR_DIR = tmp_path
    settings.SETTINGS_MODULE = "lms.settings.test"  # changed settings forget where they came from
    return tmp_path


def demo(*arguments: str) -> str:
    """Run the command and return what it says."""
    said = StringIO()
    call_command("demo", *arguments, stdout=said)
    return said.getvalue()


def test_a_fresh_site_becomes_a_school_and_a_second_run_doubles_nothing(db: None, var: Path) -> None:
    assert demo("--year", "2027") == "The demo school of 2027 is ready: Homes, land and planning 2027.\n"
    before = [model.objects.count() for model in COUNTED]
    assert list(ProgrammePage.objects.order_by("path").values_list("year", flat=True)) == [2027, 2026]
    assert LessonPage.objects.live().count() == 15
    assert EventPage.objects.live().child_of(EventIndexPage.objects.get(slug="events")).count() == 41
    assert {staff.email for staff in STAFF} <= set(User.objects.values_list("email", flat=True))
    report = edition_insight(ProgrammePage.objects.get(year=2027))
    assert [module.started.is_number and module.finished.is_number for module in report.modules] == [True, True]
    assert len(report.hardest) == 5
    demo("--year", "2027")
    assert [model.objects.count() for model in COUNTED] == before
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--year", "1999"], "Choose a year from 2024 to 2050"),
        (["--scale", "events=many"], "not 'events=many'"),
        (["--scale", "houses=3"], "not 'houses=3'"),
        (["--scale", "learners=100001"], "at most 100000 each"),
    ],
)
def test_what_cannot_be_made_is_refused_before_anything_is_made(
    db: None, var: Path, arguments: list[str], says: str
) -> None:
    with pytest.raises(CommandError, match=says):
        demo(*arguments)
    assert not User.objects.exists()


def test_a_public_server_gets_no_demo_by_accident(db: None, var: Path, settings: Any) -> None:
    settings.SETTINGS_MODULE = "lms.settings.production"
    with pytest.raises(CommandError, match="public server"):
        demo("--year", "2027")
    assert not User.objects.exists()


def test_sign_ins_are_told_without_making_anything_and_stay_the_same(db: None, var: Path) -> None:
    said = demo("--sign-ins")
    assert all(staff.email in said and staff.name in said for staff in STAFF)
    assert demo("--sign-ins") == said
    assert (var / "demo-sign-ins.json").stat().st_mode & 0o077 == 0
    assert not User.objects.exists()


def test_from_october_on_the_school_is_next_years() -> None:
    assert school_year(datetime.date(2026, 9, 30)) == 2026
    assert school_year(datetime.date(2026, 10, 1)) == 2027

"""A public server does not start on a missing or careless setting, and says which."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checks import PRODUCTION

ROOT = Path(__file__).resolve().parents[2]
REQUIRED = ["SECRET_KEY", "ALLOWED_HOSTS", "PUBLIC_BASE_URL", "DEFAULT_FROM_EMAIL", "EMAIL_HOST"]


def start(folder: Path, *options: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Load the production settings in a process of their own."""
    variables = {**PRODUCTION, "COMMONBRICK_VAR": str(folder), **changes}
    return subprocess.run(
        [sys.executable, *options, "-c", "import lms.settings.production"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **{name: value for name, value in variables.items() if value}},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_starts_when_everything_is_there(tmp_path: Path) -> None:
    outcome = start(tmp_path)
    assert (outcome.returncode, outcome.stderr) == (0, "")


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_secret_is_named(tmp_path: Path, name: str) -> None:
    outcome = start(tmp_path, **{name: ""})
    assert outcome.returncode == 1
    assert f"Set the environment variable {name}:" in outcome.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "careless"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 80),
        ("ALLOWED_HOSTS", "*"),
        ("PUBLIC_BASE_URL", "http://school.example"),
        ("EMAIL_PORT", "smtp"),
        ("SECURE_SSL_REDIRECT", "maybe"),
        ("SQLITE_SYNCHRONOUS", "OFF"),
        ("DATABASE_URL", "mysql://school@database/school"),
    ],
)
def test_a_careless_value_is_refused_by_name(tmp_path: Path, name: str, careless: str) -> None:
    outcome = start(tmp_path, **{name: careless})
    assert outcome.returncode == 1
    assert name in outcome.stderr.splitlines()[-1]
    assert careless not in outcome.stderr.splitlines()[-1] or name != "SECRET_KEY"


def test_it_does_not_run_without_its_guards(tmp_path: Path) -> None:
    outcome = start(tmp_path, "-O")
    assert outcome.returncode == 1
    assert "python -O" in outcome.stderr.splitlines()[-1]

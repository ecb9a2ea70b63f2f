"""A file fits in a head: 500 lines at most, templates 120, scripts 100; and names say what is inside."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUDGET = {".py": 500, ".html": 120, ".txt": 120, ".js": 100, ".css": 500, ".md": 500, ".toml": 500}
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "stuff", "functions"}


def source_files() -> list[Path]:
    """Return the files that are, or are about to be, part of the project; locks and migrations are written by tools."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    files = [ROOT / name for name in listed]
    return [
        file
        for file in files
        if file.is_file() and file.parent.name != "migrations" and file.parent != ROOT / "requirements"
    ]


FILES = source_files()


@pytest.mark.parametrize("suffix", BUDGET)
def test_no_file_is_longer_than_its_budget(suffix: str) -> None:
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in FILES
        if file.suffix == suffix
    }
    assert {name: length for name, length in lengths.items() if length > BUDGET[suffix]} == {}


def test_no_file_is_called_anything_at_all() -> None:
    assert [str(file.relative_to(ROOT)) for file in FILES if file.stem in NO_NAMES] == []


def test_the_budget_sees_the_code() -> None:
    assert {"lms/serve.py", "tests/conftest.py"} <= {str(file.relative_to(ROOT)) for file in FILES}

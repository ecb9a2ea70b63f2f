"""Files for spreadsheets come from lms/lib/spreadsheets.py, so that a formula is defused in one place."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITER = "lms/lib/spreadsheets.py"
ANOTHER_WRITER = re.compile(
    r"^\s*(?:import csv\b|from csv import|import (?:openpyxl|pandas|tablib)|from (?:openpyxl|pandas|tablib)\b)"
    r"|[\"']text/csv",
    re.MULTILINE,
)


def test_nothing_else_writes_csv() -> None:
    files = [file for app in ("lms", "cms", "courses", "webinars", "bench") for file in (ROOT / app).rglob("*.py")]
    found = {str(file.relative_to(ROOT)) for file in files if ANOTHER_WRITER.search(file.read_text(encoding="utf-8"))}
    assert found == {WRITER}


@pytest.mark.parametrize("line", ["import csv", "    from csv import writer", 'HttpResponse(content_type="text/csv")'])
def test_the_rule_sees_what_it_is_for(line: str) -> None:
    assert ANOTHER_WRITER.search(line)

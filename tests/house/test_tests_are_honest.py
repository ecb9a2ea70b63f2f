"""No test is skipped, expected to fail or true by itself; no debris is left in the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
CODE = [file for app in ("lms", "cms", "courses", "webinars") for file in (ROOT / app).rglob("*.py")]
SPEAKS_IN_A_TERMINAL = {"lms/serve.py", "lms/prepare.py"}


def calls(file: Path) -> Iterator[str]:
    """Yield the dotted name of everything a file calls or decorates with."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)
        for decorator in getattr(node, "decorator_list", []):
            yield ast.unparse(decorator).split("(")[0]


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    words = {"pytest.skip", "pytest.xfail", "pytest.importorskip", "pytest.mark.skip", "pytest.mark.skipif"}
    words |= {"pytest.mark.xfail", "unittest.skip"}
    assert [str(file) for file in TESTS if words & set(calls(file))] == []


def test_no_test_asserts_a_constant() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in TESTS
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Constant)
    ]
    assert found == []


def test_no_debris_is_left_in_the_code() -> None:
    words = {"print", "breakpoint", "pdb.set_trace"}
    found = [str(file.relative_to(ROOT)) for file in CODE if words & set(calls(file))]
    assert sorted(set(found) - SPEAKS_IN_A_TERMINAL) == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|(?i:lorem ip" r"sum))\b")
    places = [*CODE, *TESTS, *(ROOT / "templates").rglob("*.html"), *(ROOT / "docs").rglob("*.md")]
    places += [*(ROOT / "lms/demo").rglob("*.toml"), *ROOT.glob("*.md")]
    assert [str(file) for file in places if later.search(file.read_text(encoding="utf-8"))] == []

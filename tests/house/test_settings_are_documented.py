"""docs/reference/settings.md lists every variable the settings read, and no other."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "settings.md"
READERS = {"text", "flag", "integer", "words", "choice", "database"}
ELSEWHERE = ["lms/serve.py", "lms/prepare.py", "deploy/gunicorn.conf.py", "lms/settings/development.py"]


def first_argument(call: ast.Call) -> str | None:
    """Return a call's first argument when it is a literal string."""
    value = call.args[0] if call.args else None
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None


def read_names() -> set[str]:
    """Return the variables read through env.py's readers, and those the starting scripts read themselves."""
    names: set[str | None] = set()
    for file in (ROOT / "lms/settings").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and (node.func.value.id, node.func.attr) in {("env", reader) for reader in READERS}
            ):
                names.add(first_argument(node))
    for name in ELSEWHERE:
        for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "os.environ.get":
                names.add(first_argument(node))
    return {name for name in names if name}


def test_every_variable_is_on_the_page_and_the_page_names_no_other() -> None:
    rows = re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(rows) == sorted(read_names())


def test_only_the_settings_and_the_starting_scripts_read_the_environment() -> None:
    readers = [
        str(file.relative_to(ROOT))
        for app in ("lms", "cms", "courses", "webinars")
        for file in (ROOT / app).rglob("*.py")
        if re.search(r"os\.environ|os\.getenv|from os import .*environ", file.read_text(encoding="utf-8"))
    ]
    allowed = {"lms/settings/env.py", "lms/settings/development.py", "lms/wsgi.py", "lms/asgi.py"}
    assert sorted(set(readers) - allowed - set(ELSEWHERE)) == []

"""`python -m tests.checks`: everything that can be said about the code without running the school.

Every check runs, even after one has failed; the last lines say which did not pass.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON_FOLDERS = ["lms", "cms", "courses", "webinars", "tests", "bench", "deploy"]

# Production settings with values that guard nothing.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "lms.settings.production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "school.example",
    "PUBLIC_BASE_URL": "https://school.example",
    "DEFAULT_FROM_EMAIL": "school@school.example",
    "EMAIL_HOST": "mail.school.example",
    "COMMONBRICK_VAR": str(ROOT / "var" / "check"),
}
DEVELOPMENT = {"DJANGO_SETTINGS_MODULE": "lms.settings.development"}


def templates() -> list[str]:
    """Return the paths of all our templates."""
    return [str(file.relative_to(ROOT)) for file in sorted((ROOT / "templates").rglob("*.html"))]


def checks() -> list[tuple[str, list[str], dict[str, str]]]:
    """Return each check's name, command and extra environment."""
    manage = [sys.executable, "manage.py"]
    return [
        ("style", [str(BIN / "ruff"), "check", "--quiet", *PYTHON_FOLDERS, "manage.py"], {}),
        ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", *PYTHON_FOLDERS, "manage.py"], {}),
        ("types", [str(BIN / "mypy"), "--no-error-summary"], {}),
        ("floors", [str(BIN / "lint-imports"), "--config", "pyproject.toml", "--no-cache"], {}),
        ("template style", [str(BIN / "djlint"), "templates", "--lint", "--quiet"], {}),
        ("template format", [str(BIN / "djade"), "--check", "--target-version", "5.2", *templates()], {}),
        ("missing migrations", [*manage, "makemigrations", "--check", "--dry-run"], DEVELOPMENT),
        ("deployment settings", [*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    ]


def main() -> int:
    """Run every check; 1 when one did not pass."""
    failed = []
    wanted = checks()
    for name, command, environment in wanted:
        outcome = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        print(f"{'ok  ' if outcome.returncode == 0 else 'FAIL'} {name}", flush=True)
        if outcome.returncode:
            failed.append(name)
            print(outcome.stdout)
    print(f"{len(wanted) - len(failed)} checks passed, {len(failed)} failed" + "".join(f": {name}" for name in failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

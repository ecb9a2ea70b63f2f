"""What every section needs: the variables of a production server in a folder of its own, and commands run with them."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from bench.server import ROOT


def environment(folder: Path, database: str = "", redis: str = "") -> dict[str, str]:
    """Return the variables of a production server that keeps everything in `folder`, or in the servers given."""
    return {
        "COMMONBRICK_VAR": str(folder),
        "SECRET_KEY": "benchmark-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJ",
        "ALLOWED_HOSTS": "127.0.0.1",
        "PUBLIC_BASE_URL": "https://127.0.0.1",
        "DEFAULT_FROM_EMAIL": "bench@school.example",
        "EMAIL_HOST": "127.0.0.1",
        "SECURE_SSL_REDIRECT": "0",
        "DATABASE_URL": database,
        "REDIS_URL": redis,
    }


def django(settings: str, variables: dict[str, str], *command: str) -> str:
    """Run a Django command, or a module, and return what it printed; its log is shown only when it fails."""
    outcome = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, **variables, "DJANGO_SETTINGS_MODULE": settings},
        check=False,
        capture_output=True,
        text=True,
    )
    if outcome.returncode:
        sys.exit(f"{' '.join(command)} failed.\n{outcome.stdout}\n{outcome.stderr[-4000:]}")
    return outcome.stdout


def make_tables(variables: dict[str, str]) -> None:
    """Make the database, and put the static files where the school looks for them."""
    django("lms.settings.development", variables, "manage.py", "migrate", "--verbosity", "0")
    (Path(variables["COMMONBRICK_VAR"]) / "static").symlink_to(static_files())


@cache
def static_files() -> Path:
    """Return a folder with the static files, under names that say what is in them: collected once in a run."""
    folder = Path(tempfile.mkdtemp(prefix="commonbrick-bench-static-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    django(
        "lms.settings.development", environment(folder), "manage.py", "collectstatic", "--no-input", "--verbosity", "0"
    )
    return folder / "static"

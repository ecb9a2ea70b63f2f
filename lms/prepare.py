"""`python -m lms.prepare`: whatever a school on this machine still needs before its doors open.

Tables, static files and the demo school are made once. What each depends on is remembered in var/stamps/, so a second
run does nothing and takes no time; data is kept, whatever changes.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("COMMONBRICK_VAR") or ROOT / "var")
STAMPS = VAR / "stamps"
LOCK = ROOT / "requirements" / "base.txt"
DATABASE = VAR / "commonbrick.sqlite3"


def fingerprint(files: Iterable[Path], *words: str) -> str:
    """Return a hash of files' names and contents, and of some words."""
    digest = hashlib.sha256("\n".join(words).encode())
    for file in sorted(files):
        digest.update(f"{file.relative_to(ROOT)}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def step(name: str, key: str, announcement: str, *commands: list[str], needed: bool = False) -> None:
    """Run Django commands unless their stamp already holds `key`; stop everything when one fails."""
    stamp = STAMPS / name
    if not needed and stamp.exists() and stamp.read_text(encoding="utf-8") == key:
        return
    print(announcement, flush=True)
    for command in commands:
        outcome = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,  # thousands of log lines, of interest only when something went wrong
        )
        if outcome.returncode:
            print(outcome.stdout)
            sys.exit(outcome.returncode)
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(key, encoding="utf-8")


def main() -> None:
    """Make what is missing, then say how to get in."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.development")
    address = os.environ.get("DATABASE_URL", "")
    no_database = not address and not DATABASE.exists()
    code = [file for app in ("lms", "cms", "courses", "webinars") for file in (ROOT / app).rglob("*.py")]
    migrations = [file for file in code if file.parent.name == "migrations"]
    content = [file for file in (ROOT / "lms/demo").rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    static = [file for file in (ROOT / "static").rglob("*") if file.is_file()]
    step(
        "tables",
        fingerprint([LOCK, *migrations], address),
        "Making the tables (some 20 seconds the first time) ...",
        ["migrate", "--verbosity", "0"],
        needed=no_database,
    )
    step(
        "static",
        fingerprint([LOCK, *static]),
        "Collecting style sheets, scripts and pictures ...",
        ["collectstatic", "--no-input", "--verbosity", "0"],
        needed=not (VAR / "static").exists(),
    )
    step(
        "demo",
        fingerprint(content, address),
        "Building the demo school ...",
        ["demo"],
        needed=no_database,
    )
    print("\n  The demo people; trainers and editors go to /admin/\n", flush=True)
    subprocess.run([sys.executable, "manage.py", "demo", "--sign-ins"], cwd=ROOT, check=False)
    print(f"\n  Mails are not sent: they land as files in {os.path.relpath(VAR, ROOT)}/mail/")


if __name__ == "__main__":
    main()

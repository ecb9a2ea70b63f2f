"""Files that were made for one revision of the content, kept on this machine's disk until others take their place.

Making one costs little, so a shelf that cannot be written to (or was emptied) costs time and nothing else.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from lms.lib.freshness import UNKNOWN, revision

MOST_FILES = 60
MOST_BYTES = 120 * 1024 * 1024


def kept_file(name: object, make: Callable[[], bytes]) -> bytes:
    """Return what `make` gives, made once for each revision. `name` has a repr that says all that it depends on."""
    now = revision()
    if now == UNKNOWN:
        return make()
    file = folder() / hashlib.sha256(f"{now}:{name!r}".encode()).hexdigest()
    try:
        return file.read_bytes()
    except OSError:
        content = make()
    keep(file, content)
    return content


def folder() -> Path:
    """Return where the files stand."""
    return Path(settings.VAR_DIR) / "take-away"


def keep(file: Path, content: bytes) -> None:
    """Put a file on the shelf as a whole or not at all; the oldest make room."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, half = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as writing:
            writing.write(content)
        os.replace(half, file)
        tidy(file.parent)
    except OSError:
        return


def tidy(shelf: Path) -> None:
    """Take the oldest files away until the rest is few and light enough."""
    files = sorted(((entry.stat(), entry.path) for entry in os.scandir(shelf)), key=lambda pair: -pair[0].st_mtime)
    used = 0
    for place, (stat, path) in enumerate(files):
        used += stat.st_size
        if place >= MOST_FILES or used > MOST_BYTES:
            Path(path).unlink(missing_ok=True)

"""Reads the demo school's content files."""

import tomllib
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parent / "content"


def read(name: str) -> dict[str, Any]:
    """Return a content file, named from the content folder, as nested dicts and lists."""
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))

"""An address as a QR code: one SVG path, drawn by the template."""

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4  # modules of white around it, as the standard asks


@dataclass(frozen=True)
class QRPath:
    """A square of `size` modules, and the dark ones as an SVG path of strokes one module high."""

    size: int
    path: str


def qr_path(text: str) -> QRPath:
    """Return `text` as a QR code that still reads with a seventh of it damaged."""
    code = segno.make(text, error="m", micro=False)
    rows = [list(row) for row in code.matrix]
    strokes = [f"M{x + QUIET} {y + QUIET}.5h{length}" for y, row in enumerate(rows) for x, length in dark_runs(row)]
    return QRPath(len(rows) + 2 * QUIET, "".join(strokes))


def dark_runs(row: list[int]) -> list[tuple[int, int]]:
    """Return where each run of dark modules of a row begins, and how long it is."""
    runs, x = [], 0
    for dark, same in groupby(row):
        length = len(list(same))
        if dark:
            runs.append((x, length))
        x += length
    return runs

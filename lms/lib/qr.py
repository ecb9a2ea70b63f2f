"""An address as a QR code: one SVG path, drawn by the template."""

from dataclasses import dataclass

import segno

QUIET = 4  # modules of white around it, as the standard asks


@dataclass(frozen=True)
class QRPath:
    """A square of `size` modules, and the dark ones as an SVG path of one-module strokes."""

    size: int
    path: str


def qr_path(text: str) -> QRPath:
    """Return `text` as a QR code that still reads with a seventh of it damaged."""
    code = segno.make(text, error="m", micro=False)
    rows = [list(row) for row in code.matrix]
    strokes = [f"M{x + QUIET} {y + QUIET}.5h1" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark]
    return QRPath(len(rows) + 2 * QUIET, "".join(strokes))

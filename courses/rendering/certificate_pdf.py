"""A certificate as a tagged PDF of one page."""

import unicodedata

from django.template.loader import render_to_string

from courses.rendering.pdf import NoPdf, pdf_of
from courses.selectors.certificates import Paper
from lms.lib.qr import QRPath, qr_path

__all__ = ["NoPdf", "certificate_pdf"]
SIZES = ("", "tight", "tightest")


def certificate_pdf(paper: Paper, *, name: str, address: str, short: str) -> bytes:
    """Return a certificate with a name on it as a PDF of one page: smaller letters where there is much to say.

    `address` is where the QR code leads, `short` how the check page is written for people. Raises NoPdf.
    """
    context = {"paper": paper, "name": name, "direction": direction(name), "address": address, "short": short}
    pictures = {"qr.svg": qr_picture(qr_path(address))}
    for size in SIZES:
        html = render_to_string("courses/certificate_pdf.html", {**context, "size": size})
        last = size == SIZES[-1]
        made = pdf_of(html, pictures=pictures, fits=None if last else lambda document: len(document.pages) == 1)
        if made:
            return made
    raise NoPdf


def direction(text: str) -> str:
    """Return "rtl" when the first letter of a text is written from right to left, else "ltr"."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in {"L", "R", "AL"}:
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def qr_picture(qr: QRPath) -> str:
    """Return a QR code as an SVG file."""
    return render_to_string("courses/qr.svg", {"qr": qr})

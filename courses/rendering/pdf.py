"""Pages of paper: HTML to tagged PDF (PDF/UA-1), without any network.

WeasyPrint needs Pango from the system (docs/how-to/deploy.md). Where that is missing, or a file cannot be made, the
answer is NoPdf with a sentence: never an error page.
"""

import logging
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from lms.lib.errors import DomainError

logger = logging.getLogger(__name__)
OURS, MEMORY = "https://paper.invalid/", "memory:"  # a name that nobody can have: it stands for static/
KINDS = {"css": "text/css", "svg": "image/svg+xml", "woff2": "font/woff2"}


class NoPdf(DomainError):
    """This machine cannot make PDF files."""

    def __init__(self) -> None:
        super().__init__("We can’t make a PDF here. Print this page instead, and choose “Save as PDF” as the printer.")


def pdf_of(html: str, *, pictures: Mapping[str, str], fits: Any = None) -> bytes:
    """Return a tagged PDF of a page. Raises NoPdf.

    `pictures` are SVG texts, named in the page as `memory:NAME.svg`. Styles and fonts are named from our static folder:
    `css/tokens.css`. `fits` may be a function from the laid-out document to True; where it says no, nothing is made and the answer is empty.
    """
    try:
        from weasyprint import HTML  # noqa: PLC0415  (slow, and loads libraries of the system)
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: PLC0415
    except (ImportError, OSError) as fault:
        logger.warning("pdf.unavailable fault=%s", type(fault).__name__)
        raise NoPdf from fault

    class OurFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        """Knows our static files and the given pictures; everything else stops the file."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Return what an address of ours names."""
            kind = KINDS.get(url.rpartition(".")[2], "")
            if url.startswith(MEMORY) and url.removeprefix(MEMORY) in pictures:
                return URLFetcherResponse(url, pictures[url.removeprefix(MEMORY)], {"Content-Type": kind})
            folder = settings.BASE_DIR / "static"
            file = (folder / url.removeprefix(OURS)).resolve()
            if not url.startswith(OURS) or not kind or not file.is_relative_to(folder) or not file.is_file():
                raise FatalURLFetchingError(f"A page of paper asked for {url[:80]}.")
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})

    try:
        document = HTML(string=html, url_fetcher=OurFiles(), base_url=OURS).render(pdf_variant="pdf/ua-1")
        made: bytes = document.write_pdf(pdf_variant="pdf/ua-1") if fits is None or fits(document) else b""
    except FatalURLFetchingError as fault:
        logger.error("pdf.refused fault=%s", fault)
        raise NoPdf from fault
    return made

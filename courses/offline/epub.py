"""An e-book (EPUB 3.3) of a lesson or a module: the same words as on paper, with the answers in the last chapter.

The same content gives the same bytes: every time in the file comes from the content, every name from its order.
"""

import uuid
import zipfile
from dataclasses import dataclass
from io import BytesIO

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.offline.copies import PaperCopy
from courses.offline.pictures import Album, put_pictures, without
from lms.lib.fragments import NOT_IN_XML, as_xml, tree_of

MIME = "application/epub+zip"
OLDEST = (1980, 1, 1, 0, 0, 0)  # what a zip file says when it says nothing
PAPER_ONLY = "paper-only"
BOOKS = uuid.UUID("6b0a1d1e-5d0e-5d8a-9a3e-2f6f3c1d7b40")  # the space in which our books have their ids


@dataclass(frozen=True)
class Chapter:
    """One file of the book's text."""

    id: str
    title: str
    body: SafeString

    @property
    def name(self) -> str:
        """Return the file's name."""
        return f"{self.id}.xhtml"


def make_epub(copy: PaperCopy) -> bytes:
    """Return the book."""
    with override(copy.source.language):
        album = Album()
        chapters = chapters_of(copy, album)
        context = {
            "copy": copy,
            "identifier": uuid.uuid5(BOOKS, f"{copy.way_back.whole}:{copy.source.language}"),
            "modified": copy.source.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "chapters": chapters,
            "pictures": list(album.pictures.values()),
            "language": copy.source.language,
            "direction": "rtl" if copy.rtl else "ltr",
        }
        files: list[tuple[str, bytes]] = [
            ("META-INF/container.xml", drawn("container.xml", context)),
            ("book/package.opf", drawn("package.opf", context)),
            ("book/nav.xhtml", drawn("nav.xhtml", context)),
            ("book/book.css", drawn("book.css", context)),
        ]
        for chapter in chapters:
            files.append((f"book/{chapter.name}", drawn("chapter.xhtml", {**context, "chapter": chapter})))
        files += [(f"book/{picture.name}", picture.content) for picture in album.pictures.values()]
    return zipped(files)


def chapters_of(copy: PaperCopy, album: Album) -> list[Chapter]:
    """Return the front page, the lessons, and the answers where there are any."""
    chapters = [chapter("front", _("About this copy"), "courses/paper/_front.html", {"copy": copy}, album)]
    for place, sheet in enumerate(copy.lessons, start=1):
        chapters.append(chapter(f"lesson-{place}", sheet.title, "courses/paper/_lesson.html", {"sheet": sheet}, album))
    if copy.with_questions:
        chapters.append(
            chapter("answers", _("Answers"), "courses/paper/_answers.html", {"copy": copy, "level": 1}, album)
        )
    return chapters


def chapter(name: str, title: str, template: str, context: dict[str, object], album: Album) -> Chapter:
    """Return one chapter from a template that paper uses too."""
    tree = without(tree_of(render_to_string(template, context)), PAPER_ONLY)
    return Chapter(name, title, as_xml(put_pictures(tree, album)))


def drawn(template: str, context: dict[str, object]) -> bytes:
    """Return one file of the package."""
    return NOT_IN_XML.sub("", render_to_string(f"courses/epub/{template}", context).strip()).encode() + b"\n"


def zipped(files: list[tuple[str, bytes]]) -> bytes:
    """Return the package: the type of the file first and uncompressed, as readers look for it there (OCF 4.3)."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as book:
        for name, content in [("mimetype", MIME.encode()), *files]:
            entry = zipfile.ZipInfo(name, OLDEST)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            stored = name == "mimetype" or name.endswith((".jpg", ".jpeg", ".png", ".gif"))
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            book.writestr(entry, content)
    return whole.getvalue()

"""What saving a lesson on a phone takes: its address, every file it needs, and the bytes of all of it."""

import gzip
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _

from courses.models import LessonPage
from courses.offline.shell import bytes_of, shell_addresses
from lms.lib.process_memory import ProcessMemory

PACKS = ProcessMemory(2_000)  # lessons
FILES = {"script": ("src",), "img": ("src", "srcset"), "source": ("srcset",), "use": ("href",)}
LINKS = {"stylesheet", "icon", "preload"}
TENTH = 100_000  # bytes
SAID_BY_STRANGERS = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO")


@dataclass(frozen=True)
class Pack:
    """A lesson as a phone keeps it: the page that strangers get, never anybody's own."""

    title: str
    address: str
    html_bytes: int
    files: dict[str, int] = field(default_factory=dict)

    @property
    def bytes(self) -> int:
        """Return what saving costs a phone that has nothing yet."""
        return self.html_bytes + sum(self.files.values())


def pack_of(lesson: LessonPage, request: HttpRequest) -> Pack:
    """Return a published lesson's pack, measured once for each state of the content."""
    key = (lesson.pk, request.get_host())
    return PACKS.recall(key, lambda: make_pack(lesson, request))


def make_pack(lesson: LessonPage, request: HttpRequest) -> Pack:
    """Render the lesson for a stranger and weigh it with everything it asks for."""
    address = lesson.get_url(request) or ""
    with translation.override(lesson.locale.language_code):
        page = lesson.serve(stranger_at(address, request))
        html = page.render().content if isinstance(page, TemplateResponse) else page.content
    needs = dict.fromkeys([*shell_addresses(), *needs_of(html.decode())])
    return Pack(lesson.title, address, len(gzip.compress(html)), {need: bytes_of(need) for need in needs})


def stranger_at(address: str, request: HttpRequest) -> HttpRequest:
    """Return the request of somebody we know nothing about, for a page of the same site. It asks for no pack itself."""
    stranger = HttpRequest()
    stranger.method = "GET"
    stranger.path = stranger.path_info = address
    stranger.META = {name: request.META[name] for name in SAID_BY_STRANGERS if name in request.META}
    stranger.META |= {"REQUEST_METHOD": "GET", "PATH_INFO": address}
    stranger.user = AnonymousUser()
    stranger.is_weighed = True  # type: ignore[attr-defined]
    return stranger


class Needs(HTMLParser):
    """Collects the addresses of the files that a page loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what this element loads."""
        said = {name: value or "" for name, value in attrs}
        if tag == "link" and said.get("rel") in LINKS:
            self.note(said.get("href", ""))
        for name in FILES.get(tag, ()):
            for candidate in said.get(name, "").split(","):
                self.note(candidate.strip().split(" ")[0])

    def note(self, address: str) -> None:
        """Keep an address of this site, without the part after #."""
        address = address.partition("#")[0]
        if address.startswith("/") and not address.startswith("//"):
            self.found[address] = None


def needs_of(html: str) -> list[str]:
    """Return the files of this site that a page loads, in order, each once."""
    parser = Needs()
    parser.feed(html)
    return list(parser.found)


def size_words(number: int) -> str:
    """Return "78 KB", or from a tenth of a megabyte on "0.4 MB"."""
    if number < TENTH:
        return _("%(n)s KB") % {"n": max(1, round(number / 1000))}
    return _("%(n)s MB") % {"n": f"{number / 1_000_000:.1f}"}

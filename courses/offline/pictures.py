"""Pictures that go into an e-book: only sizes that pages show, each once, and all together within a bound."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

FOLDER = "images/"  # where Wagtail puts the sizes it makes
MOST_BYTES = 6 * 1024 * 1024  # in one book
TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif"}


@dataclass(frozen=True)
class Picture:
    """One file of a book."""

    name: str
    media_type: str
    content: bytes


@dataclass
class Album:
    """The pictures of one book, by the address under which pages show them."""

    pictures: dict[str, Picture] = field(default_factory=dict)
    bytes_left: int = MOST_BYTES

    def take(self, address: str) -> Picture | None:
        """Return the picture behind an address; None where there is no such file or no room for it any more."""
        known = self.pictures.get(address)
        if known is not None:
            return known
        content = read_picture(address, self.bytes_left)
        if content is None:
            return None
        suffix = PurePosixPath(address).suffix.lower()
        picture = Picture(f"images/{len(self.pictures) + 1}{suffix}", TYPES[suffix], content)
        self.pictures[address] = picture
        self.bytes_left -= len(content)
        return picture


def read_picture(address: str, most: int) -> bytes | None:
    """Return the bytes of one of our own pictures, None for everything else and for more than `most` bytes."""
    name = address.removeprefix(settings.MEDIA_URL)
    path = PurePosixPath(name)
    if name == address or not name.startswith(FOLDER) or ".." in path.parts or path.suffix.lower() not in TYPES:
        return None
    try:
        if default_storage.size(name) > most:
            return None
        with default_storage.open(name) as file:
            return bytes(file.read())
    except OSError:
        return None


def put_pictures(root: Element, album: Album) -> Element:
    """Point every picture of a tree to its file in the book; where there is none, say in words what it shows."""
    for parent in list(root.iter()):
        for place, image in enumerate(list(parent)):
            if image.tag != "img":
                continue
            picture = album.take(image.get("src", ""))
            if picture is not None:
                image.set("src", picture.name)
                image.set("alt", image.get("alt", ""))
                continue
            words = Element("p", {"class": "lesser"})
            words.text = _("A picture stands here on the site. It shows: %(what)s") % {"what": image.get("alt") or "–"}
            words.tail = image.tail
            parent.remove(image)
            parent.insert(place, words)
    return root


def without(root: Element, name: str) -> Element:
    """Return a tree without the elements of one class."""
    for parent in list(root.iter()):
        for child in list(parent):
            if name in child.get("class", "").split():
                parent.remove(child)
    return root

"""Links written out: a number behind the words, and the whole address in a list at the end (AC-09)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from django.conf import settings


@dataclass
class LinkList:
    """The addresses of one lesson in the order of its text, each once."""

    addresses: list[str] = field(default_factory=list)

    def number(self, address: str) -> int:
        """Return an address's number, from 1; a new one goes to the end of the list."""
        if address not in self.addresses:
            self.addresses.append(address)
        return self.addresses.index(address) + 1


def whole_address(address: str) -> str:
    """Return an address that works away from the site."""
    return settings.PUBLIC_BASE_URL + address if address.startswith("/") else address


def readable(address: str) -> str:
    """Return an address as people write it down: without what a browser adds by itself."""
    for scheme in ("mailto:", "tel:"):
        address = address.removeprefix(scheme)
    return address


def write_out(root: Element, links: LinkList) -> Element:
    """Make every link of a tree whole, and put its number behind its words. Where the words are the address, none."""
    for parent in list(root.iter()):
        for place, link in numbered_children(parent):
            address = link.get("href", "")
            if address.startswith("#") or not address:
                unwrap(link)
                continue
            link.set("href", whole_address(address))
            if "".join(link.itertext()).strip() in {address, readable(address), whole_address(address)}:
                continue
            mark = Element("sup", {"class": "fn"})
            mark.text = f"[{links.number(readable(whole_address(address)))}]"
            mark.tail, link.tail = link.tail, ""
            parent.insert(place + 1, mark)
    return root


def numbered_children(parent: Element) -> Iterator[tuple[int, Element]]:
    """Yield (place, link) for the links right inside an element; places follow what is inserted meanwhile."""
    for link in [child for child in parent if child.tag == "a"]:
        yield list(parent).index(link), link


def unwrap(link: Element) -> None:
    """Make a link that leads nowhere on paper into plain words."""
    link.tag = "span"
    link.attrib.pop("href", None)

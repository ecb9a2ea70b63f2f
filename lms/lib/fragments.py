"""Pieces of our templates' HTML as a tree, so that they can be changed and written again: as HTML, as XML for an
e-book, as plain text for everything else. Pure.

What has no place on paper (scripts, styles, drawings, forms) is dropped with all that is in it; other unknown tags are
dropped and their words kept. No attribute that could run something survives.
"""

import re
from html.parser import HTMLParser
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.safestring import SafeString

VOID = frozenset({"br", "hr", "img", "wbr"})
DROPPED = frozenset({"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "form", "button"})
KEPT = frozenset(
    [
        "a",
        "b",
        "bdi",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "hr",
        "i",
        "img",
        "li",
        "ol",
        "p",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "time",
        "tr",
        "ul",
        "wbr",
    ]
)
ATTRIBUTES = frozenset(
    [
        "alt",
        "aria-hidden",
        "aria-label",
        "aria-labelledby",
        "class",
        "colspan",
        "datetime",
        "dir",
        "height",
        "href",
        "id",
        "lang",
        "role",
        "rowspan",
        "scope",
        "src",
        "start",
        "value",
        "width",
    ]
)
SCHEMES = re.compile(r"(?:https?:|mailto:|tel:|/|#|images/)", re.IGNORECASE)
NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CLOSED_BY = {"p": frozenset({"p", "ul", "ol", "div", "h2", "h3"}), "li": frozenset({"li"})}  # open ones end at these


class _Reader(HTMLParser):
    """Builds the tree. Whatever is left open is closed where its parent ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("div")
        self.open = [self.root]
        self.dropping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag, or note that everything in it goes."""
        if self.dropping or tag in DROPPED:
            self.dropping.append(tag) if tag not in VOID else None
            return
        if tag not in KEPT:
            return
        if tag in CLOSED_BY.get(self.open[-1].tag, ()):
            self.open.pop()
        element = SubElement(self.open[-1], tag, {name: value for name, value in map(_attribute, attrs) if name})
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open and close."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close a tag and whatever was left open inside it; ignore one that was never opened."""
        if self.dropping:
            if tag in self.dropping:
                del self.dropping[len(self.dropping) - 1 - self.dropping[::-1].index(tag) :]
            return
        names = [element.tag for element in self.open[1:]]
        if tag in names:
            del self.open[len(names) - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Keep words where they stand."""
        if self.dropping:
            return
        words, here = NOT_IN_XML.sub("", data), self.open[-1]
        if len(here):
            here[-1].tail = (here[-1].tail or "") + words
        else:
            here.text = (here.text or "") + words


def _attribute(pair: tuple[str, str | None]) -> tuple[str, str]:
    """Return one attribute ready for the tree; an empty name where it may not stay."""
    name, value = pair[0], NOT_IN_XML.sub("", pair[1] or "")
    if name not in ATTRIBUTES or (name in {"href", "src"} and not SCHEMES.match(value.strip())):
        return "", ""
    return name, value.strip() if name in {"href", "src"} else value


def tree_of(html: str) -> Element:
    """Return a piece of HTML as the children of one `div`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def as_html(root: Element) -> SafeString:
    """Return what is inside a tree's root as HTML. Everything typed is escaped by the writer."""
    return SafeString(_inside(root, "html"))


def as_xml(root: Element) -> SafeString:
    """Return what is inside a tree's root as well-formed XML."""
    return SafeString(_inside(root, "xml"))


def _inside(root: Element, method: Literal["html", "xml"]) -> str:
    whole = tostring(root, encoding="unicode", method=method)
    return "" if whole in {"<div />", "<div></div>"} else whole[len("<div>") : -len("</div>")]


BLOCKS = frozenset(
    [
        "blockquote",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "hr",
        "li",
        "ol",
        "p",
        "section",
        "table",
        "tr",
        "ul",
    ]
)


def as_text(root: Element) -> str:
    """Return the words of a tree: one paragraph a line, an empty line between them, lists with signs or numbers."""
    lines: list[str] = [""]
    _write(root, lines)
    text = "\n".join(" ".join(line.split()) if line.strip() else "" for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _write(element: Element, lines: list[str], mark: str = "") -> None:
    """Add an element's words to `lines`. The last line is the one being written."""
    tag = element.tag
    if element.get("aria-hidden") == "true":
        return
    if tag in BLOCKS:
        _new_line(lines, apart=tag not in {"li", "dd", "tr", "figcaption"})
    if tag == "br":
        lines.append("")
    if tag == "img" and element.get("alt"):
        lines[-1] += f"[{element.get('alt')}]"
    lines[-1] += mark + (element.text or "")
    number = int(element.get("start") or 1)
    for child in element:
        sign = (
            ("" if element.get("role") == "list" else f"{number}. " if tag == "ol" else "- ")
            if child.tag == "li"
            else ""
        )
        _write(child, lines, sign)
        number += child.tag == "li"
        lines[-1] += " " * (child.tag in {"td", "th"}) + (child.tail or "")
    if tag in BLOCKS:
        _new_line(lines, apart=tag not in {"li", "dd", "dt", "tr", "figcaption"})


def _new_line(lines: list[str], *, apart: bool) -> None:
    """Begin a new line, with an empty one before it where `apart`."""
    if lines[-1].strip():
        lines.append("")
    if apart and len(lines) > 1 and lines[-2].strip():
        lines.append("")

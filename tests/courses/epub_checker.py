"""Looks at an EPUB 3 as a strict reader would, and names what is wrong with it. Knows nothing of how ours are made."""

import io
import posixpath
import re
import zipfile
from urllib.parse import unquote, urldefrag, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
HTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
XML = "{http://www.w3.org/XML/1998/namespace}"
XHTML_TYPE = "application/xhtml+xml"
CORE_TYPES = {XHTML_TYPE, "text/css", "image/jpeg", "image/png", "image/gif", "image/svg+xml"}
ACCESS = {
    "schema:accessMode",
    "schema:accessModeSufficient",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
}
MAGIC = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG", "image/gif": b"GIF8"}


def parsed(content: bytes) -> Element:
    """Return a file of the book as a tree."""
    return ElementTree.fromstring(content)  # noqa: S314  (our own books)


def faults_of(content: bytes) -> list[str]:
    """Return one sentence for each fault of a book; an empty list when it is sound."""
    try:
        book = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        return ["It is no zip file."]
    names = book.namelist()
    faults = zip_faults(book, content)
    if len(set(names)) != len(names):
        faults.append("A file stands in it twice.")
    try:
        container = parsed(book.read("META-INF/container.xml"))
    except (KeyError, ElementTree.ParseError):
        return [*faults, "There is no sound META-INF/container.xml."]
    root = container.find(f".//{CONTAINER}rootfile")
    if root is None or root.get("full-path") not in names:
        return [*faults, "The container names no package that is there."]
    return faults + package_faults(book, str(root.get("full-path")))


def zip_faults(book: zipfile.ZipFile, content: bytes) -> list[str]:
    """Return what is wrong with the envelope (OCF 4.2, 4.3)."""
    first = book.infolist()[0] if book.infolist() else None
    faults = []
    if first is None or first.filename != "mimetype" or first.header_offset != 0:
        faults.append("The first file is not mimetype.")
    elif first.compress_type != zipfile.ZIP_STORED or first.extra:
        faults.append("The mimetype is compressed or has extra fields.")
    elif book.read("mimetype") != b"application/epub+zip" or content[38:58] != b"application/epub+zip":
        faults.append("The mimetype says something else.")
    faults += [
        f"{entry.filename} has a path that leaves the book." for entry in book.infolist() if is_outside(entry.filename)
    ]
    faults += [f"{entry.filename} is encrypted." for entry in book.infolist() if entry.flag_bits & 1]
    return faults + ([f"{bad} is damaged."] if (bad := book.testzip()) else [])


def is_outside(name: str) -> bool:
    """Return whether a name in the zip would leave the folder it is unpacked to."""
    return name.startswith("/") or ".." in name.split("/") or "\\" in name


def package_faults(book: zipfile.ZipFile, path: str) -> list[str]:
    """Return what is wrong with the package document and with everything it names."""
    try:
        package = parsed(book.read(path))
    except ElementTree.ParseError:
        return ["The package is not well-formed."]
    folder = posixpath.dirname(path)
    faults = metadata_faults(package)
    items = package.findall(f"{OPF}manifest/{OPF}item")
    ids = [str(item.get("id")) for item in items]
    if len(set(ids)) != len(ids):
        faults.append("Two items have the same id.")
    files = {posixpath.join(folder, unquote(str(item.get("href")))): item for item in items}
    if len(files) != len(items):
        faults.append("Two items are the same file.")
    inside = {name for name in book.namelist() if name not in {"mimetype", path} and not name.startswith("META-INF/")}
    faults += [f"{name} is named and is not there." for name in sorted(set(files) - inside)]
    faults += [f"{name} is there and is not named." for name in sorted(inside - set(files))]
    faults += [
        f"{name} has the type {item.get('media-type')}."
        for name, item in files.items()
        if item.get("media-type") not in CORE_TYPES
    ]
    faults += spine_faults(package, dict(zip(ids, items, strict=True)))
    navs = [name for name, item in files.items() if "nav" in str(item.get("properties", "")).split()]
    if len(navs) != 1:
        faults.append("There is not exactly one navigation.")
    trees: dict[str, Element] = {}
    for name, item in files.items():
        if name in inside and item.get("media-type") == XHTML_TYPE:
            try:
                trees[name] = parsed(book.read(name))
            except ElementTree.ParseError as error:
                faults.append(f"{name} is not well-formed: {error}.")
        elif name in inside and item.get("media-type") in MAGIC:
            if not book.read(name).startswith(MAGIC[str(item.get("media-type"))]):
                faults.append(f"{name} is not of its type.")
        elif name in inside and re.search(rb"url\(|@import|https?:", book.read(name)):
            faults.append(f"{name} reaches outside.")
    used: set[str] = set()
    for name, tree in trees.items():
        faults += document_faults(name, tree, trees, files, used)
    pictures = {name for name, item in files.items() if str(item.get("media-type")).startswith("image/")}
    faults += [f"{name} is in the book and nowhere shown." for name in sorted(pictures - used)]
    for name in set(navs) & set(trees):
        faults += nav_faults(trees[name], name, files)
    return faults


def metadata_faults(package: Element) -> list[str]:
    """Return what the book does not say about itself."""
    faults = []
    if package.get("version") != "3.0":
        faults.append("It is not version 3.0.")
    metadata = package.find(f"{OPF}metadata")
    if metadata is None:
        return [*faults, "There are no metadata."]
    identifiers = {node.get("id"): node.text for node in metadata.findall(f"{DC}identifier")}
    if not identifiers.get(package.get("unique-identifier")):
        faults.append("The unique identifier is missing.")
    faults += [
        f"dc:{name} is missing."
        for name in ("title", "language")
        if not (metadata.findtext(f"{DC}{name}") or "").strip()
    ]
    said = [(str(meta.get("property")), meta.text or "") for meta in metadata.findall(f"{OPF}meta")]
    modified = [text for name, text in said if name == "dcterms:modified"]
    if len(modified) != 1 or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", modified[0]):
        faults.append("dcterms:modified is not said once, in UTC.")
    return faults + [f"{name} is missing." for name in sorted(ACCESS - {name for name, _ in said})]


def spine_faults(package: Element, items: dict[str, Element]) -> list[str]:
    """Return what is wrong with the order of reading."""
    refs = [str(ref.get("idref")) for ref in package.findall(f"{OPF}spine/{OPF}itemref")]
    faults = [] if refs else ["The spine is empty."]
    faults += ["The spine names a chapter twice."] * (len(set(refs)) != len(refs))
    faults += [f"The spine names {ref}, which is no item." for ref in refs if ref not in items]
    chapters = {item_id for item_id, item in items.items() if item.get("media-type") == XHTML_TYPE}
    return faults + [f"{missing} is not in the spine." for missing in sorted(chapters - set(refs))]


def document_faults(
    name: str, tree: Element, trees: dict[str, Element], files: dict[str, Element], used: set[str]
) -> list[str]:
    """Return what is wrong with one chapter; add the files it uses to `used`."""
    faults = []
    if tree.tag != f"{HTML}html":
        return [f"{name} is no XHTML."]
    if not tree.get("lang") or tree.get("lang") != tree.get(f"{XML}lang"):
        faults.append(f"{name} does not say its language twice.")
    if tree.get("dir") not in {"ltr", "rtl"}:
        faults.append(f"{name} does not say its direction.")
    if not (tree.findtext(f"{HTML}head/{HTML}title") or "").strip():
        faults.append(f"{name} has no title.")
    ids = [str(node.get("id")) for node in tree.iter() if node.get("id") is not None]
    faults += [f"{name} has the id {twin} twice." for twin in sorted({one for one in ids if ids.count(one) > 1})]
    for node in tree.iter():
        tag = str(node.tag).removeprefix(HTML)
        if tag in {"script", "iframe", "object", "embed", "form", "base"}:
            faults.append(f"{name} holds a {tag}.")
        faults += [f"{name} has the event {key}." for key in node.attrib if re.match(r"on[a-z]+$", key)]
        if tag == "img" and node.get("alt") is None:
            faults.append(f"{name} shows a picture without alt.")
        for key in ("href", "src"):
            if (address := node.get(key)) is not None:
                faults += link_faults(name, tag, address, trees, files, used)
    return faults


def link_faults(
    name: str, tag: str, address: str, trees: dict[str, Element], files: dict[str, Element], used: set[str]
) -> list[str]:
    """Return what is wrong with one address of a chapter."""
    scheme = urlsplit(address).scheme
    if scheme:
        allowed = tag == "a" and scheme in {"http", "https", "mailto", "tel"}
        return [] if allowed else [f"{name} reaches outside for {address}."]
    target, fragment = urldefrag(address)
    there = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(target))) if target else name
    if there not in files:
        return [f"{name} leads to {address}, which is not in the book."]
    used.add(there)
    if fragment and there in trees and fragment not in {node.get("id") for node in trees[there].iter()}:
        return [f"{name} leads to #{fragment}, which is not there."]
    return []


def nav_faults(tree: Element, name: str, files: dict[str, Element]) -> list[str]:
    """Return what is wrong with the table of contents."""
    tocs = [node for node in tree.iter(f"{HTML}nav") if node.get(f"{OPS}type") == "toc"]
    if len(tocs) != 1:
        return ["There is not exactly one table of contents."]
    links = list(tocs[0].iter(f"{HTML}a"))
    faults = [] if links else ["The table of contents is empty."]
    faults += ["A line of the contents has no words."] * any(not "".join(link.itertext()).strip() for link in links)
    listed = {posixpath.join(posixpath.dirname(name), str(link.get("href"))) for link in links}
    chapters = {one for one, item in files.items() if item.get("media-type") == XHTML_TYPE and one != name}
    return faults + [f"{one} is not in the contents." for one in sorted(chapters - listed)]

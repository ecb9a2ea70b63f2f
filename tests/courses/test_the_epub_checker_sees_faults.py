"""The checker of e-books is worth something only if it sees what it is for: each fault here is made on purpose."""

import io
import zipfile
from collections.abc import Callable

import pytest

from tests.courses.epub_checker import faults_of

CONTAINER = """<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="b/p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:x</dc:identifier><dc:title>T</dc:title>
<dc:language>en</dc:language><meta property="dcterms:modified">2027-01-01T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta><meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta><meta property="schema:accessibilityHazard">none</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/><item id="css" href="x.css" media-type="text/css"/>
<item id="pic" href="x.png" media-type="image/png"/></manifest>
<spine><itemref idref="nav"/><itemref idref="one"/></spine></package>"""
HEAD = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en" dir="ltr">'
NAV = f'{HEAD}<head><title>N</title></head><body><nav epub:type="toc"><ol><li><a href="one.xhtml">One</a></li></ol></nav></body></html>'
ONE = f'{HEAD}<head><title>One</title></head><body><h1 id="a">One</h1><img src="x.png" alt=""/><a href="#a">up</a></body></html>'
SOUND = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "b/p.opf": PACKAGE,
    "b/nav.xhtml": NAV,
    "b/one.xhtml": ONE,
    "b/x.css": "body { margin: 0 }",
    "b/x.png": "\x89PNG",
}
Files = dict[str, str]


def book(files: Files, compressed: bool = False) -> bytes:
    """Return the files as a zip, in their order."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as target:
        for name, text in files.items():
            stored = name == "mimetype" and not compressed
            target.writestr(
                zipfile.ZipInfo(name), text.encode("latin-1"), zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            )
    return whole.getvalue()


def swap(name: str, old: str, new: str) -> Callable[[Files], Files]:
    """Return a change of one file's text."""

    def change(files: Files) -> Files:
        assert old in files[name]
        return {**files, name: files[name].replace(old, new)}

    return change


def without(name: str) -> Callable[[Files], Files]:
    """Return a change that takes a file away."""
    return lambda files: {key: text for key, text in files.items() if key != name}


def last(name: str) -> Callable[[Files], Files]:
    """Return a change that puts a file at the end."""
    return lambda files: {**without(name)(files), name: files[name]}


FAULTS: dict[str, tuple[Callable[[Files], Files], str]] = {
    "the type is not first": (last("mimetype"), "first file is not mimetype"),
    "another type": (swap("mimetype", "epub", "equb"), "says something else"),
    "no container": (without("META-INF/container.xml"), "no sound META-INF"),
    "no package": (without("b/p.opf"), "names no package"),
    "broken package": (swap("b/p.opf", "</package>", ""), "package is not well-formed"),
    "old version": (swap("b/p.opf", 'version="3.0"', 'version="2.0"'), "not version 3.0"),
    "no identifier": (swap("b/p.opf", 'identifier id="id"', 'identifier id="x"'), "unique identifier"),
    "no language": (swap("b/p.opf", "<dc:language>en</dc:language>", ""), "dc:language is missing"),
    "a local time": (swap("b/p.opf", "00:00:00Z", "00:00:00"), "dcterms:modified"),
    "no word on access": (
        swap("b/p.opf", "schema:accessibilityHazard", "schema:other"),
        "accessibilityHazard is missing",
    ),
    "an id twice": (swap("b/p.opf", 'id="css"', 'id="one"'), "Two items have the same id"),
    "a file that is missing": (without("b/x.css"), "is named and is not there"),
    "a file nobody names": (lambda files: {**files, "b/extra.txt": "x"}, "is there and is not named"),
    "a strange type": (swap("b/p.opf", "text/css", "application/x"), "has the type application/x"),
    "a chapter outside the spine": (swap("b/p.opf", '<itemref idref="one"/>', ""), "one is not in the spine"),
    "a chapter twice": (
        swap("b/p.opf", '<itemref idref="one"/>', '<itemref idref="one"/>' * 2),
        "names a chapter twice",
    ),
    "a spine to nowhere": (
        swap("b/p.opf", '<itemref idref="nav"/>', '<itemref idref="nav"/><itemref idref="z"/>'),
        "no item",
    ),
    "no navigation": (swap("b/p.opf", ' properties="nav"', ""), "exactly one navigation"),
    "broken chapter": (swap("b/one.xhtml", "</h1>", ""), "one.xhtml is not well-formed"),
    "a picture that is none": (swap("b/x.png", "PNG", "GIF"), "is not of its type"),
    "styles from elsewhere": (swap("b/x.css", "0", "0; background: url(https://x.example/)"), "reaches outside"),
    "no language twice": (swap("b/one.xhtml", ' xml:lang="en"', ""), "language twice"),
    "no direction": (swap("b/one.xhtml", ' dir="ltr"', ""), "direction"),
    "no title": (swap("b/one.xhtml", "<title>One</title>", "<title> </title>"), "has no title"),
    "an id twice in a chapter": (swap("b/one.xhtml", 'alt=""', 'alt="" id="a"'), "the id a twice"),
    "a script": (swap("b/one.xhtml", "</body>", "<script>x</script></body>"), "holds a script"),
    "an event": (swap("b/one.xhtml", 'id="a"', 'id="a" onclick="x"'), "has the event onclick"),
    "no alt": (swap("b/one.xhtml", ' alt=""', ""), "picture without alt"),
    "a picture from elsewhere": (
        swap("b/one.xhtml", 'src="x.png"', 'src="https://x.example/a.png"'),
        "reaches outside",
    ),
    "a link that runs": (swap("b/one.xhtml", 'href="#a"', 'href="javascript:x"'), "reaches outside"),
    "a link to nowhere": (swap("b/one.xhtml", 'href="#a"', 'href="two.xhtml"'), "not in the book"),
    "an anchor to nowhere": (swap("b/one.xhtml", 'href="#a"', 'href="#b"'), "leads to #b"),
    "a picture nobody shows": (swap("b/one.xhtml", '<img src="x.png" alt=""/>', ""), "nowhere shown"),
    "no contents": (swap("b/nav.xhtml", ' epub:type="toc"', ""), "exactly one table of contents"),
    "a line without words": (swap("b/nav.xhtml", ">One</a>", "></a>"), "has no words"),
    "a chapter outside the contents": (
        swap("b/nav.xhtml", "one.xhtml", "nav.xhtml"),
        "one.xhtml is not in the contents",
    ),
    "a way out": (lambda files: {**files, "../x": "x"}, "leaves the book"),
}


def test_a_sound_book_has_no_fault() -> None:
    assert faults_of(book(SOUND)) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_seen(name: str) -> None:
    change, said = FAULTS[name]
    faults = faults_of(book(change(SOUND)))
    assert [fault for fault in faults if said in fault] != [], faults


def test_a_compressed_type_and_no_zip_at_all_are_seen() -> None:
    assert faults_of(book(SOUND, compressed=True)) != []
    assert faults_of(b"no zip") == ["It is no zip file."]

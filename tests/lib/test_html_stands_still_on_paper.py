"""A piece of HTML as a tree: nothing that runs or reaches out survives, the words stay, and it comes out well-formed."""

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.lib.fragments import as_html, as_text, as_xml, tree_of

PIECES = [
    "<p>",
    "</p>",
    "<li>",
    "<ul>",
    "</ul>",
    "<b>",
    "</i>",
    "<br>",
    "<img src=x",
    ">",
    "&amp;",
    "&#0;",
    "<!--",
    "-->",
]
PIECES += [
    "<script>",
    "</script>",
    "<svg>",
    "</svg>",
    "<a href='/x'>",
    "\x0b",
    "\ud7ff",
    "\ufffe",
    "]]>",
    "<![CDATA[",
    "<?x",
    "“words”",
]


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>one<script>alert(1)</script> two</p>", "<p>one two</p>"),
        ('<p onclick="x()" style="color:red" class="fine">one</p>', '<p class="fine">one</p>'),
        ('<a href="javascript:alert(1)">one</a>', "<a>one</a>"),
        ('<a href=" https://a.example/ ">one</a>', '<a href="https://a.example/">one</a>'),
        ("<custom-thing>one</custom-thing>", "one"),
        ("<svg><path d='M0'/><text>gone</text></svg>one", "one"),
        ("<form><button>gone</button></form>one<br/>two", "one<br>two"),
        ("<p>one<p>two", "<p>one</p><p>two</p>"),
        ("</b>one<b>two", "one<b>two</b>"),
        ("1 &lt; 2 &amp; 3", "1 &lt; 2 &amp; 3"),
        ("", ""),
    ],
)
def test_what_is_left(html: str, left: str) -> None:
    assert as_html(tree_of(html)) == left


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25))
def test_whatever_comes_in_goes_out_as_xml(pieces: list[str]) -> None:
    written = as_xml(tree_of("".join(pieces)))
    root = ElementTree.fromstring(f"<div>{written}</div>")  # noqa: S314  (just written)
    assert {"script", "svg", "form"} & {element.tag for element in root.iter()} == set()


def test_plain_text_keeps_paragraphs_lists_and_pictures() -> None:
    html = (
        "<h2>Who   decides</h2><p>One<br>two <b>three</b></p><ul><li>a</li><li>b</li></ul>"
        '<ol start="3"><li>c</li></ol><ul role="list"><li>A. d</li></ul><img src="/x.png" alt="A wall"><p>end</p>'
    )
    said = "Who decides\n\nOne\ntwo three\n\n- a\n- b\n\n3. c\n\nA. d\n\n[A wall]\n\nend"
    assert as_text(tree_of(html)) == said

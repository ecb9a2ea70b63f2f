"""A lesson or a module as plain text: for a screen reader, a braille display, a message to a friend."""

from django.template.loader import render_to_string
from django.utils.translation import override

from courses.offline.copies import PaperCopy
from courses.offline.epub import PAPER_ONLY
from courses.offline.pictures import without
from lms.lib.fragments import as_text, tree_of

BETWEEN = "\n\n\n" + "=" * 40 + "\n\n"


def make_text(copy: PaperCopy) -> bytes:
    """Return the copy as text in UTF-8: what it is, the lessons, and at the end the answers."""
    with override(copy.source.language):
        pieces = [render_to_string("courses/paper/_front.html", {"copy": copy})]
        pieces += [render_to_string("courses/paper/_lesson.html", {"sheet": sheet}) for sheet in copy.lessons]
        if copy.with_questions:
            pieces.append(render_to_string("courses/paper/_answers.html", {"copy": copy, "level": 1}))
    return (BETWEEN.join(as_text(without(tree_of(piece), PAPER_ONLY)) for piece in pieces) + "\n").encode()

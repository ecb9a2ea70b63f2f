"""Links the first place where a lesson uses a glossary word to its meaning. Pure: HTML in, HTML out."""

import html
import re
from collections.abc import Iterable

TAG = re.compile(r"(<[^>]*>)")
TAG_NAME = re.compile(r"<(/?)\s*([a-zA-Z0-9]+)")
NOT_INSIDE = frozenset({"a", "h1", "h2", "h3", "h4", "cite", "button"})


class TermLinker:
    """Remembers which words were linked already, over all the pieces of one lesson.

    `terms` are (slug, spellings). The longest spelling wins where two begin at the same place; a word inside a
    longer word, a link or a heading is left alone.
    """

    def __init__(self, terms: Iterable[tuple[str, list[str]]]) -> None:
        self.slugs = {
            html.escape(form, quote=False).casefold(): slug for slug, forms in terms for form in forms if form
        }
        longest_first = sorted(self.slugs, key=len, reverse=True)
        pattern = "|".join(re.escape(form) for form in longest_first)
        self.pattern = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE) if pattern else None
        self.used: set[str] = set()

    def link(self, content: str) -> str:
        """Return safe HTML with the first use of each word not linked before made a link to `#g-<slug>`."""
        if self.pattern is None:
            return content
        inside: list[str] = []
        pieces = []
        for piece in TAG.split(content):
            if piece.startswith("<"):
                self._follow(piece, inside)
                pieces.append(piece)
            else:
                pieces.append(piece if inside else self.pattern.sub(self._anchor, piece))
        return "".join(pieces)

    def _follow(self, tag: str, inside: list[str]) -> None:
        found = TAG_NAME.match(tag)
        if not found or found[2].lower() not in NOT_INSIDE:
            return
        if not found[1]:
            inside.append(found[2].lower())
        elif inside:
            inside.pop()

    def _anchor(self, match: re.Match[str]) -> str:
        slug = self.slugs[match[0].casefold()]
        if slug in self.used:
            return match[0]
        self.used.add(slug)
        return f'<a class="term" href="#g-{slug}" data-term>{match[0]}</a>'

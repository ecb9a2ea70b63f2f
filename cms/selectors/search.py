"""Search over lessons, events and pages."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from cms.models import GlossaryTerm

LONGEST_QUERY = 120
MOST_RESULTS = 30


@dataclass(frozen=True)
class Found:
    """What a search found: pages in order of fit, and words whose meaning was asked for."""

    query: str
    pages: list[Page]
    words: list[GlossaryTerm]


def search_site(query: str) -> Found:
    """Return up to 30 public, live pages and three glossary words for a text somebody typed.

    The query is cut at 120 characters and at its words: nobody's question is longer, and a search engine's work must
    be bounded. Pages with a view restriction are never listed, nor those that a floor above hides.
    """
    cleaned = " ".join("".join(c if c.isalnum() or c in "'’-" else " " for c in query[:LONGEST_QUERY]).split())
    if not cleaned:
        return Found(query=query[:LONGEST_QUERY].strip(), pages=[], words=[])
    pages = Page.objects.live().public().filter(depth__gt=2).exclude(pk__in=hidden_page_ids())
    found = [page.specific for page in pages.search(cleaned, operator="or")[:MOST_RESULTS]]
    words = list(get_search_backend().search(cleaned, GlossaryTerm, operator="or")[:3])
    return Found(query=query[:LONGEST_QUERY].strip(), pages=found, words=words)


def hidden_page_ids() -> set[int]:
    """Return the pages that floors above keep out of the search: SEARCH_HIDDEN names functions returning ids."""
    return {pk for dotted in settings.SEARCH_HIDDEN for pk in import_string(dotted)()}

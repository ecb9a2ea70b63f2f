"""Search finds lessons, events and pages that everybody may see, and nothing else."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.models import GlossaryTerm, HomePage, StandardPage
from cms.selectors.search import search_site


def add(home: HomePage, title: str, *, live: bool = True, lede: str = "") -> StandardPage:
    page = StandardPage(title=title, slug=title.lower().replace(" ", "-"), lede=lede, live=live)
    return home.add_child(instance=page)


def test_a_word_is_found_by_its_stem(home: HomePage) -> None:
    page = add(home, "Stopping an eviction")
    add(home, "Reading a rent statement")
    assert [found.pk for found in search_site("evictions").pages] == [page.pk]


def test_drafts_and_restricted_pages_are_not_found(home: HomePage) -> None:
    add(home, "Committee papers draft", live=False)
    closed = add(home, "Committee papers closed")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    seen = add(home, "Committee papers open")
    assert [found.pk for found in search_site("committee papers").pages] == [seen.pk]


def test_a_glossary_word_is_explained(home: HomePage) -> None:
    term = GlossaryTerm.objects.create(term="Hope value", slug="hope-value", plain="Extra pay for a chance.")
    assert search_site("hope value").words == [term]


@pytest.mark.parametrize(
    "query", ["", "   ", "***", '"', "'); DROP TABLE x;--", "(" * 5000, "a" * 100_000, "\x00", "AND OR NOT"]
)
def test_odd_queries_are_answered_kindly(home: HomePage, visitor: Client, query: str) -> None:
    response = visitor.get("/search/", {"q": query})
    assert response.status_code == 200
    assert "<h1" in response.content.decode()

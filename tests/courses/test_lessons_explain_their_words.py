"""The first use of a glossary word links to its meaning; later ones, headings and other links are left alone."""

import pytest
from django.test import Client

from cms.models import GlossaryTerm
from courses.models import LessonTerm
from courses.rendering.term_links import TermLinker
from tests.courses.conftest import School
from tests.courses.school import block, make_lesson, publish

RENT = ("social-rent", ["social rent", "social rents"])


def link(*pieces: str, terms: tuple[tuple[str, list[str]], ...] = (RENT,)) -> list[str]:
    linker = TermLinker(terms)
    return [linker.link(piece) for piece in pieces]


def anchor(slug: str, words: str) -> str:
    return f'<a class="term" href="#g-{slug}" data-term>{words}</a>'


def test_only_the_first_use_in_the_whole_lesson_is_linked() -> None:
    first, second = link("<p>Social rent. A social rent.</p>", "<p>Social rents.</p>")
    assert first == f"<p>{anchor('social-rent', 'Social rent')}. A social rent.</p>"
    assert second == "<p>Social rents.</p>"


@pytest.mark.parametrize(
    "untouched",
    [
        "<p>antisocial rental</p>",
        '<p><a href="/x/">social rent</a></p>',
        "<h3>Social rent</h3>",
        '<p title="social rent">Other words</p>',
    ],
)
def test_what_is_no_use_of_the_word_is_left_alone(untouched: str) -> None:
    assert link(untouched) == [untouched]


def test_the_longest_spelling_wins_and_signs_are_no_trap() -> None:
    terms = (("rent", ["rent"]), RENT, ("odd", ["A & B (c)", "<x>"]))
    assert link("<p>social rent, rent, A &amp; B (c), &lt;x&gt;</p>", terms=terms) == [
        f"<p>{anchor('social-rent', 'social rent')}, {anchor('rent', 'rent')}, {anchor('odd', 'A &amp; B (c)')}, &lt;x&gt;</p>"
    ]


def test_without_words_nothing_changes() -> None:
    assert link("<p>Any text</p>", terms=()) == ["<p>Any text</p>"]


def test_the_lesson_lists_its_words_with_both_meanings(school: School, visitor: Client) -> None:
    term = GlossaryTerm.objects.create(
        term="planning officer", slug="officer", plain="A council worker.", in_law="Works under an Act.", in_campaign=""
    )
    lesson = make_lesson(school.module, "Officers", [block("text", "<p>Ask a planning officer.</p>")])
    lesson.lesson_terms = [LessonTerm(term=term)]
    publish(lesson)
    page = visitor.get(lesson.url).content.decode()
    assert anchor("officer", "planning officer") in page
    assert page.count('id="g-officer"') == 1
    assert "<strong>In law:</strong> Works under an Act." in page
    assert "In this campaign:" not in page

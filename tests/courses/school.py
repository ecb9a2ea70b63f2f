"""Builds programmes for tests, published as a trainer would publish them."""

import json
import uuid
from typing import Any

from django.utils.text import slugify
from wagtail.models import Page, Site

from cms.models import HomePage
from courses.models import LearnIndexPage, LessonPage, ModulePage, ProgrammePage
from lms.lib.process_memory import forget_all

RIGHT, WRONG, OTHER = (str(uuid.UUID(int=n)) for n in (1, 2, 3))
Raw = dict[str, Any]


def publish(page: Any) -> Any:
    """Publish a page's present state and return it fresh. What is remembered is forgotten, as after a commit."""
    page.save_revision().publish()
    forget_all()
    return type(page).objects.get(pk=page.pk)


def make_index() -> LearnIndexPage:
    """Make a home page that the site starts at, and the index of programmes below it."""
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Home", slug="front-door", lede="Free lessons."))
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    site.save()
    return home.add_child(instance=LearnIndexPage(title="Learn", slug="learn"))


def make_edition(index: LearnIndexPage, year: int = 2027, **fields: Any) -> ProgrammePage:
    """Make a published edition."""
    fields = {"title": f"Homes {year}", "slug": f"homes-{year}", "year": year, **fields}
    return publish(index.add_child(instance=ProgrammePage(**fields)))


def make_module(edition: ProgrammePage, number: int = 1, **fields: Any) -> ModulePage:
    """Make a published module."""
    fields = {"title": f"Module {number}", "slug": f"module-{number}", "number": number, **fields}
    return publish(edition.add_child(instance=ModulePage(**fields)))


def make_lesson(
    module: ModulePage, title: str, body: list[Raw] | None = None, *, live: bool = True, **fields: Any
) -> LessonPage:
    """Make a lesson, published unless said otherwise."""
    page = LessonPage(title=title, slug=slugify(title), body=json.dumps(body or []), live=live, **fields)
    module.add_child(instance=page)
    return publish(page) if live else page


def block(kind: str, value: Any, block_id: str | None = None) -> Raw:
    """Return a block in the stored form."""
    return {"type": kind, "value": value, "id": block_id or str(uuid.uuid4())}


def option(option_id: str, text: str, correct: bool = False, why: str = "Because.") -> Raw:
    """Return an answer of a choice question in the stored form."""
    return {"type": "item", "id": option_id, "value": {"text": text, "correct": correct, "why": why}}


def single_choice(question: str = "Who decides the appeal?", block_id: str | None = None) -> Raw:
    """Return a question with one right answer."""
    options = [
        option(WRONG, "The same councillors", why="They had their vote."),
        option(RIGHT, "An inspector", correct=True, why="You can write to them."),
        option(OTHER, "A ballot", why="There is no ballot."),
    ]
    return block("single_choice", {"question": question, "options": options}, block_id)


def multiple_choice(question: str = "What counts?", block_id: str | None = None) -> Raw:
    """Return a question with two right answers."""
    options = [
        option(RIGHT, "Daylight", correct=True),
        option(OTHER, "Privacy", correct=True),
        option(WRONG, "House prices", why="Prices do not count."),
    ]
    return block("multiple_choice", {"question": question, "options": options}, block_id)


def true_false(question: str = "You must be a citizen to object.", block_id: str | None = None) -> Raw:
    """Return a statement that is false."""
    value = {"question": question, "answer": "false", "why_true": "Anyone may.", "why_false": "Right, anyone may."}
    return block("true_false", value, block_id)

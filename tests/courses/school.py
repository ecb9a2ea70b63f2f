"""Builds programmes for tests, published as a trainer would publish them."""

import json
import uuid
from typing import Any

from django.utils.text import slugify
from wagtail.models import Page, Site

from cms.models import HomePage
from courses.blocks.questions.serving import side_id
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


TERM_A, TERM_B, DECOY = (str(uuid.UUID(int=n)) for n in (11, 12, 13))


def item(value: Any, item_id: str) -> Raw:
    """Return an item of a list in the stored form."""
    return {"type": "item", "id": item_id, "value": value}


def ordering(question: str = "Put it in order.", block_id: str | None = None) -> Raw:
    """Return three lines to put in order: RIGHT, WRONG, OTHER."""
    lines = (
        (RIGHT, "It is listed", "WHY-LISTED"),
        (WRONG, "People comment", "WHY-COMMENT"),
        (OTHER, "It is decided", "WHY-DECIDED"),
    )
    steps = [item({"text": text, "why": why}, step_id) for step_id, text, why in lines]
    return block("ordering", {"question": question, "steps": steps, "why": "WHY-ORDER"}, block_id)


def matching(question: str = "Match each word.", block_id: str | None = None) -> Raw:
    """Return two words with their meanings, and one meaning that fits neither."""
    pairs = [
        item({"term": "CIL", "meaning": "A set rate", "why": "WHY-CIL"}, TERM_A),
        item({"term": "Hope value", "meaning": "A chance of permission", "why": "WHY-HOPE"}, TERM_B),
    ]
    return block("matching", {"question": question, "pairs": pairs, "decoys": [item("A tax on cars", DECOY)]}, block_id)


def numeric(question: str = "Seven weeks in days?", block_id: str | None = None, tolerance: str = "0") -> Raw:
    """Return a number to work out: 49 days, with one known slip."""
    slips = [item({"value": "7", "why": "WHY-WEEKS"}, RIGHT)]
    value = {
        "question": question,
        "answer": "49",
        "tolerance": tolerance,
        "unit": "days",
        "why": "WHY-49",
        "not_yet": "WHY-NOT",
        "slips": slips,
    }
    return block("numeric", value, block_id)


def short_text(question: str = "Which words?", block_id: str | None = None) -> Raw:
    """Return a few words to type, with two accepted answers."""
    accepted = [item("This is a stage 1 complaint", RIGHT), item("I want to complain", OTHER)]
    return block("short_text", {"question": question, "accepted": accepted, "why": "WHY-WORDS"}, block_id)


def reflection(question: str = "What would you ask?", block_id: str | None = None) -> Raw:
    """Return something to think about."""
    return block("reflection", {"question": question, "thought": "Ask about a power they have."}, block_id)


def poll(question: str = "Where shall we start?", block_id: str | None = None) -> Raw:
    """Return a poll with three choices."""
    options = [item("Damp", RIGHT), item("Rent", WRONG), item("Repairs", OTHER)]
    return block("poll", {"question": question, "options": options}, block_id)


EVERY_KIND = {
    "single_choice": single_choice,
    "multiple_choice": multiple_choice,
    "true_false": true_false,
    "ordering": ordering,
    "matching": matching,
    "numeric": numeric,
    "short_text": short_text,
    "reflection": reflection,
    "poll": poll,
}


def places(*steps: str) -> Raw:
    """Return what the form of an ordering question sends for lines in this order."""
    return {f"place-{step}": str(place) for place, step in enumerate(steps, start=1)}


def matches(**chosen: str) -> Raw:
    """Return what the form of a matching question sends: `matches(TERM_A="the item whose meaning was chosen")`."""
    terms = {"A": TERM_A, "B": TERM_B}
    return {f"match-{side_id(terms[name], 'term')}": side_id(meaning, "meaning") for name, meaning in chosen.items()}


# What the forms of the marked kinds above send: right, and not right yet.
SENT: dict[str, tuple[Raw, Raw]] = {
    "single_choice": ({"option": RIGHT}, {"option": WRONG}),
    "multiple_choice": ({"option": [RIGHT, OTHER]}, {"option": [RIGHT]}),
    "true_false": ({"option": "false"}, {"option": "true"}),
    "ordering": (places(RIGHT, WRONG, OTHER), places(WRONG, RIGHT, OTHER)),
    "matching": (matches(A=TERM_A, B=TERM_B), matches(A=TERM_A, B=DECOY)),
    "numeric": ({"text": "forty-nine days"}, {"text": "7"}),
    "short_text": ({"text": " this is a STAGE-1 complaint! "}, {"text": "please"}),
}

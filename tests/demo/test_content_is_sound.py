"""The demo school's lessons keep the promises made to learners: length, plain sentences, fair questions, sourced facts.

Reads the TOML files only. Every lesson file that exists is covered as soon as it is written.
"""

import re
import tomllib
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from courses.blocks.questions import KINDS
from courses.blocks.questions.protocol import Response
from courses.errors import NoAnswer
from lms.demo.lesson_body import stored_body

CONTENT = Path(__file__).resolve().parents[2] / "lms" / "demo" / "content"
LESSON_PATHS = sorted(CONTENT.glob("module_*/lesson_*.toml"))
MODULE_PATHS = sorted(CONTENT.glob("module_*/module.toml"))
WRITTEN_MODULES = sorted({path.parent for path in LESSON_PATHS})

QUESTION_TYPES = set(KINDS)
CHOSEN = {"single_choice", "multiple_choice", "true_false"}
BLOCK_TYPES = QUESTION_TYPES | {"text", "heading", "callout", "fact", "quote", "prompt", "task"}
NATIONS = {"england", "england_wales", "gb", "uk", "scotland", "wales", "ni"}
ALLOWED_TAGS = {"p", "ul", "ol", "li", "strong"}
LONGEST_SENTENCE = 25

Lesson = dict[str, Any]


class Prose(HTMLParser):
    """The words of a piece of rich text, one string for each paragraph or list item, and the tags it used."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.pieces: list[str] = [""]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag if not attrs else f"{tag} with attributes")
        if tag in {"p", "li"}:
            self.pieces.append("")

    def handle_data(self, data: str) -> None:
        self.pieces[-1] += data

    @property
    def text(self) -> str:
        return "\n".join(" ".join(piece.split()) for piece in self.pieces if piece.strip())


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def records(file_name: str, table: str) -> list[dict[str, Any]]:
    """Every record of one kind in the whole content tree, in file order."""
    return [row for path in sorted(CONTENT.rglob(file_name)) for row in load(path).get(table, [])]


def sentences(text: str) -> list[str]:
    """Split at a full stop, question mark or exclamation mark that a space or a closing quotation mark follows."""
    return [part for line in text.splitlines() for part in re.split(r"(?<=[.?!])[”’)]?\s+", line) if part.strip()]


def words(text: str) -> list[str]:
    return [word for word in text.split() if re.search(r"\w", word)]


def prose_blocks(lesson: Lesson) -> list[str]:
    """The plain words of every text, callout, quote, prompt and task, in reading order."""
    kinds = {"text", "callout", "prompt", "task"}
    return [
        block["text"] if block["type"] == "quote" else Prose(block["html"]).text
        for block in lesson["body"]
        if block["type"] in kinds | {"quote"}
    ]


def questions(lesson: Lesson) -> list[dict[str, Any]]:
    return [block for block in lesson["body"] if block["type"] in QUESTION_TYPES]


@pytest.fixture(params=LESSON_PATHS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def lesson(request: pytest.FixtureRequest) -> Lesson:
    return load(request.param)


def test_there_are_lessons_to_check() -> None:
    assert len(LESSON_PATHS) >= 5


def test_a_lesson_uses_only_known_blocks_and_nations(lesson: Lesson) -> None:
    assert {block["type"] for block in lesson["body"]} - BLOCK_TYPES == set()
    assert lesson["nation"] in NATIONS
    assert isinstance(lesson["last_checked"], date)


def test_a_lesson_says_what_it_gives(lesson: Lesson) -> None:
    for field in ("key", "slug", "title", "lede", "where_you_live"):
        assert lesson[field].strip(), field
    assert 2 <= len(lesson["outcomes"]) <= 4
    assert len(lesson["summary"]) == 3
    assert lesson["sources"]
    assert all(source.strip() for source in lesson["sources"])
    assert 5 <= lesson["minutes"] <= 15


def test_rich_text_holds_only_simple_tags(lesson: Lesson) -> None:
    used = {tag for block in lesson["body"] if "html" in block for tag in Prose(block["html"]).tags}
    assert used - ALLOWED_TAGS == set()


def test_a_lesson_is_a_ten_minute_read(lesson: Lesson) -> None:
    assert 400 <= sum(len(words(text)) for text in prose_blocks(lesson)) <= 700
    assert 1 <= sum(block["type"] == "heading" for block in lesson["body"]) <= 5


def test_no_sentence_is_too_long(lesson: Lesson) -> None:
    texts = [*prose_blocks(lesson), lesson["lede"], lesson["where_you_live"], *lesson["summary"]]
    found = [s for text in texts for s in sentences(text) if len(words(s)) > LONGEST_SENTENCE]
    assert found == []


def test_a_lesson_ends_in_one_task(lesson: Lesson) -> None:
    kinds = [block["type"] for block in lesson["body"]]
    assert kinds.count("task") == 1
    assert kinds.index("task") >= len(kinds) - 3
    task = lesson["body"][kinds.index("task")]
    assert task["title"].strip()
    assert task["minutes"] > 0


def test_a_lesson_asks_at_least_two_fair_questions(lesson: Lesson) -> None:
    assert len(questions(lesson)) >= 2
    for question in questions(lesson):
        if question["type"] not in CHOSEN:
            continue
        options = question["options"]
        right = sum(option["correct"] for option in options)
        assert question["question"].strip(), question["key"]
        assert all(option["text"].strip() and option["why"].strip() for option in options), question["key"]
        assert len({option["text"] for option in options}) == len(options), question["key"]
        if question["type"] == "true_false":
            assert sorted(option["text"] for option in options) == ["False", "True"], question["key"]
            assert right == 1, question["key"]
        elif question["type"] == "single_choice":
            assert len(options) >= 3, question["key"]
            assert right == 1, question["key"]
        else:
            assert len(options) >= 3, question["key"]
            assert right >= 1, question["key"]


def test_the_other_questions_can_be_published_and_their_own_answers_are_right(lesson: Lesson) -> None:
    headings = {block["text"] for block in lesson["body"] if block["type"] == "heading"}
    for question in questions(lesson):
        assert question.get("read_again") in {None, *headings}, question["key"]
        if question["type"] in CHOSEN:
            continue
        block = KINDS[question["type"]]()
        (stored,) = stored_body(lesson["key"], [question])
        value = block.clean(block.to_python(stored["value"]))
        payload = block.freeze(value)
        for text in question.get("accepted", []):
            assert block.mark(payload, block.accept(payload, Response(text=text))).right, (question["key"], text)
        if question["type"] == "numeric":
            assert block.mark(payload, block.accept(payload, Response(text=question["answer"]))).right
            assert all(slip["why"] for slip in question.get("slips", []))
        with pytest.raises(NoAnswer):
            block.accept(payload, Response())


def test_facts_used_in_a_lesson_exist(lesson: Lesson) -> None:
    known = {fact["key"] for fact in records("facts.toml", "fact")}
    used = {block["fact"] for block in lesson["body"] if block["type"] == "fact"}
    assert used - known == set()


def test_terms_of_a_lesson_exist_and_occur_in_its_text(lesson: Lesson) -> None:
    known = {term["key"]: term for term in records("glossary.toml", "term")}
    assert set(lesson["terms"]) - set(known) == set()
    text = "\n".join(prose_blocks(lesson))
    for key in lesson["terms"]:
        forms = [known[key]["term"], *known[key].get("also", [])]
        pattern = r"(?<!\w)(?:" + "|".join(re.escape(form) for form in forms) + r")(?!\w)"
        assert re.search(pattern, text, re.IGNORECASE), f"{key} does not occur in lesson {lesson['key']}"


def test_keys_are_unique_over_the_whole_school() -> None:
    lessons = [load(path) for path in LESSON_PATHS]
    for keys in (
        [question["key"] for one in lessons for question in questions(one)],
        [one["key"] for one in lessons],
        [fact["key"] for fact in records("facts.toml", "fact")],
        [term["key"] for term in records("glossary.toml", "term")],
    ):
        assert [key for key, times in Counter(keys).items() if times > 1] == []


def test_every_fact_has_a_source_a_date_and_a_place() -> None:
    for fact in records("facts.toml", "fact"):
        for field in ("statement", "value", "source"):
            assert fact[field].strip(), (fact["key"], field)
        assert fact["nation"] in NATIONS, fact["key"]
        assert fact["confidence"] in {"A", "B"}, fact["key"]
        assert fact["source_date"] <= fact["checked_on"] < fact["review_by"], fact["key"]


def test_every_term_has_a_plain_meaning() -> None:
    for term in records("glossary.toml", "term"):
        assert term["term"].strip(), term["key"]
        assert term["plain"].strip(), term["key"]
        assert {"in_law", "in_campaign"} <= set(term), term["key"]


@pytest.mark.parametrize("folder", WRITTEN_MODULES, ids=lambda folder: folder.name)
def test_a_written_module_adds_up_its_lessons_and_uses_every_kind_of_question(folder: Path) -> None:
    lessons = [load(path) for path in sorted(folder.glob("lesson_*.toml"))]
    assert load(folder / "module.toml")["minutes_total"] == sum(one["minutes"] for one in lessons)
    assert {question["type"] for one in lessons for question in questions(one)} == QUESTION_TYPES


def test_the_programme_lists_its_modules_once_each() -> None:
    programme = load(CONTENT / "programme.toml")
    assert [module["key"] for module in programme["modules"]] == ["1", "2", "3", "4", "5", "6"]
    assert len(programme["outcomes"]) == 3
    assert all(1 <= module["released_month"] <= 12 for module in programme["modules"])
    listed = {module["key"]: (module["slug"], module["title"]) for module in programme["modules"]}
    for path in MODULE_PATHS:
        module = load(path)
        assert listed[module["key"]] == (module["slug"], module["title"])

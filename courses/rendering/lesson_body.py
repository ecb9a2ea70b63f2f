"""The part of a lesson that is the same for everybody: prose as HTML, questions as cards. Kept until it changes."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.blocks.questions import KINDS, Payload
from courses.models import LessonPage, QuestionCorrection, QuestionVersion
from courses.rendering.term_links import TermLinker
from courses.selectors.digests import question_digest, question_shape
from lms.lib.process_memory import ProcessMemory

BODIES = ProcessMemory(300)  # lessons in each language, some 40 kB each
TERMS_IN = frozenset({"text", "callout", "task", "prompt"})


@dataclass(frozen=True)
class Question:
    """A question as the page shows it now. `number` is 0 while it was never published."""

    block_id: str
    kind: str
    payload: Payload
    sha256: str
    number: int
    place: int
    total: int
    again: tuple[str, str] | None = None  # where to read again: a heading of the lesson and its anchor
    correction: str = ""  # what was wrong with earlier versions, where a trainer said so
    twins: frozenset[str] = frozenset()  # fingerprints of the same question in other languages

    def is_same_as(self, sha256: str) -> bool:
        """Return whether an answer to the version with this fingerprint answers this question too."""
        return sha256 == self.sha256 or sha256 in self.twins


@dataclass(frozen=True)
class Part:
    """A run of prose, or one question."""

    html: str = ""
    question: Question | None = None


@dataclass(frozen=True)
class LessonBody:
    """Everything of a lesson that does not depend on who reads it."""

    parts: tuple[Part, ...]
    questions: tuple[Question, ...]
    closing: SafeString  # what to remember, and the note on where one lives
    after: SafeString  # words, sources, when it was checked


def lesson_body(lesson: LessonPage, *, fresh: bool = False) -> LessonBody:
    """Return the shared part of a lesson: kept by revision, or made anew for a preview (`fresh`)."""
    if fresh:
        return make_body(lesson)
    return BODIES.recall((lesson.pk, lesson.live_revision_id, get_language()), lambda: make_body(lesson))


def make_body(lesson: LessonPage) -> LessonBody:
    """Render a lesson's blocks: three queries for words, frozen questions and their corrections, and what the blocks themselves need."""
    terms = [row.term for row in lesson.lesson_terms.select_related("term")] if lesson.pk else []
    linker = TermLinker([(term.slug, term.forms) for term in terms])
    questions = iter(number_questions(lesson))
    parts: list[Part] = []
    prose: list[str] = []
    for child in lesson.body:
        if child.block_type in KINDS:
            add_prose(parts, prose)
            parts.append(Part(question=next(questions)))
        else:
            prose.append(render(child, linker))
    add_prose(parts, prose)
    context = {"page": lesson, "words": terms}
    return LessonBody(
        parts=tuple(parts),
        questions=tuple(part.question for part in parts if part.question),
        closing=render_to_string("courses/_lesson_closing.html", context),
        after=render_to_string("courses/_lesson_after.html", context),
    )


def render(child: Any, linker: TermLinker) -> str:
    """Return one block's HTML, with words linked where it is running text."""
    content = str(child.render())
    if child.block_type == "heading":
        return content.replace("<h2", f'<h2 id="{anchor(child)}"', 1)
    return linker.link(content) if child.block_type in TERMS_IN else content


def anchor(child: Any) -> str:
    """Return the anchor of a heading, so that a question can say where to read again."""
    return f"h-{child.id}"


def add_prose(parts: list[Part], prose: list[str]) -> None:
    """Close the run of prose that was collected, if there is any."""
    if any(piece.strip() for piece in prose):
        parts.append(Part(html=mark_safe("\n".join(prose))))  # noqa: S308  (blocks' own templates escape what people typed)
    prose.clear()


def number_questions(lesson: LessonPage) -> list[Question]:
    """Return the lesson's questions in order, each with the frozen version it equals. Two queries."""
    children = [child for child in lesson.body if child.block_type in KINDS]
    versions = list(
        QuestionVersion.objects.filter(lineage=lesson.lineage, block_id__in=[child.id for child in children])
    )
    frozen = {(str(row.block_id), row.sha256): row.number for row in versions}
    others = [row for row in versions if row.language != lesson.locale.language_code]
    headings = {
        str(child.value).strip().casefold(): (str(child.value), anchor(child))
        for child in lesson.body
        if child.block_type == "heading"
    }
    corrections = {
        str(row.block_id): row.reason
        for row in QuestionCorrection.objects.filter(lineage=lesson.lineage).order_by("made_at", "pk")
    }
    questions = []
    for place, child in enumerate(children, start=1):
        payload = child.block.freeze(child.value)
        block_id, sha256 = str(child.id).lower(), question_digest(child.block_type, payload)
        questions.append(
            Question(
                block_id=block_id,
                kind=child.block_type,
                payload=payload,
                sha256=sha256,
                number=frozen.get((block_id, sha256), 0),
                place=place,
                total=len(children),
                twins=twins_among(others, block_id, question_shape(child.block_type, payload)),
                again=headings.get(payload.get("read_again", "").casefold()),
                correction=corrections.get(block_id, ""),
            )
        )
    return questions


def twins_among(others: list[QuestionVersion], block_id: str, shape: str) -> frozenset[str]:
    """Return the fingerprints of a question's versions in other languages that differ in words only."""
    return frozenset(
        row.sha256 for row in others if str(row.block_id) == block_id and question_shape(row.kind, row.payload) == shape
    )

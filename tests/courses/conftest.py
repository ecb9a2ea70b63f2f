"""A small school: one edition, one module, three lessons, the first with a question."""

from dataclasses import dataclass

import pytest

from courses.models import LearnIndexPage, LessonPage, ModulePage, ProgrammePage
from tests.courses.school import block, make_edition, make_index, make_lesson, make_module, single_choice

QUESTION = "7c3a8b52-0f5e-4d0c-8a51-2f1f6f0f8a01"


@dataclass
class School:
    """What tests walk through."""

    index: LearnIndexPage
    edition: ProgrammePage
    module: ModulePage
    lessons: list[LessonPage]

    @property
    def first(self) -> LessonPage:
        """Return the lesson with the question."""
        return self.lessons[0]

    @property
    def answer_url(self) -> str:
        """Return where the first lesson's question is answered."""
        return f"/learning/lessons/{self.first.pk}/questions/{QUESTION}/"


@pytest.fixture
def school(db: None) -> School:
    """Return a published school."""
    index = make_index()
    edition = make_edition(index)
    module = make_module(edition)
    body = [block("text", "<p>Most decisions start with a planning officer.</p>"), single_choice(block_id=QUESTION)]
    lessons = [
        make_lesson(module, "Who decides", body, lede="Somebody says yes or no.", outcomes="say who decides"),
        make_lesson(module, "Reading a notice"),
        make_lesson(module, "Objecting well"),
    ]
    return School(index, edition, module, lessons)

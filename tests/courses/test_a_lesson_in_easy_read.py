"""A lesson may have an Easy Read version. It is the same lesson: doing either is doing it."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from courses.blocks.easy_read import EasyReadIdeaBlock
from courses.models import LessonCompletion, LessonPage
from lms.accounts.models import User
from tests.courses.conftest import School
from tests.courses.school import publish


def idea(text: str, drawing: str = "door") -> dict[str, Any]:
    """Return an idea in the stored form."""
    return {"type": "idea", "value": {"picture": None, "drawing": drawing, "text": text}, "id": str(uuid.uuid4())}


@pytest.fixture
def easy(school: School) -> LessonPage:
    """Return a lesson that has an Easy Read version."""
    lesson = school.first
    raw = [
        idea("Someone says yes or no.\nIt is the council."),
        {"type": "heading", "value": "What you can do", "id": str(uuid.uuid4())},
        idea("<b>Go</b> and listen.", "tea"),
    ]
    lesson.easy_read = lesson.easy_read.stream_block.to_python(raw)
    return publish(lesson)


def test_it_stands_beside_the_lesson_and_is_read_without_an_account(easy: LessonPage, client: Client) -> None:
    address = f"/learning/lessons/{easy.pk}/easy-read/"
    assert f'href="{address}"' in client.get(easy.url).content.decode()
    page = client.get(address)
    text = page.content.decode()
    assert (page.status_code, page.cookies) == (200, {})
    assert [text.count(drawing) for drawing in ("art.svg#door", "art.svg#tea")] == [1, 1]
    assert "<p>Someone says yes or no.<br>It is the council.</p>" in text
    assert '<h2 dir="auto">What you can do</h2>' in text
    assert "&lt;b&gt;Go&lt;/b&gt; and listen." in text


def test_doing_it_there_is_doing_the_lesson(easy: LessonPage, learner: User, client: Client) -> None:
    client.force_login(learner)
    client.post(f"/learning/lessons/{easy.pk}/done/")
    assert [row.lineage for row in LessonCompletion.objects.all()] == [easy.lineage]
    for address in (easy.url, f"/learning/lessons/{easy.pk}/easy-read/"):
        assert "Lesson 1 is done" in client.get(address).content.decode()


def test_a_lesson_without_one_and_a_draft_answer_404(school: School, easy: LessonPage, client: Client) -> None:
    assert client.get(f"/learning/lessons/{school.lessons[1].pk}/easy-read/").status_code == 404
    assert "easy-read" not in client.get(school.lessons[1].url).content.decode()
    easy.unpublish()
    assert client.get(f"/learning/lessons/{easy.pk}/easy-read/").status_code == 404


def test_every_idea_needs_a_picture() -> None:
    block = EasyReadIdeaBlock()
    block.clean(block.to_python({"picture": None, "drawing": "tea", "text": "Talk to a neighbour."}))
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python({"picture": None, "drawing": "", "text": "Talk to a neighbour."}))
    assert list(refused.value.block_errors) == ["drawing"]

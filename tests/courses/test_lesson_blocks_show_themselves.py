"""Every block of a lesson says what it is for and shows itself in the picker: all of them."""

import re
from collections.abc import Callable

import pytest
from django.forms import BaseForm
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.models import Fact
from courses.blocks.questions import KINDS
from courses.models import LessonPage, ModulePage, ProgrammePage
from lms.accounts.models import User
from tests.courses.conftest import School

BLOCKS = LessonPage.body.field.stream_block.child_blocks


def test_there_are_at_most_twelve_and_nine_kinds_of_question_which_count_as_one() -> None:
    assert len(KINDS) == 9
    assert len(BLOCKS) - len(KINDS) + 1 <= 12
    assert [name for name in BLOCKS if BLOCKS[name].meta.group == "Ask"] == list(KINDS)


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_says_what_it_is_for(name: str) -> None:
    block = BLOCKS[name]
    assert block.meta.description
    assert block.meta.icon != "placeholder"
    assert block.meta.group in {"Say", "Show", "Do", "Ask"}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_previews_itself(name: str, editor: User, client_of: Callable[[User], Client]) -> None:
    block = BLOCKS[name]
    assert block.is_previewable
    response = client_of(editor).get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    page = response.content.decode()
    words = re.sub(r"<[^>]+>", " ", page[page.index("<body") :]).split()
    assert (response.status_code, len(words) >= 3, "css/tokens.css" in page) == (200, True, True)


def test_an_editor_opens_and_previews_a_lesson(
    school: School, editor: User, client_of: Callable[[User], Client]
) -> None:
    browser = client_of(editor)
    assert browser.get(f"/admin/pages/{school.first.pk}/edit/").status_code == 200
    preview = school.first.make_preview_request()
    assert preview.status_code == 200
    assert "Who decides the appeal?" in preview.rendered_content


def test_a_draft_previews_before_anything_is_published(school: School) -> None:
    draft = LessonPage(title="Draft", slug="draft", live=False)
    school.module.add_child(instance=draft)
    page = draft.make_preview_request()
    assert (page.status_code, "Lesson 4 of 4" in page.rendered_content) == (200, True)
    school.edition.unpublish()
    assert draft.make_preview_request().status_code == 200


@pytest.mark.parametrize("kind", [LessonPage, ModulePage, ProgrammePage])
def test_a_new_page_previews_before_it_is_saved(
    school: School, editor: User, client_of: Callable[[User], Client], kind: type[Page]
) -> None:
    parents = {LessonPage: school.module, ModulePage: school.edition, ProgrammePage: school.edition.get_parent()}
    address = reverse("wagtailadmin_pages:preview_on_add", args=["courses", kind.__name__.lower(), parents[kind].pk])
    form = kind.get_edit_handler().get_form_class()(instance=kind())
    browser = client_of(editor)
    sent = browser.post(
        address, typed(form, {"title": "Being written", "slug": "being-written", "number": 9, "year": 2031})
    )
    assert sent.json() == {"is_valid": True, "is_available": True}
    shown = browser.get(address)
    assert (shown.status_code, "Being written" in shown.content.decode()) == (200, True)


def typed(form: BaseForm, given: dict[str, object]) -> dict[str, object]:
    """Return what a browser would send for an untouched form, with some fields filled in."""
    data: dict[str, object] = {"body-count": 0, "easy_read-count": 0}
    for name, field in form.fields.items():
        value = given.get(name, form.get_initial_for_field(field, name))
        if isinstance(value, str | int) and value not in ("", False):
            data[name] = value
    for formset in getattr(form, "formsets", {}).values():
        data |= {f"{formset.prefix}-{part}": 0 for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    return data


def test_minutes_come_from_the_words_unless_a_trainer_says(school: School) -> None:
    lesson = school.first
    assert (lesson.reading_minutes, lesson.minutes_shown, lesson.question_count) == (1, 1, 1)
    lesson.lede = "word " * 1000
    lesson.save()
    assert lesson.minutes_shown == 6
    lesson.minutes = 12
    assert lesson.minutes_shown == 12


@pytest.mark.django_db
def test_facts_are_used_by_reference() -> None:
    assert BLOCKS["fact"].child_blocks["fact"].target_model is Fact

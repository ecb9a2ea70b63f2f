"""The demo school's programme: loaded twice it is the same; lessons written in full are open, outlines are not."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Revision

from cms.models import Fact, GlossaryTerm, Topic
from courses.models import Answer, Evidence, LessonCompletion, LessonPage, LessonVersion, ModulePage, QuestionVersion
from courses.selectors.earlier_work import earlier_work
from courses.selectors.outline import outline_of
from lms.accounts.models import User
from lms.demo.last_year import load_last_year
from lms.demo.learners import load_learners
from lms.demo.learning import load_programme
from lms.demo.people import LEARNER, ORGANISER
from lms.demo.site import load_site

YEAR = 2027
COUNTED = (Fact, GlossaryTerm, Topic, ModulePage, LessonPage, LessonVersion, QuestionVersion, Revision)
DONE = (Evidence, LessonCompletion, Answer)


@pytest.fixture
def owner(db: None, editor: User) -> User:
    """Return the editor, once the site and the demo learners are there."""
    load_site(owner=editor)
    for email, name in (LEARNER, ORGANISER):
        User.objects.create_user(email, display_name=name)
    return editor


def counts(models: tuple[Any, ...]) -> list[int]:
    return [model.objects.count() for model in models]


def test_loading_twice_doubles_and_republishes_nothing(owner: User) -> None:
    programme = load_programme(year=YEAR, owner=owner)
    load_learners(programme=programme)
    before = counts(COUNTED + DONE)
    assert load_programme(year=YEAR, owner=owner).pk == programme.pk
    load_learners(programme=programme)
    assert counts(COUNTED + DONE) == before


def test_what_is_open_can_be_read_and_the_rest_says_when(owner: User) -> None:
    outline = outline_of(load_programme(year=YEAR, owner=owner))
    assert [(row.number, len(row.lessons), row.planned) for row in outline.modules] == [
        (1, 5, 0),
        (2, 0, 5),
        (3, 5, 0),
        (4, 0, 5),
        (5, 0, 5),
        (6, 0, 6),
    ]
    assert all(row.opens_on is not None and row.opens_on.year == YEAR for row in outline.modules)
    for row in outline.lessons:
        response = Client().get(row.url)
        page = response.content.decode()
        lesson = LessonPage.objects.get(pk=row.page_id)
        assert (row.url, response.status_code, page.count("data-quiz")) == (row.url, 200, row.questions)
        for term in lesson.lesson_terms.all():
            assert (row.url, page.count(f'href="#g-{term.term.slug}"')) == (row.url, 1)
        lesson.full_clean()


def test_a_corrected_lesson_is_published_again_and_keeps_its_ids(owner: User) -> None:
    programme = load_programme(year=YEAR, owner=owner)
    lesson = LessonPage.objects.descendant_of(programme).live().order_by("path")[0]
    ids = [child.id for child in lesson.body]
    lesson.title = "Spoilt"
    lesson.body = "[]"
    lesson.save_revision().publish()
    load_programme(year=YEAR, owner=owner)
    healed = LessonPage.objects.get(pk=lesson.pk)
    assert healed.title != "Spoilt"
    assert [child.id for child in healed.body] == ids


def test_another_year_teaches_the_same_lineages_in_pages_of_its_own(owner: User) -> None:
    first, second = (outline_of(load_programme(year=year, owner=owner)) for year in (YEAR, YEAR + 1))
    assert set(first.by_lineage) == set(second.by_lineage)
    assert {row.page_id for row in first.lessons} & {row.page_id for row in second.lessons} == set()


def test_a_page_that_somebody_edited_is_left_to_them(owner: User) -> None:
    load_programme(year=YEAR, owner=owner)
    lesson = LessonPage.objects.live().order_by("path")[0]
    module = lesson.get_parent().specific
    for page in (lesson, module):
        page.lede = "What the trainer wrote."
        page.save_revision(user=owner, log_action="wagtail.edit").publish(user=owner)
    load_programme(year=YEAR, owner=owner)
    assert [type(page).objects.get(pk=page.pk).lede for page in (lesson, module)] == ["What the trainer wrote."] * 2


def test_last_year_is_there_to_come_back_from(owner: User) -> None:
    programme = load_programme(year=YEAR, owner=owner)
    load_learners(programme=programme)
    last = load_last_year(year=YEAR, owner=owner)
    before = counts(COUNTED + DONE)
    load_last_year(year=YEAR, owner=owner)
    assert counts(COUNTED + DONE) == before
    assert set(outline_of(last).by_lineage) < set(outline_of(programme).by_lineage)
    work = earlier_work(User.objects.get(email=ORGANISER[0]), outline_of(programme))
    assert [(lesson.row.label, lesson.state) for lesson in work.lessons] == [("1.4", "changed"), ("1.5", "same")]

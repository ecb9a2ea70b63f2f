"""A translated lesson is the same lesson: done once it is done in every language, and answers come along."""

import uuid
from dataclasses import dataclass

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.middleware import MessageMiddleware
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from wagtail.models import Locale

from courses.models import Answer, Enrolment, LessonCompletion, LessonPage, ProgrammeCompletion, ProgrammePage
from courses.rendering.lesson_body import lesson_body
from courses.selectors.home import newest_edition, resume_for
from courses.selectors.outline import outline_of
from courses.selectors.progress import completed_lessons, progress_in
from courses.selectors.translations import questions_that_differ
from courses.services.progress import mark_done
from courses.wagtail_hooks import say_where_a_translation_asks_something_else
from lms.accounts.models import User
from tests.courses.conftest import QUESTION, School
from tests.courses.school import RIGHT, make_lesson, publish


@dataclass
class TwoLanguages:
    """The school and its Welsh translation, of which the third lesson is missing."""

    school: School
    edition: ProgrammePage
    lessons: list[LessonPage]

    def answer_url(self, language: str) -> str:
        """Return where the question of the first lesson is answered."""
        lesson = self.lessons[0] if language == "cy" else self.school.first
        return f"/learning/lessons/{lesson.pk}/questions/{QUESTION}/"


@pytest.fixture
def both(school: School) -> TwoLanguages:
    """Return the school in two languages, the Welsh question in Welsh words."""
    welsh = Locale.objects.create(language_code="cy")
    publish(school.index.get_parent().specific.copy_for_translation(welsh))
    publish(school.index.copy_for_translation(welsh))
    edition = publish(school.edition.copy_for_translation(welsh))
    publish(school.module.copy_for_translation(welsh))
    first = school.first.copy_for_translation(welsh)
    raw = first.raw_body()
    raw[1]["value"]["question"] = "Pwy sy’n penderfynu?"
    for option, text in zip(raw[1]["value"]["options"], ("Yr un cynghorwyr", "Arolygydd", "Pleidlais"), strict=True):
        option["value"]["text"] = text
    first.body = first.body.stream_block.to_python(raw)
    second = school.lessons[1].copy_for_translation(welsh)
    return TwoLanguages(school, edition, [publish(first), publish(second)])


def percent(edition: ProgrammePage, learner: User) -> int | None:
    """Return how far the learner is, counted on one language's pages."""
    return progress_in(outline_of(edition), completed_lessons(Enrolment.objects.get(user=learner))).percent


def test_done_in_one_language_is_done_in_the_other(both: TwoLanguages, learner: User, client: Client) -> None:
    client.force_login(learner)
    client.post(f"/learning/lessons/{both.lessons[0].pk}/done/")
    for address in (both.lessons[0].url, both.school.first.url):
        assert b'class="tag done"' in client.get(address).content
    client.post(f"/learning/lessons/{both.school.first.pk}/done/")
    assert LessonCompletion.objects.count() == Enrolment.objects.count() == 1


def test_the_percentage_is_the_same_in_every_language(both: TwoLanguages, learner: User) -> None:
    for count, lesson in enumerate([both.lessons[0], both.school.lessons[1], both.school.lessons[2]], start=1):
        mark_done(user=learner, lesson=lesson, client_uuid=uuid.uuid4(), by=learner)
        assert percent(both.edition, learner) == percent(both.school.edition, learner) == 100 * count // 3


def test_a_translation_with_fewer_lessons_is_no_short_cut(both: TwoLanguages, learner: User) -> None:
    for lesson in both.lessons:
        mark_done(user=learner, lesson=lesson, client_uuid=uuid.uuid4(), by=learner)
    assert ProgrammeCompletion.objects.count() == 0
    mark_done(user=learner, lesson=both.school.lessons[2], client_uuid=uuid.uuid4(), by=learner)
    assert ProgrammeCompletion.objects.count() == 1


def test_a_lesson_that_only_a_translation_has_does_not_count(both: TwoLanguages, learner: User) -> None:
    module = both.lessons[0].get_parent().specific
    extra = make_lesson(module, "Cyfraith Cymru", locale=both.edition.locale)
    mark_done(user=learner, lesson=extra, client_uuid=uuid.uuid4(), by=learner)
    mark_done(user=learner, lesson=both.lessons[0], client_uuid=uuid.uuid4(), by=learner)
    shown = {edition.pk: percent(edition, learner) for edition in (both.edition, both.school.edition)}
    assert set(shown.values()) == {50}  # what somebody did stays in their own count: 2 of 3 and the extra one


def test_an_answer_in_one_language_shows_in_the_other(both: TwoLanguages, learner: User, client: Client) -> None:
    client.force_login(learner)
    client.post(both.answer_url("cy"), {"option": RIGHT})
    english = client.get(both.school.first.url).content.decode()
    assert "Yes, that’s right" in english
    assert "has changed since you answered it" not in english
    answer = Answer.objects.get()
    assert (answer.question_version.language, answer.question_version.payload["question"]) == (
        "cy",
        "Pwy sy’n penderfynu?",
    )


def test_another_question_under_the_same_id_is_not_taken_for_a_translation(both: TwoLanguages) -> None:
    lesson = both.lessons[0]
    raw = lesson.raw_body()
    raw[1]["value"]["options"][0]["value"]["correct"] = True
    raw[1]["value"]["options"][1]["value"]["correct"] = False
    lesson.body = lesson.body.stream_block.to_python(raw)
    question = lesson_body(publish(lesson)).questions[0]
    english = lesson_body(both.school.first).questions[0]
    assert question.is_same_as(english.sha256) is False
    assert english.sha256 not in question.twins


def test_going_on_leads_to_the_language_somebody_learns_in(both: TwoLanguages, learner: User, client: Client) -> None:
    mark_done(user=learner, lesson=both.lessons[0], client_uuid=uuid.uuid4(), by=learner)
    cards = {language: resume_for(learner, language) for language in (None, "cy", "en", "ar")}
    assert {language: card.url for language, card in cards.items() if card} == {
        None: both.lessons[1].url,
        "cy": both.lessons[1].url,
        "en": both.school.lessons[1].url,
        "ar": both.lessons[1].url,
    }
    client.force_login(learner)
    assert both.lessons[1].url in client.get("/my-learning/").content.decode()


def test_a_translation_taken_away_leads_back_to_the_source(both: TwoLanguages, learner: User) -> None:
    mark_done(user=learner, lesson=both.lessons[0], client_uuid=uuid.uuid4(), by=learner)
    both.edition.unpublish()
    card = resume_for(learner)
    assert card is not None
    assert card.url == both.school.lessons[1].url
    ProgrammePage.objects.get(pk=both.edition.pk).delete()
    again = resume_for(learner)
    assert again is not None
    assert again.url == both.school.lessons[1].url


def test_what_is_said_about_an_answer_is_said_in_the_lessons_language(
    both: TwoLanguages, learner: User, client: Client
) -> None:
    client.force_login(learner)
    answer = client.post(both.answer_url("cy"), {"option": RIGHT}, headers={"X-Fragment": "question"})
    assert answer.headers["Content-Language"] == "cy"


def test_the_newest_edition_is_the_one_in_the_pages_language(both: TwoLanguages, client: Client) -> None:
    found = {}
    for language in ("en", "cy", "ar"):
        with translation.override(language):
            newest = newest_edition()
            found[language] = newest.page_id if newest else None
    assert found == {"en": both.school.edition.pk, "cy": both.edition.pk, "ar": both.school.edition.pk}


def test_editors_hear_where_a_translation_asks_something_else(both: TwoLanguages, editor: User, client: Client) -> None:
    lesson = both.lessons[0]
    assert questions_that_differ(lesson) == questions_that_differ(both.school.first) == []
    raw = lesson.raw_body()
    raw[1]["value"]["options"].pop()
    lesson.body = lesson.body.stream_block.to_python(raw)
    assert questions_that_differ(publish(lesson)) == ["Pwy sy’n penderfynu?"]
    lesson.body = lesson.body.stream_block.to_python(raw[:1])
    lesson = publish(lesson)
    assert questions_that_differ(lesson) == ["Who decides the appeal?"]
    client.force_login(editor)
    request = RequestFactory().post("/admin/")
    request.session, request.user = client.session, editor
    MessageMiddleware(lambda _: HttpResponse()).process_request(request)
    say_where_a_translation_asks_something_else(request, lesson)
    assert [str(message)[:27] for message in get_messages(request)] == ["“Who decides the appeal?” i"]

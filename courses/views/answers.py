"""Answering a question."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from courses.access import lesson_for
from courses.blocks.questions import KINDS, Response
from courses.errors import NoAnswer
from courses.models import LessonPage
from courses.selectors.lesson_screen import lesson_screen
from courses.selectors.question_cards import Trouble
from courses.services.answers import answer_question, check_response, question_asked
from courses.views.forms_sent import SeeOther, client_uuid, number, wants_fragment
from courses.views.lessons import lesson_again
from lms.accounts.services.identity import ensure_person
from lms.lib.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, page_id: int, block_id: uuid.UUID) -> HttpResponse:
    """Check an answer and show the feedback in its place. GET (a reload, a shared link) leads to the question."""
    lesson = lesson_for(request, page_id)
    if request.method != "POST":
        return SeeOther(f"{lesson.get_url(request)}#q-{block_id}")
    sent = Response()
    try:
        version = question_asked(lesson=lesson, block_id=block_id, seen=number(request, "seen"))
        sent = KINDS[version.kind].read_form(version.payload, request.POST)
        choice = check_response(version=version, response=sent)
        person = ensure_person(request)
        answer_question(user=person, lesson=lesson, choice=choice, client_uuid=client_uuid(request), by=person)
    except NoAnswer as error:
        return question_again(request, lesson, Trouble(error.message, str(block_id), sent))
    except DomainError as error:
        known = any(str(child.id).lower() == str(block_id) for child in lesson.body)
        return question_again(request, lesson, Trouble(error.message, str(block_id) if known else "", sent))
    if wants_fragment(request):
        return fragment(request, lesson, block_id)
    return SeeOther(f"{lesson.get_url(request)}#f-{block_id}")


def question_again(request: HttpRequest, lesson: LessonPage, trouble: Trouble) -> HttpResponse:
    """Answer with the question and what is missing: alone for our script, in its lesson otherwise."""
    if wants_fragment(request) and trouble.block_id:
        return fragment(request, lesson, uuid.UUID(trouble.block_id), trouble)
    return lesson_again(request, lesson, trouble)


def fragment(
    request: HttpRequest, lesson: LessonPage, block_id: uuid.UUID, trouble: Trouble | None = None
) -> HttpResponse:
    """Answer with one question's HTML, the same that the page holds."""
    screen = lesson_screen(lesson, request, trouble)
    card = next(part.card for part in screen.parts if part.card and part.card.block_id == str(block_id))
    context = {"card": card, "client_uuid": screen.client_uuid}
    return render(request, "courses/_question.html", context, status=422 if trouble else 200)

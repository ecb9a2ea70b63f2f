"""Answering a question."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from courses.access import lesson_for
from courses.blocks.questions import KINDS, Response
from courses.models import LessonPage
from courses.selectors.lesson_screen import lesson_screen
from courses.selectors.question_cards import Trouble
from courses.services.answers import answer_question, check_response, question_asked
from courses.services.reflections import delete_reflection
from courses.views.forms_sent import SeeOther, client_uuid, number, too_much, wants_fragment
from courses.views.lessons import lesson_again
from lms.accounts.services.identity import ensure_person
from lms.lib.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, page_id: int, block_id: uuid.UUID) -> HttpResponse:
    """Check an answer and show the feedback in its place. GET (a reload, a shared link) leads to the question.

    A form may also ask for its lines to be rearranged, which saves nothing, or for a private note to be deleted.
    """
    lesson = lesson_for(request, page_id)
    if request.method != "POST":
        return SeeOther(f"{lesson.get_url(request)}#q-{block_id}")
    if refused := too_much(request):
        return refused
    sent = Response()
    try:
        version = question_asked(lesson=lesson, block_id=block_id, seen=number(request, "seen"))
        kind = KINDS[version.kind]
        if move := kind.move(version.payload, request.POST):
            return question_again(request, lesson, Trouble("", str(block_id), move.response, move), status=200)
        sent = kind.read_form(version.payload, request.POST)
        if "delete" in request.POST:
            forget(request, lesson, block_id)
        else:
            choice = check_response(version=version, response=sent)
            person = ensure_person(request)
            answer_question(
                user=person,
                lesson=lesson,
                choice=choice,
                client_uuid=client_uuid(request),
                kept=number(request, "kept") if "kept" in request.POST else None,
                by=person,
            )
    except DomainError as error:
        asked = {str(child.id).lower() for child in lesson.body if child.block_type in KINDS}
        known = str(block_id) in asked
        return question_again(request, lesson, Trouble(error.message, str(block_id) if known else "", sent))
    if wants_fragment(request):
        return fragment(request, lesson, block_id)
    anchor = "q" if "delete" in request.POST else "f"
    return SeeOther(f"{lesson.get_url(request)}#{anchor}-{block_id}")


def forget(request: HttpRequest, lesson: LessonPage, block_id: uuid.UUID) -> None:
    """Delete the private note of whoever is looking; a stranger has none."""
    if request.user.is_authenticated:
        delete_reflection(user=request.user, lineage=lesson.lineage, block_id=block_id, by=request.user)


def question_again(request: HttpRequest, lesson: LessonPage, trouble: Trouble, status: int = 422) -> HttpResponse:
    """Answer with the question and what is missing: alone for our script, in its lesson otherwise."""
    if wants_fragment(request) and trouble.block_id:
        return fragment(request, lesson, uuid.UUID(trouble.block_id), trouble, status)
    return lesson_again(request, lesson, trouble, status)


def fragment(
    request: HttpRequest, lesson: LessonPage, block_id: uuid.UUID, trouble: Trouble | None = None, status: int = 200
) -> HttpResponse:
    """Answer with one question's HTML, the same that the page holds."""
    screen = lesson_screen(lesson, request, trouble)
    card = next(part.card for part in screen.parts if part.card and part.card.block_id == str(block_id))
    context = {"card": card, "client_uuid": screen.client_uuid}
    return render(request, "courses/_question.html", context, status=status)

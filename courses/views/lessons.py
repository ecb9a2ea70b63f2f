"""Marking a lesson done, and taking it back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from courses.access import lesson_for
from courses.models import LessonPage
from courses.selectors.outline import outline_for_lesson
from courses.selectors.question_cards import Trouble
from courses.services import progress
from courses.views.forms_sent import client_uuid, go_on
from lms.accounts.services.identity import ensure_person
from lms.lib.errors import DomainError


@require_POST
def mark_done(request: HttpRequest, page_id: int) -> HttpResponse:
    """Mark a lesson done, then go on to the next one; from the last lesson to its module."""
    lesson = lesson_for(request, page_id)
    try:
        person = ensure_person(request)
        progress.mark_done(user=person, lesson=lesson, client_uuid=client_uuid(request), by=person)
    except DomainError as error:
        return lesson_again(request, lesson, Trouble(error.message))
    return go_on(request, address_after(lesson))


@require_POST
def mark_undone(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take a mark back. Only learners do this, each for themselves."""
    lesson = lesson_for(request, page_id)
    try:
        person = ensure_person(request)
        progress.unmark(user=person, lesson=lesson, client_uuid=client_uuid(request), by=person)
    except DomainError as error:
        return lesson_again(request, lesson, Trouble(error.message))
    return go_on(request, f"{address_of(lesson)}#finish")


def address_of(lesson: LessonPage) -> str:
    """Return where a lesson stands, from the kept outline where possible."""
    outline = outline_for_lesson(lesson)
    row = outline.by_lineage.get(lesson.lineage) if outline else None
    return row.url if row else lesson.url or "/"


@require_safe
def easy_read(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show a lesson in Easy Read. It is the same lesson: marking it done here marks it done there."""
    lesson = lesson_for(request, page_id)
    if not lesson.easy_read:
        raise Http404
    return TemplateResponse(request, "courses/easy_read.html", lesson.get_context(request))


def address_after(lesson: LessonPage) -> str:
    """Return where "Mark done and go on" goes: the next lesson of the edition, or the module after its last one."""
    outline = outline_for_lesson(lesson)
    row = outline.by_lineage.get(lesson.lineage) if outline else None
    if outline is None or row is None:
        return lesson.url or "/"
    following = outline.after(row)
    if following is not None and following.module_index == row.module_index:
        return following.url
    return outline.module_of(row).url


def lesson_again(request: HttpRequest, lesson: LessonPage, trouble: Trouble, status: int = 422) -> HttpResponse:
    """Answer with the lesson as it is now and a sentence about what went wrong; nothing was saved."""
    context = {**lesson.get_context(request), "trouble": trouble}
    return TemplateResponse(request, lesson.get_template(request), context, status=status)

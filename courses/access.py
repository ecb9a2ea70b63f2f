"""Who may learn what: everybody, everything that is published."""

import copy
import uuid
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest
from django.utils import translation
from wagtail.models import Page

from cms.models.site_page import restrictions_exist
from courses.models import Certificate, LessonPage, ModulePage, ProgrammePage
from lms.accounts.models import User
from lms.lib.process_memory import ProcessMemory

LESSONS = ProcessMemory(300)  # published lessons as they were read from the database, by number

WITHDRAW_CERTIFICATES = "courses.add_certificatewithdrawal"


def reader(request: HttpRequest) -> User | None:
    """Return the person who is looking, guests included; None for a stranger, without touching the session.

    A post may have made its sender a guest just now, so there the cookie is no sign yet.
    """
    if request.method in {"GET", "HEAD"} and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def lesson_for(request: HttpRequest, page_id: int) -> LessonPage:
    """Return a published lesson of a published module and programme, or answer 404.

    Lessons are remembered until the content changes, except inside a transaction, which sees what others do not.
    Each request gets a copy, and is asked anew whether it may see it.
    """
    if connection.in_atomic_block:
        lesson = published_lesson(page_id)
    else:
        lesson = copy.copy(LESSONS.recall(page_id, lambda: published_lesson(page_id)))
    if lesson is None or not all(rule.accept_request(request) for rule in lesson.get_view_restrictions()):
        raise Http404
    translation.activate(lesson.locale.language_code)  # what is said about it is said in its language
    return lesson


def published_lesson(page_id: int) -> LessonPage | None:
    """Return a lesson that is published with all that it stands in. Two queries."""
    lesson: LessonPage | None = LessonPage.objects.filter(pk=page_id, live=True).select_related("locale").first()
    if lesson is None or lesson.get_ancestors().filter(live=False, depth__gt=1).exists():
        return None
    return lesson


def programme_for(request: HttpRequest, page_id: int) -> ProgrammePage:
    """Return a published programme, or answer 404."""
    programme = ProgrammePage.objects.filter(pk=page_id, live=True).select_related("locale").first()
    if programme is None or not all(rule.accept_request(request) for rule in programme.get_view_restrictions()):
        raise Http404
    return programme


def own_certificate(request: HttpRequest, public_id: uuid.UUID) -> Certificate | None:
    """Return a certificate of whoever asks, withdrawn or not; None for a stranger and for other people's."""
    user = request.user
    if not user.is_authenticated:
        return None
    found: Certificate | None = (
        Certificate.objects.of(user).filter(public_id=public_id).select_related("enrolment").first()
    )
    return found


def module_for(request: HttpRequest, page_id: int) -> ModulePage:
    """Return a published module of a published programme, or answer 404."""
    module = ModulePage.objects.filter(pk=page_id, live=True).select_related("locale").first()
    if module is None or module.get_ancestors().filter(live=False, depth__gt=1).exists():
        raise Http404
    if not all(rule.accept_request(request) for rule in module.get_view_restrictions()):
        raise Http404
    return module


def lessons_for(request: HttpRequest, module: Page) -> list[LessonPage]:
    """Return the published lessons of a module that this reader may see, in reading order."""
    lessons = list(LessonPage.objects.child_of(module).filter(live=True).select_related("locale").order_by("path"))
    if not restrictions_exist():
        return lessons
    return [
        lesson for lesson in lessons if all(rule.accept_request(request) for rule in lesson.get_view_restrictions())
    ]


def can_withdraw_certificates(user: Any) -> bool:
    """Return whether a member of staff may withdraw certificates: their group may add withdrawals."""
    return bool(user.is_active and user.has_perm(WITHDRAW_CERTIFICATES))


def can_correct(user: User, lesson: LessonPage) -> bool:
    """Return whether this person may say that a question of a lesson was wrong: who may publish it."""
    return bool(lesson.permissions_for_user(user).can_publish())

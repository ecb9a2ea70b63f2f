"""Lessons and modules to take away: a page to print, an e-book, plain text, and the way back from paper.

All of it is the same for everybody who may read the lesson, so it is kept like the lesson itself.
"""

import hashlib
from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from cms.models.site_page import restrictions_exist
from courses.access import lesson_for, lessons_for, module_for
from courses.models import LessonPage, ModulePage, ProgrammePage
from courses.models.lineages import edition_path
from courses.offline.copies import Kind, PaperCopy, Source, make_copy, source_of
from courses.offline.epub import MIME, make_epub
from courses.offline.pack import make_pack
from courses.offline.plain_text import make_text
from courses.offline.shelf import kept_file
from courses.selectors.from_paper import pages_taught
from courses.selectors.words import file_size
from lms.lib.response_cache import may_be_kept

TEXT = "text/plain; charset=utf-8"
MAKERS: dict[str, Callable[[PaperCopy], bytes]] = {"epub": make_epub, "txt": make_text}


def source_for(request: HttpRequest, kind: Kind, page_id: int) -> Source:
    """Return what this reader may take away, or answer 404."""
    page: LessonPage | ModulePage = lesson_for(request, page_id) if kind == "lesson" else module_for(request, page_id)
    module = page.get_parent() if kind == "lesson" else page
    edition = ProgrammePage.objects.get(path=edition_path(module.path, 1))
    return source_of(page, lessons_for(request, module), edition)


def book_of(source: Source, ending: str) -> bytes:
    """Return the e-book or text of a source, made once for each revision (and day: facts fall due for a check)."""
    name = (ending, source.kind, source.page.pk, [lesson.pk for lesson in source.lessons], timezone.localdate())
    return kept_file(name, lambda: MAKERS[ending](make_copy(source)))


@may_be_kept
@require_safe
def take_away(request: HttpRequest, kind: Kind, page_id: int) -> HttpResponse:
    """Show the ways to take a lesson or module away, each file with its size."""
    source = source_for(request, kind, page_id)
    with translation.override(source.language):
        context = {
            "source": source,
            "back_url": source.page.get_url(request) or "/",
            "print_url": reverse(f"courses:print_{kind}", args=[page_id]),
            "epub_url": reverse(f"courses:{kind}_epub", args=[page_id]),
            "text_url": reverse(f"courses:{kind}_txt", args=[page_id]),
            "pack_url": reverse("courses:pack", args=[page_id]) if kind == "module" else "",
            "epub_size": file_size(len(book_of(source, "epub"))) if source.lessons else "",
            "text_size": file_size(len(book_of(source, "txt"))) if source.lessons else "",
        }
        return in_language(render(request, "courses/take_away.html", context), source)


@may_be_kept
@require_safe
def print_page(request: HttpRequest, kind: Kind, page_id: int) -> HttpResponse:
    """Show a lesson or module as a page to print; `?size=large` in large print."""
    source = source_for(request, kind, page_id)
    with translation.override(source.language):
        context = {
            "source": source,
            "copy": make_copy(source, level=1 if kind == "lesson" else 2),
            "large": request.GET.get("size") == "large",
            "back_url": reverse(f"courses:take_away_{kind}", args=[page_id]),
        }
        return in_language(render(request, f"courses/paper/{kind}.html", context), source)


@may_be_kept
@require_safe
def pack(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what somebody needs to run a module with a group, as a page to print."""
    source = source_for(request, "module", page_id)
    with translation.override(source.language):
        copy = make_copy(source, level=3)
        context = {
            "source": source,
            "copy": copy,
            "pack": make_pack(copy),
            "large": request.GET.get("size") == "large",
            "back_url": reverse("courses:take_away_module", args=[page_id]),
        }
        return in_language(render(request, "courses/paper/pack.html", context), source)


@require_safe
def book(request: HttpRequest, kind: Kind, page_id: int, ending: str) -> HttpResponse:
    """Send the e-book or the plain text; "nothing new" (304) to whoever has these bytes already."""
    source = source_for(request, kind, page_id)
    if not source.lessons:
        return HttpResponseRedirect(reverse(f"courses:take_away_{kind}", args=[page_id]))
    content = book_of(source, ending)
    response = HttpResponse(content, content_type=MIME if ending == "epub" else TEXT)
    response["Content-Disposition"] = f'attachment; filename="{slugify(source.page.slug) or kind}.{ending}"'
    response["ETag"] = etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response["Cache-Control"] = "private, no-cache" if is_restricted(source) else "no-cache"
    answer = get_conditional_response(request, etag=etag, response=response)
    return cast(HttpResponse, answer)


def is_restricted(source: Source) -> bool:
    """Return whether not everybody may read this."""
    return restrictions_exist() and any(page.get_view_restrictions() for page in (source.page, *source.lessons))


def in_language(response: HttpResponse, source: Source) -> HttpResponse:
    """Say which language a page is in: its own, not that of its address."""
    response["Content-Language"] = source.language
    return response


@require_safe
def come_back(request: HttpRequest, page_id: int) -> HttpResponse:
    """Lead from an address typed from paper to the lesson or module it stands for."""
    try:
        page: LessonPage | ModulePage = lesson_for(request, page_id)
    except Http404:
        page = module_for(request, page_id)
    return HttpResponseRedirect(page.get_url(request) or "/")


@require_safe
def come_back_to(request: HttpRequest, year: int, lineage: UUID) -> HttpResponse:
    """Lead from a code on paper to what was taught under this lineage in this year, at its first question."""
    wanted = request.GET.get("in", "")
    for page in pages_taught(lineage, year, wanted):
        try:
            page = lesson_for(request, page.pk) if isinstance(page, LessonPage) else module_for(request, page.pk)
        except Http404:
            continue
        questions = isinstance(page, LessonPage) and page.question_count
        return HttpResponseRedirect((page.get_url(request) or "/") + ("#question-1" if questions else ""))
    raise Http404

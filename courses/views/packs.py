"""What a phone asks before it saves lessons, and the script that gives them back without a network."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from courses.access import lesson_for, lessons_for, module_for
from courses.models import LessonPage
from courses.offline.packs import Pack, pack_of, size_words
from courses.offline.shell import WORKER, worker_parts
from lms.lib.response_cache import may_be_kept


@require_safe
def lesson_pack(request: HttpRequest, page_id: int) -> JsonResponse:
    """Answer what saving one lesson takes."""
    lesson = lesson_for(request, page_id)
    return JsonResponse(pack_json(pack_of(open_to_all(lesson), request), page_id))


@require_safe
def module_pack(request: HttpRequest, page_id: int) -> JsonResponse:
    """Answer what saving a whole module takes: files that several lessons need are counted once."""
    module = module_for(request, page_id)
    lessons = [lesson for lesson in lessons_for(request, module) if not lesson.get_view_restrictions()]
    packs = {lesson.pk: pack_of(lesson, request) for lesson in lessons}
    files = {name: size for pack in packs.values() for name, size in pack.files.items()}
    total = sum(pack.html_bytes for pack in packs.values()) + sum(files.values())
    rows = [pack_json(pack, page_id) for page_id, pack in packs.items()]
    return JsonResponse({"title": module.title, "bytes": total, "size": size_words(total), "lessons": rows})


def open_to_all(lesson: LessonPage) -> LessonPage:
    """Return a lesson that strangers may read; what only some may read never lies on a phone. Else 404."""
    if lesson.get_view_restrictions():
        raise Http404("Only open lessons can be saved.")
    return lesson


def pack_json(pack: Pack, page_id: int) -> dict[str, Any]:
    """Return a pack as plain data. `key` is the address it was asked for at: its name on the phone."""
    return {
        "key": reverse("courses:lesson_pack", args=[page_id]),
        "title": pack.title,
        "address": pack.address,
        "bytes": pack.bytes,
        "size": size_words(pack.bytes),
        "files": list(pack.files),
    }


def worker_version(request: HttpRequest) -> str:
    """Return the worker's ETag: it changes with any file that it keeps."""
    return f'"{worker_parts(reverse("courses:offline"))["version"]}"'


@require_safe
@condition(etag_func=worker_version)
@cache_control(no_cache=True, public=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Answer the service worker: what it must know, then its code. Browsers ask again each time, and are told 304."""
    parts = json.dumps(worker_parts(reverse("courses:offline")))
    script = f"self.shell = {parts};\nimportScripts({json.dumps(static(WORKER))});\n"
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@require_safe
@may_be_kept
def offline(request: HttpRequest) -> HttpResponse:
    """Show what is saved on this phone: what the worker answers where there is no network and no saved page."""
    return render(request, "courses/offline.html")

"""Returning learners: what counts from an earlier year, and what changed since."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from courses import access
from courses.errors import NotTheSame
from courses.selectors.earlier_work import earlier_work as earlier_work_of
from courses.selectors.outline import outline_of
from courses.selectors.what_changed import what_changed as what_changed_of
from courses.services.carrying import recognise_earlier_work
from courses.views.forms_sent import SeeOther


@require_http_methods(["GET", "HEAD", "POST"])
def earlier_work(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what somebody did in earlier years and let them choose what counts now. Others find nothing here."""
    edition = access.programme_for(request, page_id)
    person = access.reader(request)
    if person is None:
        raise Http404
    trouble = ""
    if request.method == "POST":
        try:
            count = recognise_earlier_work(user=person, edition=edition, lineages=chosen(request), by=person)
        except NotTheSame as error:
            trouble = error.message
        else:
            messages.success(request, said(count))
            return SeeOther(edition.get_url(request))
    work = earlier_work_of(person, outline_of(edition))
    if not work.lessons:  # all of it counts already, or there never was any: nothing to choose here
        return SeeOther(edition.get_url(request))
    context = {"page": edition, "work": work, "trouble": trouble}
    return render(request, "courses/earlier_work.html", context, status=422 if trouble else 200)


@require_safe
def what_changed(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show how a lesson differs from what this person did. Never writes."""
    lesson = access.lesson_for(request, page_id)
    changed = what_changed_of(access.reader(request), lesson)
    return render(request, "courses/what_changed.html", {"page": lesson, "changed": changed})


def chosen(request: HttpRequest) -> list[uuid.UUID]:
    """Return the ticked lessons. Raises NotTheSame for anything that is no lesson of ours."""
    if "none" in request.POST:
        return []
    try:
        return [uuid.UUID(text) for text in request.POST.getlist("lesson")[:500]]
    except ValueError:
        raise NotTheSame from None


def said(count: int) -> str:
    """Return what is said afterwards."""
    if not count:
        return _("You start this year afresh. What you did before stays yours.")
    return ngettext("%(n)s lesson counts for this year.", "%(n)s lessons count for this year.", count) % {"n": count}

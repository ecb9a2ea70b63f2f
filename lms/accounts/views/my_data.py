"""Everything we know about somebody: to see, to take along, to delete."""

import json

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lms.accounts.access import is_editor
from lms.accounts.forms import DeleteForm
from lms.accounts.services.data_rights import erase_person, export_person
from lms.accounts.views.gates import me, person_required, personal


@require_safe
@person_required
@personal
def my_data(request: HttpRequest) -> HttpResponse:
    """Show what is kept, in words."""
    return render(request, "accounts/my_data.html", {"person": request.user, "kept": export_person(person=me(request))})


@require_safe
@person_required
@personal
def download_data(request: HttpRequest) -> HttpResponse:
    """Hand over everything as one JSON file."""
    text = json.dumps(export_person(person=me(request)), indent=2, ensure_ascii=False, sort_keys=True)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@person_required
@personal
def delete_me(request: HttpRequest) -> HttpResponse:
    """Ask once more, then delete everything and say goodbye."""
    form = DeleteForm(request.POST) if request.method == "POST" else DeleteForm()
    if form.is_bound and form.is_valid() and not is_editor(request.user):
        person = me(request)
        logout(request)
        erase_person(person=person)
        return redirect("accounts:deleted")
    parts = {"form": form, "person": request.user, "editor": is_editor(request.user)}
    return render(request, "accounts/delete_me.html", parts, status=422 if form.is_bound else 200)


@require_safe
@personal
def deleted(request: HttpRequest) -> HttpResponse:
    """Say that it is done."""
    return render(request, "accounts/deleted.html")

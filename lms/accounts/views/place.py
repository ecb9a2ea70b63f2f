"""Keeping one's place: a resume card or an e-mail, and typing a card in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lms.accounts.access import is_editor
from lms.accounts.errors import CodeRefusedError
from lms.accounts.forms import ResumeForm
from lms.accounts.services.identity import ensure_person
from lms.accounts.services.resume import make_resume_code, redeem_resume_code
from lms.accounts.views.gates import personal
from lms.lib.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def keep_place(request: HttpRequest) -> HttpResponse:
    """Offer both ways; on POST make a card and show it, this once."""
    parts: dict[str, object] = {"has_card": has_card(request), "editor": is_editor(request.user)}
    if request.method == "POST":
        person = ensure_person(request)
        try:
            code = make_resume_code(person=person)
        except DomainError as error:
            return render(request, "accounts/keep_place.html", {**parts, "problem": error.message}, status=422)
        where = request.build_absolute_uri(reverse("accounts:resume"))
        return render(request, "accounts/resume_card.html", {"code": code, "where": where, "person": person})
    return render(request, "accounts/keep_place.html", parts)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def resume(request: HttpRequest) -> HttpResponse:
    """Open this browser for whoever the typed card belongs to."""
    form = ResumeForm(request.POST) if request.method == "POST" else ResumeForm()
    if form.is_bound and form.is_valid():
        try:
            redeem_resume_code(request, typed=form.cleaned_data["code"])
        except CodeRefusedError as error:
            form.add_error("code", error.message)
        else:
            return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/resume.html", {"form": form}, status=422 if form.is_bound else 200)


def has_card(request: HttpRequest) -> bool:
    """Tell whether a card of this person works already."""
    person = request.user
    return person.is_authenticated and person.resume_codes.filter(revoked_at__isnull=True).exists()

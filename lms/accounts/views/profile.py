"""One's own account: what we show, and the way out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lms.accounts.access import is_editor
from lms.accounts.forms import ProfileForm
from lms.accounts.services.identity import leave, leave_everywhere
from lms.accounts.services.profile import change_profile
from lms.accounts.views.gates import me, person_required, personal
from lms.accounts.views.place import has_card


@require_http_methods(["GET", "HEAD", "POST"])
@person_required
@personal
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change one's name, language and time zone."""
    person = me(request)
    kept = {name: getattr(person, name) for name in ("display_name", "language", "time_zone")}
    form = ProfileForm(request.POST) if request.method == "POST" else ProfileForm(initial=kept)
    if form.is_bound and form.is_valid():
        change_profile(person=person, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("accounts:profile")
    parts = {"form": form, "person": person, "editor": is_editor(person), "has_card": has_card(request)}
    return render(request, "accounts/profile.html", parts, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@person_required
@personal
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask once, because a guest without a card would lose their place; then sign out here, or everywhere."""
    if request.method != "POST":
        return render(request, "accounts/sign_out.html", {"person": request.user, "has_card": has_card(request)})
    if request.POST.get("where") == "everywhere":
        leave_everywhere(request, person=me(request))
    else:
        leave(request)
    return redirect("/")

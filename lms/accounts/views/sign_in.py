"""Signing in by an e-mailed code or link, in three short pages."""

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from lms.accounts.errors import CodeRefusedError, LockedOutError, RequestOverError
from lms.accounts.forms import CodeForm, SignInForm
from lms.accounts.models import SignInRequest
from lms.accounts.services.sign_in import MINUTES, ask_to_sign_in, check_open, confirm_code, confirm_link
from lms.accounts.tasks import send_sign_in_code
from lms.accounts.views.gates import personal
from lms.lib.onward import onward_path
from lms.lib.tokens import hash_token


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address and send a code there. The answer is the same for every address."""
    onward = onward_path(request, request.POST.get("next") or request.GET.get("next") or "")
    form = SignInForm(request.POST or None) if request.method == "POST" else SignInForm()
    if request.method == "POST" and form.is_valid():
        wish = ask_to_sign_in(request, email=form.cleaned_data["email"], onward=onward)
        send_sign_in_code.enqueue(wish.pk)
        return redirect("accounts:confirm_code", wish.public_id)
    status = 422 if form.is_bound else 200
    return render(request, "accounts/sign_in.html", {"form": form, "onward": onward}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def confirm_code_page(request: HttpRequest, wish: uuid.UUID) -> HttpResponse:
    """Take the code, wherever it was read."""
    found = get_object_or_404(SignInRequest, public_id=wish)
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm()
    try:
        if form.is_bound and form.is_valid():
            confirm_code(request, wish=found, typed=form.cleaned_data["code"])
            return redirect(onward_path(request, found.onward, after_sign_in()))
        check_open(found)
    except CodeRefusedError as error:
        form.add_error("code", error.message)
    except (RequestOverError, LockedOutError) as error:
        return over(request, error.message)
    parts = {"form": form, "email": found.email, "minutes": MINUTES}
    return render(request, "accounts/confirm_code.html", parts, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button for whoever follows the link of the e-mail: mail programs follow links too, so a GET does nothing."""
    found = SignInRequest.objects.filter(link_hash=hash_token(token)).first()
    if found is None:
        return over(
            request, "We don't know this link. Copy the whole of it from the newest email, or ask for a new one.", 404
        )
    try:
        if request.method == "POST":
            confirm_link(request, wish=found)
            return redirect(onward_path(request, found.onward, after_sign_in()))
        check_open(found)
    except (RequestOverError, LockedOutError) as error:
        return over(request, error.message)
    return render(request, "accounts/sign_in_link.html", {"email": found.email})


def over(request: HttpRequest, message: str, status: int = 410) -> HttpResponse:
    """Explain why a code or a link does not work, and offer a new one."""
    return render(request, "accounts/sign_in_over.html", {"message": message, "form": SignInForm()}, status=status)


def after_sign_in() -> str:
    """Return where people land who came from nowhere in particular."""
    return str(settings.LOGIN_REDIRECT_URL)

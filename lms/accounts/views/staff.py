"""The only place where a password is typed or chosen."""

import time

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lms.accounts.access import is_editor
from lms.accounts.errors import LockedOutError
from lms.accounts.forms import PasswordForm, StaffSignInForm
from lms.accounts.models import User
from lms.accounts.services.merging import merge_people
from lms.accounts.services.passwords import check_password, choose_password, owner_to_warn
from lms.accounts.services.sign_in import PROVED
from lms.accounts.tasks import warn_about_passwords
from lms.accounts.views.gates import me, person_required, personal
from lms.lib.onward import onward_path

SESSION_SECONDS = 8 * 60 * 60
PROOF_SECONDS = 15 * 60


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def staff_sign_in(request: HttpRequest) -> HttpResponse:
    """Open the editor with an e-mail address and a password, for eight hours."""
    onward = onward_path(request, request.POST.get("next") or request.GET.get("next") or "", "/admin/")
    form = StaffSignInForm(request.POST) if request.method == "POST" else StaffSignInForm()
    if form.is_bound and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            person = check_password(request, email=email, password=form.cleaned_data["password"])
        except LockedOutError as error:
            form.add_error(None, error.message)
            owner = owner_to_warn(email=email)
            if owner is not None:
                warn_about_passwords.enqueue(owner.pk)
        else:
            return enter_with_password(request, person=person, onward=onward)
    parts = {"form": form, "onward": onward, "reset": reverse("accounts:staff_password")}
    return render(request, "accounts/staff_sign_in.html", parts, status=422 if form.is_bound else 200)


def enter_with_password(request: HttpRequest, *, person: User, onward: str) -> HttpResponse:
    """Take a present guest along, and let allauth carry the person through its stages into a session."""
    present = request.user
    if present.is_authenticated and present.is_guest:
        merge_people(source=present, target=person)
    response = perform_login(request, person, email_verification="none", redirect_url=onward)
    request.session.set_expiry(SESSION_SECONDS)
    return response


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@person_required
@personal
def staff_password(request: HttpRequest) -> HttpResponse:
    """Choose a new password, a few minutes after a code from one's own mailbox."""
    person = me(request)
    if not is_editor(person):
        return render(request, "403.html", status=403)
    if time.time() - request.session.get(PROVED, 0) > PROOF_SECONDS:
        return redirect(f"{reverse('accounts:sign_in')}?next={reverse('accounts:staff_password')}")
    form = PasswordForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_bound and form.is_valid():
        choose_password(person=person, password=form.cleaned_data["password"])
        return redirect("accounts:staff_sign_in")
    return render(request, "accounts/staff_password.html", {"form": form}, status=422 if form.is_bound else 200)

"""Closes Wagtail's own doors: every address of its that would take a password leads to ours. Goes before its urls."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse

from lms.lib.onward import onward_path


def to_staff_sign_in(request: HttpRequest) -> HttpResponse:
    """Send people to the staff's sign-in page, which limits tries; whatever they posted here is not looked at."""
    onward = onward_path(request, request.GET.get("next", ""))
    return redirect(reverse("accounts:staff_sign_in") + (f"?{urlencode({'next': onward})}" if onward else ""))


def to_staff_password(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Send people who forgot their password to where they choose a new one."""
    return redirect("accounts:staff_password")


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Pages and files are not opened by shared passwords here."""
    raise Http404


urlpatterns = [
    path("admin/login/", to_staff_sign_in, name="closed_editor_door"),
    path("admin/password_reset/", to_staff_password, name="closed_reset_door"),
    path("admin/password_reset/<path:rest>", to_staff_password, name="closed_reset_page"),
    path("_util/login/", to_staff_sign_in, name="closed_page_door"),
    path("_util/authenticate_with_password/<path:rest>", nowhere, name="closed_page_password"),
    path("documents/authenticate_with_password/<path:rest>", nowhere, name="closed_file_password"),
]

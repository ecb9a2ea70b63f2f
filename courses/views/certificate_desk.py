"""The editor's desk for one certificate: to withdraw it, with a reason, and to issue another in its place."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import require_admin_access

from courses.access import can_withdraw_certificates
from courses.forms.certificates import WithdrawForm
from courses.models import Certificate
from courses.services.certificates import issue_again, withdraw_certificate
from lms.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@require_admin_access
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then withdraw. A certificate that was withdrawn before stays as it is."""
    if not can_withdraw_certificates(request.user):
        raise PermissionDenied
    certificate = get_object_or_404(Certificate.objects.select_related("withdrawal", "enrolment"), pk=pk)
    form = WithdrawForm(request.POST) if request.method == "POST" else WithdrawForm()
    if form.is_bound and form.is_valid() and not certificate.withdrawn_at:
        act = issue_again if form.cleaned_data["again"] else withdraw_certificate
        act(certificate=certificate, reason=form.cleaned_data["reason"], by=cast(User, request.user))
        messages.success(request, f"{certificate.code} is withdrawn. Whoever types the code now reads why.")
        return redirect("certificates:index")
    return render(request, "wagtailadmin/certificates/withdraw.html", {"certificate": certificate, "form": form})

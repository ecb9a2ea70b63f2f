"""Groups on the staff's desk: totals, and closing one that must end. Names are not here."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.auth import require_admin_access

from courses.group_access import CLOSE_GROUPS, SEE_GROUPS
from courses.models import Cohort
from courses.selectors.group_totals import group_totals
from courses.services.cohort_closing import close_cohort
from lms.accounts.models import User


@require_safe
@require_admin_access
@permission_required(SEE_GROUPS, raise_exception=True)
def groups(request: HttpRequest) -> HttpResponse:
    """Show the groups in numbers."""
    rows, page = group_totals(request.GET.get("p", "1"))
    parts = {"rows": rows, "page": page, "may_close": request.user.has_perm(CLOSE_GROUPS)}
    return render(request, "wagtailadmin/groups/groups.html", parts)


@require_http_methods(["GET", "HEAD", "POST"])
@require_admin_access
@permission_required(CLOSE_GROUPS, raise_exception=True)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then close a group."""
    cohort = get_object_or_404(Cohort, pk=pk, closed_at=None)
    if request.method == "POST":
        close_cohort(cohort=cohort, by=cast(User, request.user))
        messages.success(request, f"Group {pk} is closed. Names are gone; what everybody learned stays theirs.")
        return redirect("courses:desk_groups")
    return render(request, "wagtailadmin/groups/close.html", {"number": pk})

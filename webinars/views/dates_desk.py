"""The editor's desk for dates: a table of what is to come, and a page to move, skip or cancel one of them."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access

from lms.accounts.models import User
from webinars.access import can_look_after
from webinars.errors import DateRefused
from webinars.forms.dates import CANCEL, MOVE, RESTORE, SKIP, CancelAllForm, DateActForm, DateDetailsForm, ExtraDateForm
from webinars.models import EventPage, Occurrence
from webinars.selectors.desk import desk_dates
from webinars.services.changing_dates import (
    add_extra_date,
    cancel_event,
    cancel_occurrence,
    change_occurrence,
    move_occurrence,
    restore_occurrence,
    skip_occurrence,
)


def event_for(request: HttpRequest, pk: int) -> EventPage:
    """Return an event this person runs, or raise."""
    event = get_object_or_404(EventPage, pk=pk)
    if not can_look_after(request.user, event):
        raise PermissionDenied
    return event


def who(request: HttpRequest) -> str:
    """Return how records name the person who did it: an id, never a name."""
    return str(cast(User, request.user).public_id)


@require_admin_access
def dates(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every date of an event."""
    event = event_for(request, pk)
    return desk(request, event, ExtraDateForm(), CancelAllForm())


def desk(request: HttpRequest, event: EventPage, extra: ExtraDateForm, cancel: CancelAllForm) -> HttpResponse:
    """Return the table with its two small forms."""
    context = {"event": event, "lines": desk_dates(event), "extra_form": extra, "cancel_form": cancel}
    return render(request, "wagtailadmin/trainings/dates.html", context)


@require_admin_access
@require_POST
def add_date(request: HttpRequest, pk: int) -> HttpResponse:
    """Add one date."""
    event = event_for(request, pk)
    form = ExtraDateForm(request.POST)
    if form.is_valid():
        try:
            add_extra_date(event=event, starts_local=form.cleaned_data["starts_local"], by=who(request))
        except DateRefused as refusal:
            form.add_error("starts_local", refusal.message)
    if form.errors:
        return desk(request, event, form, CancelAllForm())
    messages.success(request, "The date is added.")
    return redirect("webinars:desk_dates", event.pk)


@require_admin_access
@require_POST
def cancel_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel everything to come."""
    event = event_for(request, pk)
    form = CancelAllForm(request.POST)
    if not form.is_valid():
        return desk(request, event, ExtraDateForm(), form)
    number = cancel_event(event=event, reason=form.cleaned_data["reason"], by=who(request))
    messages.success(request, f"{number} dates are cancelled.")
    return redirect("webinars:desk_dates", event.pk)


@require_admin_access
def change_date(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one date and change it. Both forms come back with what was typed when something is not possible."""
    row = get_object_or_404(Occurrence.objects.select_related("event"), pk=pk)
    event_for(request, row.event_id)
    posted = request.POST if request.method == "POST" else None
    act = DateActForm(posted, occurrence=row, initial={"act": "keep", "reason": row.reason})
    details = DateDetailsForm(posted, instance=Occurrence.objects.get(pk=row.pk))
    if posted is not None and act.is_valid() and details.is_valid():
        try:
            changed = {name: details.cleaned_data[name] for name in details.changed_data}
            if changed:
                row = change_occurrence(occurrence=row, by=who(request), **changed)
            do(row, act, who(request))
        except DateRefused as refusal:
            act.add_error(None, refusal.message)
        else:
            messages.success(request, "The date is saved. Calendars get it at their next fetch.")
            return redirect("webinars:desk_dates", row.event_id)
    context = {"row": row, "event": row.event, "act_form": act, "details_form": details}
    return render(request, "wagtailadmin/trainings/date.html", context)


def do(row: Occurrence, form: DateActForm, by: str) -> None:
    """Call the service of the chosen act."""
    act, reason = form.cleaned_data["act"], form.cleaned_data["reason"]
    if act == MOVE:
        move_occurrence(occurrence=row, to=form.cleaned_data["to"], reason=reason, by=by)
    elif act == SKIP:
        skip_occurrence(occurrence=row, reason=reason, by=by)
    elif act == CANCEL:
        cancel_occurrence(occurrence=row, reason=reason, by=by)
    elif act == RESTORE:
        restore_occurrence(occurrence=row, by=by)

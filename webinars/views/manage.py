"""Somebody's own booking, opened by the link in their e-mail: GET shows, POST changes."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lms.lib.clock import now
from webinars.errors import LinkRefused
from webinars.models import BookingConsent
from webinars.selectors.event_page import google_url, sheet_of
from webinars.selectors.places_left import rooms
from webinars.services.booking import cancel_booking
from webinars.services.booking_mail import waiting_number
from webinars.services.consents import withdraw_consent
from webinars.services.manage_links import registration_of
from webinars.views.booking import kept_private


@require_http_methods(["GET", "HEAD", "POST"])
def manage_booking(request: HttpRequest, token: str) -> HttpResponse:
    """Show one's own booking; POST gives up the place or takes back a consent."""
    try:
        registration = registration_of(token=token)
    except LinkRefused as refusal:
        return answer(request, "webinars/link_over.html", {"message": refusal.message}, HTTPStatus.GONE)
    if registration is None:
        return answer(request, "webinars/link_unknown.html", {}, HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act == "cancel":
            cancel_booking(registration=registration, by="person")
        elif act in BookingConsent.Purpose.values:
            withdraw_consent(registration=registration, purpose=act)
        return kept_private(redirect("webinars:manage_booking", token))
    row = registration.occurrence
    context = {
        "registration": registration,
        "row": row,
        "event": row.event,
        "sheet": sheet_of(row.event, row, rooms([row]), now()),
        "number": waiting_number(registration) if registration.is_waiting else 0,
        "consents": registration.consents.filter(withdrawn_at=None),
        "need": getattr(registration, "access_need", None),
        "google_url": google_url(row),
    }
    return answer(request, "webinars/manage.html", context, HTTPStatus.OK)


def answer(request: HttpRequest, template: str, context: dict[str, object], status: int) -> HttpResponse:
    """Return a page whose address is a key: kept nowhere, listed nowhere (settings keep it from other sites' logs)."""
    return kept_private(render(request, template, context, status=status))

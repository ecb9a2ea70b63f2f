"""Booking a place without an account: the form, and the page that says what comes next."""

import uuid
from http import HTTPStatus

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lms.lib.client_address import network_of
from lms.lib.clock import now
from lms.lib.limits import allow
from webinars.access import date_for
from webinars.errors import BookingRefused
from webinars.forms.booking import BookingForm
from webinars.models import Occurrence, Registration
from webinars.selectors.day_facts import working_days_before
from webinars.selectors.event_page import google_url, sheet_of
from webinars.selectors.places_left import rooms
from webinars.services.booking import book_place, refuse_unless_open
from webinars.services.places import booked_date

RECEIPT, RECEIPT_SECONDS = "webinars.booking", 3600
FORMS, IN_SECONDS = 40, 600  # from one address: a library or a community hall has one address for many people


def kept_private(response: HttpResponse) -> HttpResponse:
    """Return a response that no cache keeps and no search engine lists."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the booking form of one date, or book."""
    row = booked_date(date_for(request.user, pk))
    deadline = working_days_before(row.starts_local.date(), row.event.request_days, row.shown_nation)
    late = deadline < now().astimezone(row.zone).date()
    if request.method != "POST":
        try:
            refuse_unless_open(row, now())
        except BookingRefused as refusal:
            return page(request, row, None, refused=refusal.message)
        return page(
            request, row, BookingForm(occurrence=row, late_for_bsl=late, initial={"client_uuid": str(uuid.uuid4())})
        )
    form = BookingForm(request.POST, occurrence=row, late_for_bsl=late)
    if not allow(f"booking:{network_of(request)}", FORMS, IN_SECONDS):
        form.add_error(None, "Many forms came from this connection. Please wait ten minutes and send it again.")
        return page(request, row, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    if not form.is_valid():
        return page(request, row, form)
    answers = form.cleaned_data
    try:
        booking = book_place(
            occurrence=row,
            name=answers["name"],
            contact=answers["contact"],
            needs=answers["needs"],
            note=answers["note"],
            language=answers["language"],
            consents=answers["consents"],
            client_uuid=answers["client_uuid"],
            user=request.user if request.user.is_authenticated else None,
        )
    except BookingRefused as refusal:
        form.add_error(None, refusal.message)
        return page(request, row, form, status=HTTPStatus.CONFLICT)
    receipt = signing.dumps({"booking": booking.registration.pk, "status": booking.status}, salt=RECEIPT)
    return kept_private(redirect("webinars:booking_done", receipt))


def page(
    request: HttpRequest, row: Occurrence, form: BookingForm | None, *, refused: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    """Return the page with the form, or with the reason why there is none."""
    room = rooms([row])
    sheet = sheet_of(row.event, row, room, now())
    context = {
        "row": row,
        "event": row.event,
        "form": form,
        "sheet": sheet,
        "refused": refused,
        "full": room[row.pk].is_full,
    }
    return kept_private(render(request, "webinars/booking.html", context, status=status))


@require_safe
def booking_done(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show reference and next steps for an hour after booking. The address holds no name and opens nothing else."""
    try:
        said = signing.loads(receipt, salt=RECEIPT, max_age=RECEIPT_SECONDS)
    except signing.SignatureExpired:
        return kept_private(render(request, "webinars/receipt_over.html", status=HTTPStatus.GONE))
    except signing.BadSignature as forged:
        raise Http404 from forged
    registration = (
        Registration.objects.filter(pk=said["booking"])
        .select_related(
            "occurrence__event", "occurrence__event__region", "occurrence__event__locale", "occurrence__region"
        )
        .first()
    )
    if registration is None:
        raise Http404
    row = registration.occurrence
    context = {
        "registration": registration,
        "row": row,
        "event": row.event,
        "waiting": said["status"] == Registration.Status.WAITING,
        "given_up": said["status"] == Registration.Status.CANCELLED,
        "sheet": sheet_of(row.event, row, rooms([row]), now()),
        "google_url": google_url(row),
        "by_phone": not registration.email,
    }
    return kept_private(render(request, "webinars/booking_done.html", context))

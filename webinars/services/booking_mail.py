"""E-mails about a booking: plain text and simple HTML, the date as a calendar file, a link to change it.

Access needs never stand in an e-mail: somebody else may read it.
"""

from dataclasses import dataclass
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from cms.models import Branding
from lms.lib.clock import now
from webinars.models import BookingMail, Occurrence, Registration
from webinars.selectors.single_files import date_file
from webinars.selectors.vevents import public_url
from webinars.selectors.words import said_place, said_when
from webinars.services.manage_links import new_manage_link


@dataclass(frozen=True)
class Letter:
    """What one kind of e-mail says first."""

    subject: str
    opening: str
    with_file: bool = True


LETTERS = {
    "confirmed": Letter("You have a place: {title}", "You have a place. We look forward to seeing you."),
    "waiting": Letter(
        "You are on the waiting list: {title}",
        "All places are taken just now. You are number {number} on the waiting list. "
        "If a place comes free it is yours, in order, and we tell you at once.",
        with_file=False,
    ),
    "promoted": Letter("A place is free for you: {title}", "Good news: a place has come free, and it is yours."),
    "cancelled": Letter(
        "You have given up your place: {title}",
        "Your booking is cancelled. Thank you for telling us: the place goes to the next person.",
        with_file=False,
    ),
    "date_cancelled": Letter(
        "Cancelled: {title}", "We are sorry: this date is cancelled. The reason: {reason}", with_file=True
    ),
    "reminder": Letter("Reminder: {title}", "You asked us to remind you. We look forward to seeing you."),
    "date_moved": Letter("New date: {title}", "This training has moved. It was planned for {old}. {reason}"),
}


def send_booking_mail(*, registration_id: int, occurrence_id: int, kind: str, key: str) -> bool:
    """Send one e-mail about a booking, once per key; return whether one was sent.

    `kind` is a key of LETTERS, or "place" for whatever the booking's status is now. The date it is about is another
    than the booked one where one booking covers a series. People who gave a phone number
    only, and people whose details have been deleted, get none.
    """
    with transaction.atomic():
        registration = (
            Registration.objects.select_for_update(of=("self",))
            .select_related("occurrence__event")
            .filter(pk=registration_id)
            .first()
        )
        if registration is None or not registration.email:
            return False
        _, is_new = BookingMail.objects.get_or_create(
            registration=registration, key=key[:80], defaults={"sent_at": now()}
        )
        if not is_new:
            return False
        row = Occurrence.objects.select_related("event").get(pk=occurrence_id)
        write(registration, row, registration.status if kind == "place" else kind).send()
        return True


def write(registration: Registration, row: Occurrence, kind: str) -> EmailMultiAlternatives:
    """Return the e-mail, ready to send."""
    letter = LETTERS[kind]
    words = {
        "title": row.shown_title,
        "number": waiting_number(registration),
        "reason": row.reason,
        "old": said_when_first(row),
    }
    branding = Branding.objects.first() or Branding()
    link = ""
    if not registration.is_cancelled:
        link = settings.PUBLIC_BASE_URL + reverse(
            "webinars:manage_booking", args=[new_manage_link(registration=registration)]
        )
    gets_link = registration.is_confirmed and not row.is_cancelled
    context = {
        "name": registration.name,
        "opening": letter.opening.format(**words).strip(),
        "title": row.shown_title,
        "when": said_when(row),
        "place": said_place(row),
        "event": row.event,
        "join_url": row.event.join_url if gets_link else "",
        "join_phone": row.event.join_phone if gets_link else "",
        "awaits_link": gets_link and row.is_online and not (row.event.join_url or row.event.join_phone),
        "whole_series": row.event.booked_as_series,
        "reference": registration.reference,
        "manage_url": link,
        "event_url": public_url(row.event),
        "site_name": branding.site_name,
    }
    message = EmailMultiAlternatives(
        subject=one_line(letter.subject.format(**words)),
        body=render_to_string("webinars/mail/booking.txt", context),
        from_email=sender(branding),
        to=[registration.email],
    )
    message.attach_alternative(render_to_string("webinars/mail/booking.html", context), "text/html")
    if letter.with_file:
        message.attach("training.ics", date_file(row).decode(), "text/calendar")
    return message


def one_line(text: str) -> str:
    """Return text fit for a subject: no line break can start a header of its own."""
    return " ".join(text.split())


def waiting_number(registration: Registration) -> int:
    """Return somebody's place in the waiting list, from 1."""
    earlier = Registration.objects.filter(occurrence_id=registration.occurrence_id, pk__lte=registration.pk)
    return earlier.waiting().count()


def sender(branding: Branding) -> str:
    """Return the site's sender: its own name before the address of the settings."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return formataddr((one_line(branding.sender_name or branding.site_name), address))


def said_when_first(row: Occurrence) -> str:
    """Return the date that the rule gave, in words."""
    moved = row.start_override
    row.start_override = None
    said = said_when(row)
    row.start_override = moved
    return said

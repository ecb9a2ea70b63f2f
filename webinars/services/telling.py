"""Asks for e-mails to people who booked, after the commit and once each."""

from functools import partial

from django.db import transaction

from lms.lib.clock import now
from webinars.models import Occurrence, Registration
from webinars.models.registration import RegistrationQuerySet
from webinars.signals import booking_mail_due


def tell(registration: Registration, kind: str, key: str, *, about: Occurrence | None = None) -> None:
    """Ask for one e-mail about one booking; the same key is never sent twice. `about` is the date it is about."""
    transaction.on_commit(
        partial(
            booking_mail_due.send,
            Registration,
            registration_id=registration.pk,
            kind=kind,
            key=key,
            occurrence_id=about.pk if about else registration.occurrence_id,
        )
    )


def who_comes(row: Occurrence) -> RegistrationQuerySet:
    """Return the bookings that count for this date: those of the whole series where one booking covers all dates."""
    bookings = Registration.objects.current()
    if row.event.booked_as_series:
        return bookings.filter(occurrence__event=row.event_id)
    return bookings.filter(occurrence=row)


def tell_people(row: Occurrence, kind: str) -> None:
    """Ask for one e-mail to each person who comes to this date. Call it once for each change."""
    key = f"{kind}:{row.pk}:{now().isoformat(timespec='seconds')}"
    for registration in who_comes(row):
        tell(registration, kind, key, about=row)

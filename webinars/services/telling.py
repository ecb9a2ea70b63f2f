"""Asks for e-mails to people who booked, after the commit and once each."""

from functools import partial

from django.db import transaction

from webinars.models import Occurrence, Registration
from webinars.signals import booking_mail_due


def tell(registration: Registration, kind: str, key: str) -> None:
    """Ask for one e-mail about one booking; the same key is never sent twice."""
    transaction.on_commit(
        partial(booking_mail_due.send, Registration, registration_id=registration.pk, kind=kind, key=key)
    )


def tell_people(row: Occurrence, kind: str) -> None:
    """Ask for one e-mail to each person who has booked this date."""
    key = f"{kind}:{row.starts_local.isoformat()}"
    for registration in Registration.objects.filter(occurrence=row).current():
        tell(registration, kind, key)

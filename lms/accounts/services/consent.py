"""Keeping what people agreed to, and that they changed their mind."""

from django.db import transaction

from lms.accounts.models import ConsentRecord, User
from lms.lib import clock


@transaction.atomic
def give_consent(
    *, purpose: str, wording_version: str, source: str, person: User | None = None, reference: str = ""
) -> ConsentRecord:
    """Record a yes, once: an open yes to the same purpose and wording is returned as it is.

    Without an account `reference` says whose it is, for example "registration:<id>".
    """
    same = ConsentRecord.objects.filter(
        purpose=purpose, wording_version=wording_version, person=person, reference=reference, withdrawn_at=None
    ).first()
    return same or ConsentRecord.objects.create(
        purpose=purpose, wording_version=wording_version, source=source, person=person, reference=reference
    )


def withdraw_consent(*, purpose: str, person: User | None = None, reference: str = "") -> int:
    """Close every open yes to a purpose of this person, or of this reference; return how many there were."""
    if person is None and not reference:
        raise ValueError("Say whose consent is withdrawn.")
    open_ones = ConsentRecord.objects.filter(purpose=purpose, person=person, withdrawn_at=None)
    if reference:
        open_ones = open_ones.filter(reference=reference)
    return open_ones.update(withdrawn_at=clock.now())

"""Everything the school keeps about a person's bookings: to hand over, and to erase."""

from typing import Any

from django.db import transaction

from lms.accounts.models import User
from webinars.models import AccessNeed, BookingConsent, Registration
from webinars.services.tending import erase_registration


def export_bookings(user: User) -> dict[str, Any]:
    """Return all that is kept about a person's bookings as plain data; times are ISO 8601 in UTC."""
    rows = Registration.objects.filter(user=user).select_related("occurrence__event").order_by("created_at", "pk")
    needs = {row.registration_id: row for row in AccessNeed.objects.filter(registration__user=user)}
    consents = BookingConsent.objects.filter(registration__user=user).order_by("given_at", "pk")
    return {
        "bookings": [
            {
                "training": row.occurrence.shown_title,
                "starts_at": row.occurrence.starts_at.isoformat(),
                "reference": row.reference,
                "name": row.name,
                "email": row.email,
                "phone": row.phone,
                "language": row.language,
                "status": row.get_status_display(),
                "booked_at": row.created_at.isoformat(),
                "cancelled_at": row.cancelled_at.isoformat() if row.cancelled_at else None,
                "access_needs": needs_in_words(needs.get(row.pk)),
            }
            for row in rows
        ],
        "consents": [
            {
                "purpose": row.get_purpose_display(),
                "wording": row.wording_version,
                "where": row.source,
                "given_at": row.given_at.isoformat(),
                "withdrawn_at": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
            }
            for row in consents
        ],
    }


def needs_in_words(need: AccessNeed | None) -> dict[str, Any] | None:
    """Return what somebody asked for, and the day on which that is deleted; None when they asked for nothing."""
    if need is None:
        return None
    labels = dict(AccessNeed.Kind.choices)
    return {
        "asked_for": [labels.get(kind, kind) for kind in need.kinds],
        "note": need.note,
        "deleted_on": need.delete_on.isoformat(),
    }


@transaction.atomic
def erase_bookings(user: User) -> int:
    """Take name, contact and needs out of every booking of a person; the places stay counted. Return how many."""
    rows = Registration.objects.select_for_update().filter(user=user)
    return sum(erase_registration(registration=row) for row in rows)

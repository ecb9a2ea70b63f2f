"""A person's bookings as their own data: handed over on request, and gone with them."""

from typing import Any

from lms.accounts.models import User
from lms.lib.clock import now
from webinars.models import Registration
from webinars.services.booking import cancel_booking
from webinars.services.tending import erase_registration


def export_bookings(person: User) -> dict[str, Any]:
    """Return everything kept about a person's bookings as plain data; times are ISO 8601 in UTC."""
    rows = (
        Registration.objects.filter(user=person)
        .select_related("occurrence__event", "access_need")
        .prefetch_related("consents")
    )
    return {"bookings": [one_booking(row) for row in rows]}


def one_booking(row: Registration) -> dict[str, Any]:
    """Return one booking with what was asked for and agreed to."""
    need = getattr(row, "access_need", None)
    return {
        "reference": row.reference,
        "training": row.occurrence.shown_title,
        "starts_at": row.occurrence.starts_at.isoformat(),
        "name": row.name,
        "email": row.email,
        "phone": row.phone,
        "language": row.language,
        "status": row.status,
        "booked_at": row.created_at.isoformat(),
        "needs": [*need.kinds, need.note] if need else [],
        "consents": [
            {
                "purpose": consent.purpose,
                "wording": consent.wording_version,
                "given_at": consent.given_at.isoformat(),
                "withdrawn_at": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
            }
            for consent in row.consents.all()
        ],
    }


def erase_bookings(person: User) -> None:
    """Free the places a person still holds and take them out of every booking; called twice it does nothing more."""
    for row in Registration.objects.filter(user=person).select_related("occurrence"):
        if row.occurrence.starts_at > now():
            cancel_booking(registration=row, by="person")
            row.refresh_from_db()
        erase_registration(registration=row)

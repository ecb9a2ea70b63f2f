"""Links in e-mails that open somebody's own booking: shown once, kept as a hash, useless once the date is long over."""

from datetime import timedelta

from lms.lib.clock import now
from lms.lib.tokens import hash_token, new_token
from webinars.errors import LinkRefused
from webinars.models import ManageLink, Registration

WORKS_AFTER = timedelta(days=1)  # after the end of the date


def new_manage_link(*, registration: Registration) -> str:
    """Return a new secret for a booking; only its hash is stored. Earlier links go on working."""
    token = new_token()
    ManageLink.objects.create(registration=registration, token_hash=hash_token(token), created_at=now())
    return token


def registration_of(*, token: str) -> Registration | None:
    """Return the booking a link opens; None for a forged one. Raises LinkRefused when the date is over."""
    link = (
        ManageLink.objects.filter(token_hash=hash_token(token))
        .select_related("registration__occurrence__event")
        .first()
    )
    if link is None:
        return None
    if link.registration.occurrence.ends_at + WORKS_AFTER < now():
        raise LinkRefused("The training this link was for is over, so there is nothing left to change.")
    return link.registration

"""Taking back a consent: as easy as giving it."""

import logging

from lms.lib.clock import now
from webinars.models import BookingConsent, Registration

logger = logging.getLogger(__name__)


def withdraw_consent(*, registration: Registration, purpose: str) -> None:
    """Note that somebody took back a consent; doing it twice keeps the first time."""
    changed = BookingConsent.objects.filter(registration=registration, purpose=purpose, withdrawn_at=None).update(
        withdrawn_at=now()
    )
    if changed:
        logger.info("consent.withdrawn registration=%s purpose=%s", registration.pk, purpose)

"""Work for the background worker. Takes ids, calls one service, logs."""

import logging

from django_tasks import task

from webinars.services.booking_mail import send_booking_mail

logger = logging.getLogger(__name__)


@task(backend="background")
def send_booking_mail_task(registration_id: int, occurrence_id: int, kind: str, key: str) -> None:
    """Send one e-mail about a booking."""
    sent = send_booking_mail(registration_id=registration_id, occurrence_id=occurrence_id, kind=kind, key=key)
    logger.info("booking.mail registration=%s kind=%s sent=%s", registration_id, kind, sent)

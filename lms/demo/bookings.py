"""Fills a demo training through the real booking service. Nobody is told: these people do not exist."""

import uuid

from lms.demo.pages import stable_id
from lms.lib.clock import now
from webinars.models import BookingMail, EventPage, Registration
from webinars.services.booking import Contact, book_place


def book_places(event: EventPage, *, number: int) -> None:
    """Book the first date of an event for `number` example learners, in order, so that the last of them wait.

    A date that has begun stays as it is, and so does a booking that was made before.
    """
    first = event.occurrences.select_related("event").order_by("starts_at").first()
    if first is None or first.starts_at <= now():
        return
    for place in range(1, number + 1):
        client_uuid = uuid.UUID(stable_id(f"booking:{event.uid}:{place}"))
        if Registration.objects.filter(client_uuid=client_uuid).exists():
            continue
        booking = book_place(
            occurrence=first,
            name=f"Learner {place} (example)",
            contact=Contact(email=f"learner-{place}@demo.example"),
            client_uuid=client_uuid,
        )
        # Mails are sent once for each key, so a key that is written down already sends none.
        BookingMail.objects.get_or_create(registration=booking.registration, key="first", defaults={"sent_at": now()})

"""What somebody has booked."""

from dataclasses import dataclass

from lms.accounts.models import User
from lms.lib.clock import now
from webinars.models import Occurrence, Registration
from webinars.selectors.cards import Card, cards, with_parts


@dataclass(frozen=True)
class MyTraining:
    """One booking to come. `waiting` is True on the waiting list."""

    card: Card
    reference: str
    waiting: bool


def trainings_of(person: User) -> list[MyTraining]:
    """Return somebody's bookings that are not over, the next one first."""
    booked = {
        registration.occurrence_id: registration
        for registration in Registration.objects.current().filter(user=person, occurrence__ends_at__gt=now())
    }
    rows = with_parts(Occurrence.objects.filter(pk__in=booked).order_by("starts_at", "pk"))
    return [
        MyTraining(shown, booked[row.pk].reference, booked[row.pk].is_waiting)
        for row, shown in zip(rows, cards(rows), strict=True)
    ]

"""How many places dates have left, for any number of dates in one query."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from lms.lib.clock import now
from webinars.models import Occurrence, Registration

RELEASE_DAYS = 7  # as services.places: kept places are open to everybody from a week before


@dataclass(frozen=True)
class Room:
    """What is taken and left of one date. `left` is None where there is no limit, and never below 0."""

    left: int | None
    taken: int
    waiting: int
    kept: int
    over: int = 0

    @property
    def is_full(self) -> bool:
        """Return whether the next person goes to the waiting list."""
        return self.left == 0


def rooms(rows: Sequence[Occurrence]) -> dict[int, Room]:
    """Return the room of each date by its id. A series booked as a whole has one room for all its dates."""
    whole = {row.event_id for row in rows if row.event.booked_as_series}
    counted = (
        Registration.objects.filter(Q(occurrence__in=[row.pk for row in rows]) | Q(occurrence__event__in=whole))
        .values_list("occurrence_id", "occurrence__event_id")
        .annotate(
            taken=Count("pk", filter=Q(status=Registration.Status.CONFIRMED)),
            waiting=Count("pk", filter=Q(status=Registration.Status.WAITING)),
            kept=Count("pk", filter=Q(status=Registration.Status.CONFIRMED, uses_access_place=True)),
        )
    )
    by_date: dict[int, tuple[int, int, int]] = {}
    by_event: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for occurrence_id, event_id, taken, waiting, kept in counted:
        by_date[occurrence_id] = (taken, waiting, kept)
        for place, number in enumerate((taken, waiting, kept)):
            by_event[event_id][place] += number
    moment = now()
    found = {}
    for row in rows:
        taken, waiting, in_kept = by_event[row.event_id] if row.event_id in whole else by_date.get(row.pk, (0, 0, 0))
        if row.capacity is None:
            found[row.pk] = Room(None, taken, waiting, 0)
            continue
        open_to_all = (row.starts_at - moment).days < RELEASE_DAYS
        kept = 0 if open_to_all else row.event.access_places
        limit = row.capacity + (row.event.access_places if open_to_all else 0)
        free = limit - (taken if open_to_all else taken - in_kept)
        total = row.capacity + row.event.access_places
        found[row.pk] = Room(max(free, 0), taken, waiting, max(kept - in_kept, 0), max(taken - total, 0))
    return found

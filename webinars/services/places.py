"""How many places a date has left, counted under its lock. The one place that decides who gets in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction

from webinars.models import Occurrence, Registration

ACCESS_PLACES_KEPT = timedelta(days=7)  # before the date, then they are open to everybody


@contextmanager
def held(occurrence_id: int) -> Iterator[Occurrence]:
    """Open a transaction in which nobody else can take or free a place of this date.

    PostgreSQL locks the row; SQLite has one writer at a time because transactions start as IMMEDIATE.
    """
    with transaction.atomic():
        yield (Occurrence.objects.select_for_update(of=("self",)).select_related("event").get(pk=occurrence_id))


def booked_date(occurrence: Occurrence) -> Occurrence:
    """Return the date whose places count: the first of a series that is booked as a whole, else the date itself."""
    if not occurrence.event.booked_as_series:
        return occurrence
    first = occurrence.event.occurrences.exclude(status=Occurrence.Status.SKIPPED).order_by("starts_at").first()
    return first or occurrence


def has_place(occurrence: Occurrence, *, with_access: bool, moment: datetime) -> bool:
    """Return whether one more person fits. Only meaningful inside `held`.

    The places kept for access count for people who need support, and for everybody from a week before.
    """
    if occurrence.capacity is None:
        return True
    kept = occurrence.event.access_places
    everybody = with_access or moment >= occurrence.starts_at - ACCESS_PLACES_KEPT
    taken = Registration.objects.filter(occurrence=occurrence).confirmed().count()
    if everybody:
        return taken < occurrence.capacity + kept
    in_kept = Registration.objects.filter(occurrence=occurrence, uses_access_place=True).confirmed().count()
    return taken - in_kept < occurrence.capacity and taken < occurrence.capacity + kept


def needs_kept_place(occurrence: Occurrence, *, moment: datetime) -> bool:
    """Return whether a person with access needs takes a kept place: when no ordinary one is left."""
    return occurrence.capacity is not None and not has_place(occurrence, with_access=False, moment=moment)

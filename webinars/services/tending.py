"""What is due by itself: open-ended series go on, kept places open, old entries and personal details go."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Max

from lms.lib.clock import now
from webinars.models import (
    AccessNeed,
    BookingConsent,
    BookingMail,
    CalendarEntry,
    EventPage,
    FeedRevision,
    Occurrence,
    Registration,
)
from webinars.models.calendar import KEEP_WITHDRAWN_DAYS
from webinars.models.registration import KEEP_DAYS
from webinars.models.timing import OPEN_ENDED_AHEAD
from webinars.services.booking import promote_next
from webinars.services.calendar_entries import sync_entries
from webinars.services.feed_revisions import PUBLIC, bump_feed, window_from_today
from webinars.services.materialising import materialise_occurrences
from webinars.services.places import ACCESS_PLACES_KEPT
from webinars.services.telling import tell, who_comes

logger = logging.getLogger(__name__)

EXTEND_WHEN_SHORT_BY = timedelta(days=14)


def tend_calendar() -> None:
    """Do everything that is due. Idempotent and cheap when nothing is: it may run every minute."""
    extend_open_series()
    roll_window()
    open_kept_places()
    remind_people()
    forget_people()


def extend_open_series() -> int:
    """Make the next dates of every open-ended series that is short of 18 months; return how many were extended."""
    enough = now() + OPEN_ENDED_AHEAD - EXTEND_WHEN_SHORT_BY
    short = (
        EventPage.objects.live()
        .filter(open_ended=True)
        .annotate(last=Max("occurrences__starts_at"))
        .filter(last__lt=enough)
    )
    return sum(1 for event in short if materialise_occurrences(event=event))


@transaction.atomic
def roll_window() -> bool:
    """Let the public feed look back 90 days from today; return whether the window moved."""
    today = window_from_today()
    row = FeedRevision.objects.filter(key=PUBLIC).first()
    if row is None or row.window_from >= today:
        return False
    before = row.window_from
    bump_feed(window_from=today)
    listed = CalendarEntry.State.LISTED
    CalendarEntry.objects.exclude(state=listed).filter(event=None, ends_at__date__lt=today).delete()
    stale = Occurrence.objects.filter(
        status=Occurrence.Status.CANCELLED, ends_at__date__lt=today, ends_at__date__gte=before - timedelta(days=1)
    )
    for event in EventPage.objects.filter(pk__in=stale.values("event")):
        sync_entries(event=event)
    logger.info("feed.window_rolled from=%s to=%s kept_days=%d", before, today, KEEP_WITHDRAWN_DAYS)
    return True


def open_kept_places() -> int:
    """Offer places kept for access to the waiting list from a week before the date; return how many were taken."""
    moment = now()
    due = Occurrence.objects.planned().filter(
        starts_at__gt=moment,
        starts_at__lte=moment + ACCESS_PLACES_KEPT,
        event__access_places__gt=0,
        registrations__status=Registration.Status.WAITING,
    )
    return sum(len(promote_next(occurrence=row)) for row in due.distinct())


@transaction.atomic
def remind_people() -> int:
    """Ask for an e-mail to everybody who wanted to be reminded of a date within a day; return how many were asked for.

    The start stands in the key, so a date that moves is reminded of again and no date twice. Who booked within the
    last day has just had a letter.
    """
    moment = now()
    wanted = BookingConsent.objects.filter(purpose=BookingConsent.Purpose.REMIND, withdrawn_at=None)
    due = Occurrence.objects.planned().filter(starts_at__gt=moment, starts_at__lte=moment + timedelta(days=1))
    asked = 0
    for row in due.select_related("event"):
        key = f"reminder:{row.pk}:{row.starts_at.isoformat()}"
        told = BookingMail.objects.filter(key=key).values("registration")
        people = who_comes(row).confirmed().filter(pk__in=wanted.values("registration")).exclude(pk__in=told)
        for registration in people.exclude(email="").filter(created_at__lt=row.starts_at - timedelta(days=1)):
            tell(registration, "reminder", key, about=row)
            asked += 1
    return asked


@transaction.atomic
def forget_people() -> int:
    """Delete access needs and contacts 14 days after the date; return how many bookings were made nameless.

    Somebody who asked to hear about other trainings keeps their contact here until they take that back.
    """
    moment = now()
    AccessNeed.objects.filter(delete_on__lte=moment.date()).delete()
    wants_news = BookingConsent.objects.filter(purpose=BookingConsent.Purpose.NEWS, withdrawn_at=None)
    due = Registration.objects.filter(
        erased_at=None, occurrence__ends_at__lt=moment - timedelta(days=KEEP_DAYS)
    ).exclude(pk__in=wants_news.values("registration"))
    forgotten = 0
    for registration in due:
        forgotten += erase_registration(registration=registration)
    return forgotten


def erase_registration(*, registration: Registration) -> int:
    """Take name, contact and needs out of a booking; the number of places stays right. Return 1 if it had any."""
    if registration.erased_at:
        return 0
    AccessNeed.objects.filter(registration=registration).delete()
    registration.consents.all().delete()
    registration.manage_links.all().delete()
    registration.name = registration.email = registration.phone = registration.language = ""
    registration.user = None
    registration.erased_at = now()
    registration.save()
    logger.info("booking.erased registration=%s", registration.pk)
    return 1

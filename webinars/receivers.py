"""What trainings do when pages, people or the clock change."""

from typing import Any

from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.models import Branding
from lms.accounts.signals import people_merged
from lms.lib.minute import minute_passed
from webinars.models import EventPage, Registration
from webinars.services.calendar_entries import sync_entries
from webinars.services.feed_revisions import bump_feed
from webinars.services.materialising import materialise_occurrences
from webinars.services.tending import tend_calendar
from webinars.signals import booking_mail_due
from webinars.tasks import send_booking_mail_task


@receiver(page_published, sender=EventPage)
def event_published(instance: EventPage, **kwargs: Any) -> None:
    """Make the dates of a published event."""
    materialise_occurrences(event=instance)


@receiver(page_unpublished, sender=EventPage)
def event_unpublished(instance: EventPage, **kwargs: Any) -> None:
    """Tell calendars that it is gone. (On its way to being deleted a page is unpublished without being saved.)"""
    sync_entries(event=instance, gone=True)


@receiver(pre_delete, sender=EventPage)
def event_deleted(instance: EventPage, **kwargs: Any) -> None:
    """Leave a tombstone for calendars that have it."""
    sync_entries(event=instance, gone=True)


@receiver([page_slug_changed, post_page_move])
def addresses_changed(instance: Page, **kwargs: Any) -> None:
    """Tell calendars the new addresses of the events on or below a page."""
    for event in EventPage.objects.descendant_of(instance, inclusive=True).live():
        sync_entries(event=event)


@receiver(post_save, sender=Branding)
def branding_changed(**kwargs: Any) -> None:
    """The feed carries the site's name."""
    bump_feed()


@receiver(people_merged)
def move_registrations(source: Any, target: Any, **kwargs: Any) -> None:
    """Bookings of a guest who signs in belong to the person they turn out to be."""
    Registration.objects.filter(user=source).update(user=target)


@receiver(minute_passed)
def a_minute_passed(**kwargs: Any) -> None:
    """Do what is due."""
    tend_calendar()


@receiver(booking_mail_due)
def send_mail_in_background(registration_id: int, occurrence_id: int, kind: str, key: str, **kwargs: Any) -> None:
    """Hand an e-mail to the worker."""
    send_booking_mail_task.enqueue(registration_id, occurrence_id, kind, key)

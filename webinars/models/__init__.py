"""The trainings' tables and pages."""

from webinars.models.calendar import CalendarEntry, FeedRevision
from webinars.models.event import EventLanguage, EventPage
from webinars.models.event_index import EventIndexPage
from webinars.models.occurrence import Occurrence
from webinars.models.registration import AccessNeed, BookingConsent, BookingMail, ManageLink, Registration

__all__ = [
    "AccessNeed",
    "BookingConsent",
    "BookingMail",
    "CalendarEntry",
    "EventIndexPage",
    "EventLanguage",
    "EventPage",
    "FeedRevision",
    "ManageLink",
    "Occurrence",
    "Registration",
]

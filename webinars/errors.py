"""What can be refused about trainings, each with a sentence for the person who asked."""

from lms.lib.errors import DomainError


class DateRefused(DomainError):
    """A date cannot be moved, skipped, cancelled or added as asked."""


class BookingRefused(DomainError):
    """A place cannot be booked: the date is over, cancelled or takes no bookings."""


class LinkRefused(DomainError):
    """A link from an e-mail no longer works; the sentence says why and what to do."""

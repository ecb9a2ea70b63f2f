"""Who may see and book what; a view's first line."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from lms.accounts.models import User
from webinars.models import EventPage, Occurrence
from webinars.models.choices import Visibility


def can_look_after(user: User | AnonymousUser, event: EventPage) -> bool:
    """Return whether somebody runs this event in the editor."""
    return bool(user.is_authenticated and event.permissions_for_user(user).can_edit())


def date_for(user: User | AnonymousUser, pk: int) -> Occurrence:
    """Return a date that `user` may know of, or raise Http404: a private one does not exist for strangers."""
    row = (
        Occurrence.objects.select_related("event", "event__region", "event__locale", "region", "host")
        .exclude(status=Occurrence.Status.SKIPPED)
        .filter(pk=pk, event__live=True)
        .first()
    )
    if row is None or (row.event.visibility == Visibility.PRIVATE and not can_look_after(user, row.event)):
        raise Http404
    return row

"""Throwing away what is over: counters, old sign-in requests, ended sessions, guests who never came back."""

import time
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.db.models.functions import Coalesce

from lms.accounts.models import RateWindow, SignInRequest, User
from lms.accounts.services.data_rights import erase_person
from lms.lib import clock

KEEP_REQUESTS = timedelta(days=1)
KEEP_GUESTS = timedelta(days=396)  # 13 months (domain/law.md L-06); the resume card says so, as no mail can
AT_ONCE = 100  # guests in one go, so that a minute's work stays short


def throw_away_old_rows() -> None:
    """Delete ended counters, sign-in requests of yesterday with their addresses, and sessions that ended."""
    RateWindow.objects.filter(ends_at__lt=int(time.time())).delete()
    SignInRequest.objects.filter(made_at__lt=clock.now() - KEEP_REQUESTS).delete()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def forget_idle_guests() -> int:
    """Erase guests who did nothing for 13 months, the longest gone first, AT_ONCE at most; return how many.

    They left no address, so nobody can be asked first. Whatever they save counts as being here.
    """
    gone = (
        User.objects.filter(is_guest=True, is_staff=False, email=None)
        .annotate(here_at=Coalesce("last_login", "date_joined"))
        .filter(here_at__lt=clock.now() - KEEP_GUESTS)
        .order_by("here_at")[:AT_ONCE]
    )
    people = list(gone)
    for guest in people:
        erase_person(person=guest)
    return len(people)

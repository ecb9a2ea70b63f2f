"""Throwing away what is over: counters, old sign-in requests, ended sessions."""

import time
from datetime import timedelta
from importlib import import_module

from django.conf import settings

from lms.accounts.models import RateWindow, SignInRequest
from lms.lib import clock

KEEP_REQUESTS = timedelta(days=1)


def throw_away_old_rows() -> None:
    """Delete ended counters, sign-in requests of yesterday with their addresses, and sessions that ended."""
    RateWindow.objects.filter(ends_at__lt=int(time.time())).delete()
    SignInRequest.objects.filter(made_at__lt=clock.now() - KEEP_REQUESTS).delete()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()

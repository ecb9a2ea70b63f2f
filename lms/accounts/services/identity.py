"""Who is acting: the signed-in person, or a guest made at the first act worth saving."""

import logging
from typing import cast

from django.contrib.auth import login
from django.http import HttpRequest

from lms.accounts.models import User

logger = logging.getLogger(__name__)

BACKEND = "django.contrib.auth.backends.ModelBackend"
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def ensure_person(request: HttpRequest) -> User:
    """Return the signed-in person, or a new guest who is now signed in on this device.

    Only an act makes a guest: called while answering a GET it raises RuntimeError, because reading leaves no trace.
    """
    if request.method in SAFE_METHODS:
        raise RuntimeError("Reading must not make a guest: call ensure_person only for a POST.")
    if request.user.is_authenticated:
        return cast(User, request.user)
    guest = User.objects.create_guest()
    login(request, guest, backend=BACKEND)
    logger.info("guest.made person=%s", guest.pk)
    return guest

"""Who a request belongs to, and how a browser becomes somebody's."""

import logging
import time

from django.contrib.auth import login, logout
from django.http import HttpRequest

from lms.accounts.backends import PLACE_BACKEND
from lms.accounts.errors import LockedOutError
from lms.accounts.models import User
from lms.accounts.services.merging import merge_people
from lms.lib import clock
from lms.lib.client_address import network_of
from lms.lib.limits import require

logger = logging.getLogger(__name__)
GUESTS_AN_HOUR = 1000  # from one network: a big school behind one address, but no flood
RENEW_AFTER = 7 * 24 * 60 * 60  # seconds
RENEWED = "place_renewed_at"


def ensure_person(request: HttpRequest) -> User:
    """Return who is signed in; silently make a guest and sign them in where nobody is.

    Only for requests that change something: a page that is merely read leaves no trace, so a GET raises RuntimeError.
    Raises TooManyTriesError when one network makes guests by the thousand.
    """
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        raise RuntimeError("Reading makes nobody: call ensure_person for a POST only.")
    if request.user.is_authenticated:
        renew_session(request)
        return request.user
    require(f"guests:{network_of(request)}", GUESTS_AN_HOUR, 3600)
    guest = User.objects.create_guest()
    enter(request, person=guest)
    logger.info("guest.made person=%s", guest.pk)
    return guest


def enter(request: HttpRequest, *, person: User) -> None:
    """Make this browser `person`'s, without a password. A guest who used it until now becomes part of them.

    Raises LockedOutError where the person may not sign in.
    """
    if not person.is_active:
        raise LockedOutError("This account is closed. Write to us if you think that is wrong.")
    present = request.user
    if present.is_authenticated and present.is_guest and present.pk != person.pk:
        merge_people(source=present, target=person)
    login(request, person, backend=PLACE_BACKEND)
    request.session[RENEWED] = int(time.time())


def renew_session(request: HttpRequest) -> None:
    """Let somebody who keeps learning stay signed in, once a week at most: their session's end moves on, and
    `last_login` says when they were here, for the day on which guests who never come back are forgotten."""
    if time.time() - request.session.get(RENEWED, 0) > RENEW_AFTER:
        request.session[RENEWED] = int(time.time())
        person = request.user
        if isinstance(person, User):
            person.last_login = clock.now()
            person.save(update_fields=["last_login"])


def leave(request: HttpRequest) -> None:
    """Sign this browser out."""
    logout(request)


def leave_everywhere(request: HttpRequest, *, person: User) -> None:
    """End every session of a person with the next request, this browser's included, and stop their resume codes."""
    person.signed_out_everywhere_at = clock.now()
    person.save(update_fields=["signed_out_everywhere_at"])
    person.resume_codes.filter(revoked_at__isnull=True).update(revoked_at=clock.now())
    logger.info("person.signed_out_everywhere person=%s", person.pk)
    logout(request)

"""Passwords are for people who may edit the site, and for nothing else."""

import logging

from django.conf import settings
from django.contrib.auth import authenticate
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from lms.accounts.access import is_editor
from lms.accounts.errors import LockedOutError
from lms.accounts.models import User
from lms.accounts.user import normal_email
from lms.lib import clock
from lms.lib.client_address import network_of
from lms.lib.limits import allow, require

logger = logging.getLogger(__name__)
DAY = 24 * 60 * 60
WRONG = "This email and password do not belong together. Check both, or get a code to choose a new password."


def check_password(request: HttpRequest, *, email: str, password: str) -> User:
    """Return which editor has this email and password. Raises LockedOutError, in the same words for whatever is wrong.

    Limited by network, by account from one network, and by account from everywhere. The last limit is wide and ends
    by itself within the hour, so that nobody can lock somebody else out for long. Raises TooManyTriesError.
    """
    account, network = normal_email(email) or "", network_of(request)
    require(f"password:network:{network}", 30, 600)
    require(f"password:both:{network}:{account}", 6, 600)
    require(f"password:account:{account}", 100, 3600)
    person = authenticate(request, email=account, password=password)
    if not isinstance(person, User) or not is_editor(person):
        raise LockedOutError(WRONG)
    return person


def owner_to_warn(*, email: str) -> User | None:
    """Count a wrong password; return the account's owner when they should hear of it: at the tenth of a day, once."""
    account = normal_email(email) or ""
    if allow(f"password:wrong:{account}", 9, DAY) or not allow(f"password:told:{account}", 1, DAY):
        return None
    person = User.objects.filter(email=account, is_active=True).first()
    return person if person is not None and is_editor(person) else None


def warn_owner(*, person: User) -> None:
    """Write to the owner of an account that somebody keeps trying passwords."""
    parts = {"link": settings.PUBLIC_BASE_URL + reverse("accounts:staff_password")}
    subject = " ".join(render_to_string("accounts/mail/wrong_passwords_subject.txt", parts).split())
    EmailMessage(subject, render_to_string("accounts/mail/wrong_passwords.txt", parts), to=[str(person.email)]).send()
    logger.info("password.owner_warned person=%s", person.pk)


def choose_password(*, person: User, password: str) -> None:
    """Set a new password. Every session of this person ends, and so does every card that opened their lessons."""
    if not is_editor(person):
        raise LockedOutError("Only people who edit the site have a password. You sign in with a code by email.")
    person.set_password(password)
    person.signed_out_everywhere_at = clock.now()
    person.save(update_fields=["password", "signed_out_everywhere_at"])
    person.resume_codes.filter(revoked_at__isnull=True).update(revoked_at=clock.now())
    logger.info("password.chosen person=%s", person.pk)

"""Signing in by an e-mailed code or link. Known and unknown addresses go the same way to the last step. docs/adr/0012."""

import logging
from typing import NoReturn

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from lms.accounts.errors import CodeRefusedError, RequestOverError
from lms.accounts.models import SignInRequest, User
from lms.accounts.services.identity import enter
from lms.accounts.sign_in_request import LIFETIME, TRIES
from lms.accounts.user import normal_email
from lms.lib import clock
from lms.lib.client_address import network_of
from lms.lib.limits import require
from lms.lib.tokens import accepted_hashes, digit_code, hash_token, keyed_hash, new_token, normal_code

logger = logging.getLogger(__name__)
PURPOSE = "sign-in-code"
PROVED = "email_proved_at"  # session key: Unix seconds of the last e-mailed code
MINUTES = int(LIFETIME.total_seconds() // 60)


def ask_to_sign_in(request: HttpRequest, *, email: str, onward: str = "") -> SignInRequest:
    """Note that somebody wants a code at `email`; the caller enqueues `tasks.send_sign_in_code`.

    Limited by network, by address from one network, and by address, whether or not the address is known. Raises
    TooManyTriesError.
    """
    address = normal_email(email) or ""
    network = network_of(request)
    require(f"sign-in:network:{network}", 30, 600)
    require(f"sign-in:both:{network}:{address}", 5, 900)
    require(f"sign-in:address:{address}", 20, 3600)
    return SignInRequest.objects.create(email=address, onward=onward)


def send_code(*, request_id: int) -> None:
    """Make the code and the link of a request and mail them. Done again, it sends new ones and the old ones stop.

    Both are made here, in the worker, so that neither waits in a queue in plain text.
    """
    wish = SignInRequest.objects.filter(pk=request_id, used_at__isnull=True).first()
    if wish is None:
        return
    code, token = digit_code(), new_token()
    wish.code_hash, wish.link_hash = keyed_hash(normal_code(code), f"{PURPOSE}:{wish.pk}"), hash_token(token)
    wish.save(update_fields=["code_hash", "link_hash"])
    link = settings.PUBLIC_BASE_URL + reverse("accounts:sign_in_link", args=[token])
    parts = {"code": code, "link": link, "minutes": MINUTES, "base_url": settings.PUBLIC_BASE_URL}
    subject = " ".join(render_to_string("accounts/mail/sign_in_subject.txt", parts).split())
    EmailMessage(subject, render_to_string("accounts/mail/sign_in.txt", parts), to=[wish.email]).send()
    SignInRequest.objects.filter(pk=wish.pk).update(sent_at=clock.now())
    logger.info("sign_in.sent request=%s", wish.pk)


def confirm_code(request: HttpRequest, *, wish: SignInRequest, typed: str) -> User:
    """Sign this browser in when `typed` is the code of that request; return who it is now.

    Raises CodeRefusedError while further tries are left, RequestOverError when only a new code helps.
    """
    require(f"sign-in-code-tried:{network_of(request)}", 60, 600)
    with transaction.atomic():
        locked = SignInRequest.objects.select_for_update().get(pk=wish.pk)
        check_open(locked)
        hashes = accepted_hashes(normal_code(typed), f"{PURPOSE}:{locked.pk}")
        if any(constant_time_compare(locked.code_hash, one) for one in hashes):
            return complete(request, wish=locked)
        locked.tries += 1
        locked.save(update_fields=["tries"])
    refuse(locked)


def confirm_link(request: HttpRequest, *, wish: SignInRequest) -> User:
    """Sign this browser in for whoever holds the link of that request; return them. Raises RequestOverError."""
    with transaction.atomic():
        locked = SignInRequest.objects.select_for_update().get(pk=wish.pk)
        check_open(locked)
        return complete(request, wish=locked)


def check_open(wish: SignInRequest) -> None:
    """Raise RequestOverError, saying why, when neither code nor link of this request is accepted any more."""
    if wish.used_at:
        raise RequestOverError("This code was used already. If you are not signed in, ask for a new one.")
    if clock.now() >= wish.expires_at:
        raise RequestOverError(f"This code is older than {MINUTES} minutes. Ask for a new one.")
    if wish.tries >= TRIES:
        raise RequestOverError("That were too many wrong codes. Ask for a new one.")


def refuse(wish: SignInRequest) -> NoReturn:
    """Say that the code was wrong, and how often it may still be typed."""
    if wish.tries_left <= 0:
        raise RequestOverError("That were too many wrong codes. Ask for a new one.")
    left = "1 try left" if wish.tries_left == 1 else f"{wish.tries_left} tries left"
    raise CodeRefusedError(f"That is not the code we sent. Look at the newest email; you have {left}.")


def complete(request: HttpRequest, *, wish: SignInRequest) -> User:
    """Use the request up and make this browser its person's."""
    wish.used_at = clock.now()
    wish.save(update_fields=["used_at"])
    person = person_of(wish.email, present=request.user if request.user.is_authenticated else None)
    enter(request, person=person)
    request.session[PROVED] = int(clock.now().timestamp())
    logger.info("sign_in.done person=%s", person.pk)
    return person


def person_of(email: str, *, present: User | None) -> User:
    """Return who signs in with a proved address: the known person, else the present guest, who gets the address, else
    somebody new."""
    known = User.objects.filter(email=email).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            if present is not None and present.is_guest:
                present.email, present.is_guest = email, False
                present.save(update_fields=["email", "is_guest"])
                return present
            return User.objects.create_user(email)
    except IntegrityError:  # the same address was proved in another window at the same moment
        return User.objects.get(email=email)

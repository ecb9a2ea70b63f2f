"""Resume codes: how a guest finds their place again without an e-mail address. docs/adr/0013 explains."""

import logging
from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest

from lms.accounts.access import is_editor
from lms.accounts.errors import CodeRefusedError
from lms.accounts.models import ResumeCode, User
from lms.accounts.services.identity import enter
from lms.accounts.services.merging import merge_people
from lms.accounts.signals import code_opening
from lms.lib import clock
from lms.lib.client_address import network_of
from lms.lib.errors import DomainError
from lms.lib.limits import give_back, require
from lms.lib.tokens import accepted_hashes, keyed_hash, normal_code, readable_code

logger = logging.getLogger(__name__)
PURPOSE = "resume-code"
TRIES, WINDOW = 20, 600  # wrong codes of one network, in so many seconds
DOUBLE_CLICK = timedelta(seconds=60)
REFUSED = "We don't know this code. Check each letter, or use your newest card: a new card stops the old one."


@transaction.atomic
def make_resume_code(*, person: User) -> str:
    """Return a new code such as "BRKT-4T7K-QX2M" (59 bits) and stop the older ones. It cannot be shown again.

    Codes of the last minute stay: after a double click the browser may show either of two.
    """
    if is_editor(person):
        raise DomainError(
            "You can edit the site, so a card that opens your account is not safe. Sign in by email instead."
        )
    require(f"resume-code-made:{person.pk}", 10, 3600)
    now = clock.now()
    person.resume_codes.filter(revoked_at__isnull=True, made_at__lt=now - DOUBLE_CLICK).update(revoked_at=now)
    code = readable_code()
    ResumeCode.objects.create(person=person, code_hash=keyed_hash(normal_code(code), PURPOSE), made_at=now)
    logger.info("resume_code.made person=%s", person.pk)
    return code


def redeem_resume_code(request: HttpRequest, *, typed: str) -> User:
    """Open this browser for whoever the code belongs to, and return them.

    A guest who used this browser becomes part of them. Somebody signed in by e-mail who types the card of a guest
    gets that guest's lessons instead. Raises CodeRefusedError, the same for unknown and stopped codes, and
    TooManyTriesError. Only wrong codes count: a whole group behind one address may open its cards at once.
    """
    tries = f"resume-code-tried:{network_of(request)}"
    require(tries, TRIES, WINDOW)
    hashes = accepted_hashes(normal_code(typed), PURPOSE)
    with transaction.atomic():
        code = (
            ResumeCode.objects.select_for_update(of=("self",))
            .select_related("person")
            .filter(code_hash__in=hashes, revoked_at__isnull=True, person__is_active=True)
            .first()
        )
        if code is None or is_editor(code.person):
            raise CodeRefusedError(REFUSED)
        code_opening.send(sender=User, owner=code.person, present=request.user)
        code.last_used_at = clock.now()
        code.code_hash = hashes[0]  # under the present key from now on
        code.save(update_fields=["last_used_at", "code_hash"])
        present = request.user
        if present.is_authenticated and not present.is_guest and code.person.is_guest:
            merge_people(source=code.person, target=present)
            person = present
        else:
            person = code.person
            enter(request, person=person)
    give_back(tries, WINDOW)
    logger.info("resume_code.used person=%s", person.pk)
    return person

"""Handing over and erasing what we know about a person."""

import hashlib
import logging
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from lms.accounts.data_rights import keepers
from lms.accounts.models import ConsentRecord, SignInRequest, User

logger = logging.getLogger(__name__)
LEDGER = "erased-people"


def export_person(*, person: User) -> dict[str, Any]:
    """Return everything kept about a person as plain data; times are ISO 8601 in UTC."""
    about = {
        "id": str(person.public_id),
        "email": person.email,
        "name_to_show": person.display_name,
        "language": person.language,
        "time_zone": person.time_zone,
        "is_guest": person.is_guest,
        "here_since": person.date_joined.isoformat(),
        "resume_codes": [
            {
                "made_at": code.made_at.isoformat(),
                "stopped_at": code.revoked_at.isoformat() if code.revoked_at else None,
            }
            for code in person.resume_codes.order_by("made_at")
        ],
        "consents": [
            {
                "purpose": consent.purpose,
                "wording": consent.wording_version,
                "given_at": consent.given_at.isoformat(),
                "withdrawn_at": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
                "where": consent.source,
            }
            for consent in ConsentRecord.objects.filter(person=person).order_by("given_at")
        ],
    }
    return {"about_you": about, **{keeper.name: keeper.export(person) for keeper in keepers()}}


def erase_person(*, person: User) -> None:
    """Remove a person and everything kept about them, in all apps, at once or not at all.

    Leaves one line in a file beside the database: a hash of their random id, so that a restored backup can be told
    to forget them again (`manage.py replay_erasures`).
    """
    number, mark = person.pk, erasure_mark(person)
    with transaction.atomic():
        locked = User.objects.select_for_update().filter(pk=person.pk).first()
        if locked is None:
            return
        for keeper in keepers():
            keeper.erase(locked)
        if locked.email:
            SignInRequest.objects.filter(email=locked.email).delete()
        locked.delete()
    with ledger().open("a", encoding="utf-8") as file:
        file.write(f"{mark}\n")
    logger.info("person.erased person=%s", number)


def replay_erasures() -> int:
    """Erase again whoever the ledger names and a restored backup brought back; return how many there were."""
    if not ledger().exists():
        return 0
    erased = set(ledger().read_text(encoding="utf-8").split())
    returned = [person for person in User.objects.iterator() if erasure_mark(person) in erased]
    for person in returned:
        erase_person(person=person)
    return len(returned)


def erasure_mark(person: User) -> str:
    """Return the hash under which the ledger knows a person; their id is 122 random bits, so it names nobody."""
    return hashlib.sha256(person.public_id.bytes).hexdigest()


def ledger() -> Path:
    """Return the file of erasures. It is backed up apart from the database, and never restored to an older state."""
    return Path(settings.VAR_DIR) / LEDGER

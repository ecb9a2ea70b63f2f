"""Checking a badge from end to end, offline: vocabularies, signature, issuer, dates, withdrawal."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from courses.badges.linked_data import Document
from courses.badges.proof import check_proof
from courses.badges.status_list import is_set
from courses.errors import BadgeRefused

BADGE_TYPES = {"OpenBadgeCredential", "AchievementCredential"}
KeyOf = Callable[[str], Ed25519PublicKey]
ListAt = Callable[[str], Document]


def verify_badge(document: Any, *, key_of: KeyOf, list_at: ListAt | None, now: datetime) -> None:
    """Raise BadgeRefused, with a sentence that says why, unless a badge is real and stands today.

    `key_of` finds the public key of a verification method; `list_at` the credential with the list of withdrawn
    badges at an address. Without `list_at` withdrawal is not looked at.
    """
    if not isinstance(document, dict):
        raise BadgeRefused("It is not a badge file.")
    if not BADGE_TYPES & set(types_of(document)) or "VerifiableCredential" not in types_of(document):
        raise BadgeRefused("It is a signed file, but not an Open Badge.")
    check_issuer(document)
    check_proof(document, key_of=key_of)
    check_dates(document, now=now)
    if list_at is not None and "credentialStatus" in document:
        check_status(document["credentialStatus"], issuer=issuer_of(document), key_of=key_of, list_at=list_at, now=now)


def types_of(document: Document) -> list[Any]:
    """Return the types that a credential says it has."""
    types = document.get("type")
    return types if isinstance(types, list) else [types]


def issuer_of(document: Document) -> str:
    """Return the id of a credential's issuer. Raises BadgeRefused."""
    issuer = document.get("issuer")
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not isinstance(name, str) or not name:
        raise BadgeRefused("It does not say who issued it.")
    return name


def check_issuer(document: Document) -> None:
    """Refuse a credential whose key is not one of its issuer's: anybody could sign in another's name."""
    proof = document.get("proof")
    method = proof.get("verificationMethod") if isinstance(proof, dict) else None
    if isinstance(method, str) and method.partition("#")[0] != issuer_of(document):
        raise BadgeRefused("It was signed with a key that is not its issuer's.")


def check_dates(document: Document, *, now: datetime) -> None:
    """Refuse a credential before its first day and after its last."""
    starts, ends = moment(document, "validFrom"), moment(document, "validUntil")
    if starts and now < starts:
        raise BadgeRefused(f"It is not valid yet: it starts on {starts:%-d %B %Y}.")
    if ends and now > ends:
        raise BadgeRefused(f"It ran out on {ends:%-d %B %Y}.")


def moment(document: Document, name: str) -> datetime | None:
    """Return a date of a credential, None where it has none. Raises BadgeRefused for what is no date."""
    if name not in document:
        return None
    try:
        found = datetime.fromisoformat(str(document[name]))
    except ValueError as fault:
        raise BadgeRefused(f"Its date {name} cannot be read.") from fault
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def check_status(status: Any, *, issuer: str, key_of: KeyOf, list_at: ListAt, now: datetime) -> None:
    """Refuse a badge that its issuer's own signed list calls withdrawn."""
    if not isinstance(status, dict) or status.get("type") != "BitstringStatusListEntry":
        raise BadgeRefused("It names a list of withdrawn badges of a kind we do not read.")
    index, address = str(status.get("statusListIndex", "")), status.get("statusListCredential")
    if not index.isascii() or not index.isdigit() or len(index) > 12 or not isinstance(address, str):
        raise BadgeRefused("Its place in the list of withdrawn badges cannot be read.")
    listed = list_at(address)
    if issuer_of(listed) != issuer:
        raise BadgeRefused("The list of withdrawn badges is not its issuer's.")
    check_issuer(listed)
    check_proof(listed, key_of=key_of)
    check_dates(listed, now=now)
    subject = listed.get("credentialSubject")
    if not isinstance(subject, dict) or subject.get("statusPurpose") != "revocation":
        raise BadgeRefused("The list of withdrawn badges cannot be read.")
    if is_set(subject.get("encodedList"), int(index)):
        raise BadgeRefused("It was real, and its issuer has withdrawn it.")

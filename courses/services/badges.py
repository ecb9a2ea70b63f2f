"""Signed files about certificates: Open Badges 3.0, and the signed list of those withdrawn (docs/adr/0026).

A badge names nobody (AC-61): its holder is a random number that says nothing outside this one file.
"""

import uuid
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from courses.badges.linked_data import CREDENTIALS, OPEN_BADGES, Document
from courses.badges.multikey import multikey
from courses.badges.proof import iso, sign
from courses.badges.status_list import LENGTH, kept_under, packed, place_of
from courses.badges.verify import verify_badge
from courses.errors import BadgeRefused
from courses.models import Certificate, CertificateWithdrawal, ForgottenCertificate
from courses.selectors.certificate_facts import Facts, issuer_name
from courses.selectors.certificates import Paper, paper_of
from courses.services.badge_keys import issuer_id, method_of, own_key, published_keys, signing_key
from lms.lib import clock

STATUS_SECONDS = 60


def signed(document: Document) -> Document:
    """Return a document with this school's proof of now. Raises NoSigningKey."""
    key = signing_key()
    return sign(document, key=key, method=method_of(multikey(key.public_key())), created=clock.now())


def badge_for(certificate: Certificate) -> Document:
    """Return the signed Open Badge of a certificate. Raises NoSigningKey."""
    return signed(badge_document(paper_of(certificate)))


def badge_document(paper: Paper) -> Document:
    """Return what a badge says, not signed yet."""
    certificate, facts = paper.certificate, paper.facts
    number, index = place_of(certificate.pk)
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": settings.PUBLIC_BASE_URL + reverse("courses:check_code", args=[certificate.code]),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts.title,
        "issuer": profile(facts.issuer),
        "validFrom": iso(certificate.issued_at),
        "credentialSubject": {
            "id": uuid.uuid5(certificate.public_id, "holder").urn,
            "type": ["AchievementSubject"],
            "achievement": {
                "id": uuid.uuid5(certificate.subject, str(certificate.year)).urn,
                "type": ["Achievement"],
                "achievementType": "Course",
                "name": facts.title,
                "description": description(paper),
                "criteria": {"narrative": criteria(facts)},
            },
        },
        "credentialStatus": {
            "id": f"{status_address(number)}#{index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(index),
            "statusListCredential": status_address(number),
        },
    }


def profile(name: str) -> Document:
    """Return this school as the issuer of a badge."""
    return {"id": issuer_id(), "type": ["Profile"], "name": name, "url": f"{settings.PUBLIC_BASE_URL}/"}


def description(paper: Paper) -> str:
    """Return one paragraph in words: what, when, how much, and what was recognised from before."""
    parts = [f"{paper.facts.title} ({paper.eyebrow})", paper.learning, *paper.recognised]
    return ". ".join(part[0].upper() + part[1:] for part in parts if part) + "."


def criteria(facts: Facts) -> str:
    """Return what somebody did to earn it, and can do now."""
    percent = facts.rule.get("percent", 100)
    did = "Did every required lesson." if percent == 100 else f"Did at least {percent}% of the required lessons."
    return " ".join([did, *(f"Can {outcome}." for outcome in facts.outcomes)])


def issuer_document() -> Document:
    """Return the public page of this school as an issuer, with every key it ever signed with."""
    methods = [
        {"id": method_of(public), "type": "Multikey", "controller": issuer_id(), "publicKeyMultibase": public}
        for public in published_keys()
    ]
    return {
        "@context": [CREDENTIALS, OPEN_BADGES, "https://www.w3.org/ns/cid/v1"],
        **profile(issuer_name()),
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def status_address(number: int) -> str:
    """Return the address of one list of withdrawn badges."""
    return settings.PUBLIC_BASE_URL + reverse("courses:badge_status", args=[number])


def status_credential(number: int) -> Document | None:
    """Return one signed list of withdrawn badges, kept for a minute; None where no badge can be. Raises NoSigningKey."""
    kept: Document | None = cache.get(kept_under(number * LENGTH))
    if kept is not None:
        return kept
    newest = Certificate.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if number > place_of(newest)[0]:
        return None
    document = signed(
        {
            "@context": [CREDENTIALS],
            "id": status_address(number),
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": issuer_id(),
            "validFrom": iso(clock.now()),
            "credentialSubject": {
                "id": f"{status_address(number)}#list",
                "type": "BitstringStatusList",
                "statusPurpose": "revocation",
                "encodedList": packed(withdrawn_in(number)),
            },
        }
    )
    cache.set(kept_under(number * LENGTH), document, STATUS_SECONDS)
    return document


def withdrawn_in(number: int) -> list[int]:
    """Return the bits of a list that are set. Two queries."""
    first, last = number * LENGTH, (number + 1) * LENGTH - 1
    standing = CertificateWithdrawal.objects.filter(certificate_id__gte=first, certificate_id__lte=last)
    gone = ForgottenCertificate.objects.filter(number__range=(first, last)).exclude(withdrawn_on=None)
    numbers = [*standing.values_list("certificate", flat=True), *gone.values_list("number", flat=True)]
    return sorted(place_of(found)[1] for found in numbers)


def check_own_badge(document: Any) -> None:
    """Raise BadgeRefused, with a sentence that says why, unless a file is a badge of this school that stands."""
    verify_badge(document, key_of=own_key, list_at=own_list, now=clock.now())


def own_list(address: str) -> Document:
    """Return the list of withdrawn badges at an address of this school. Raises BadgeRefused for any other."""
    start = status_address(0).removesuffix("0/")
    number = address.removeprefix(start).removesuffix("/")
    document = None
    if address.startswith(start) and number.isascii() and number.isdigit() and len(number) < 10:
        document = status_credential(int(number))
    if document is None:
        raise BadgeRefused("Its list of withdrawn badges is not one of this school's.")
    return document

"""Issuing, withdrawing and issuing again. Every row is written once; the database decides who came first."""

import logging
import uuid
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import transaction

from courses.badges.status_list import kept_under
from courses.errors import CertificateOver, NoName
from courses.models import (
    Certificate,
    CertificateName,
    CertificateWithdrawal,
    Enrolment,
    ModuleCompletion,
    ProgrammeCompletion,
    ProgrammePage,
)
from courses.selectors.certificate_facts import Facts, edition_of_enrolment, module_facts, programme_facts
from courses.services.certificate_codes import code_hash, new_code
from courses.services.printed_names import folded_name, name_hash, new_salt
from lms.accounts.models import User
from lms.lib import clock

logger = logging.getLogger(__name__)


def issue_for_programme(*, completion: ProgrammeCompletion, edition: ProgrammePage | None = None) -> Certificate:
    """Issue the certificate of a programme that was just finished, in the transaction that says so. Done twice, once.

    `edition` is its page in the learner's language; without one it is looked for.
    """
    enrolment = completion.enrolment
    return issue_certificate(
        enrolment=enrolment,
        kind=Certificate.Kind.PROGRAMME,
        subject=enrolment.programme,
        earned_at=completion.earned_at,
        facts=programme_facts(completion, edition or edition_of_enrolment(enrolment)),
    )


def issue_for_module(*, completion: ModuleCompletion) -> Certificate:
    """Issue the certificate of a module that was just finished, in the transaction that says so. Done twice, once."""
    return issue_certificate(
        enrolment=completion.enrolment,
        kind=Certificate.Kind.MODULE,
        subject=completion.lineage,
        earned_at=completion.earned_at,
        facts=module_facts(completion, edition_of_enrolment(completion.enrolment)),
    )


@transaction.atomic
def issue_certificate(
    *, enrolment: Enrolment, kind: str, subject: uuid.UUID, earned_at: datetime, facts: Facts
) -> Certificate:
    """Return the first certificate of a person for a programme or module, made if there is none. `subject` is its lineage.

    Two at once make one row: the constraint decides, both read the same. Facts of the winner are frozen.
    """
    row = certificate_row(
        enrolment=enrolment, kind=kind, subject=subject, earned_at=earned_at, facts=facts.as_json(), title=facts.title
    )
    Certificate.objects.bulk_create([row], ignore_conflicts=True)
    kept: Certificate = Certificate.objects.get(enrolment=enrolment, kind=kind, subject=subject, after=None)
    if kept.public_id == row.public_id:
        logger.info("certificate.issued certificate=%s enrolment=%s", kept.pk, enrolment.pk)
    return kept


def certificate_row(*, enrolment: Enrolment, earned_at: datetime, **fields: Any) -> Certificate:
    """Return a new certificate with a code of its own, not saved."""
    code = new_code()
    return Certificate(
        enrolment=enrolment,
        year=enrolment.year,
        code=code,
        code_hash=code_hash(code),
        earned_at=earned_at,
        issued_at=max(clock.now(), earned_at),
        **fields,
    )


@transaction.atomic
def withdraw_certificate(*, certificate: Certificate, reason: str, by: User | None) -> CertificateWithdrawal:
    """Say that a certificate no longer counts, and why; anyone who types its code reads it. Done twice, the first stays."""
    row = CertificateWithdrawal(certificate=certificate, withdrawn_at=clock.now(), reason=reason.strip(), by=by)
    CertificateWithdrawal.objects.bulk_create([row], ignore_conflicts=True)
    kept: CertificateWithdrawal = CertificateWithdrawal.objects.get(certificate=certificate)
    transaction.on_commit(lambda: cache.delete(kept_under(certificate.pk)))
    logger.info("certificate.withdrawn certificate=%s by=%s", certificate.pk, getattr(by, "pk", None))
    return kept


@transaction.atomic
def issue_again(*, certificate: Certificate, reason: str, by: User | None) -> Certificate:
    """Withdraw a certificate and return the one in its place: the same facts under a new code. Done twice, once."""
    withdrawal = withdraw_certificate(certificate=certificate, reason=reason, by=by)
    row = certificate_row(
        enrolment=certificate.enrolment,
        kind=certificate.kind,
        subject=certificate.subject,
        title=certificate.title,
        earned_at=certificate.earned_at,
        facts=certificate.facts,
        after=withdrawal,
    )
    Certificate.objects.bulk_create([row], ignore_conflicts=True)
    kept: Certificate = Certificate.objects.get(after=withdrawal)
    logger.info("certificate.issued_again certificate=%s by=%s", kept.pk, getattr(by, "pk", None))
    return kept


def remember_printed_name(*, certificate: Certificate, name: str) -> None:
    """Keep the slow hash of the name that is being printed, in the place of the one before. The name itself goes nowhere.

    Raises NoName when there is no letter in it, CertificateOver when the certificate was withdrawn.
    """
    if not folded_name(name):
        raise NoName
    salt = new_salt()
    slow = name_hash(name, salt)  # before the transaction: it takes 35 ms, and others wait for the database
    with transaction.atomic():
        if CertificateWithdrawal.objects.filter(certificate=certificate).exists():
            raise CertificateOver
        CertificateName.objects.update_or_create(
            certificate=certificate, defaults={"salt": salt, "hash": slow, "printed_at": clock.now()}
        )
    logger.info("certificate.printed certificate=%s", certificate.pk)

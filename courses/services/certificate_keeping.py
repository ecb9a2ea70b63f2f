"""What happens to certificates when people become one, are erased, or had finished before there were certificates."""

import logging
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from courses.models import Certificate, Enrolment, ForgottenCertificate, ModuleCompletion, ProgrammeCompletion
from courses.models.certificate import forgotten
from courses.services.certificates import issue_for_module, issue_for_programme
from lms.accounts.models import User

logger = logging.getLogger(__name__)
AT_A_TIME = 200


def unite_certificates(*, source: Enrolment, target: Enrolment) -> None:
    """Leave one certificate for each thing that two people who are one had finished: the one earned first, unless it
    was withdrawn for good and the other still stands.

    The other one's code was perhaps printed, so it stays a real code, as after an erasure. Call inside the
    transaction that unites the enrolments.
    """
    rows = list(Certificate.objects.filter(enrolment__in=[source, target]).select_related("withdrawal"))
    for key in {(row.kind, row.subject) for row in rows}:
        firsts = [row for row in rows if (row.kind, row.subject) == key and row.after_id is None]
        standing = {row.enrolment_id for row in rows if (row.kind, row.subject) == key and not row.withdrawn_at}
        winner = min(firsts, key=lambda row: (row.enrolment_id not in standing, row.earned_at, row.pk)).enrolment_id
        mine = [row.pk for row in rows if (row.kind, row.subject) == key and row.enrolment_id == winner]
        other = [row for row in rows if (row.kind, row.subject) == key and row.enrolment_id != winner]
        keep_codes(other)
        Certificate.objects.filter(pk__in=[row.pk for row in other]).erase()
        if winner == source.pk:
            Certificate.objects.filter(pk__in=mine).move(to=target)


def keep_codes(certificates: list[Certificate]) -> None:
    """Note that these codes were real, without any way to a person. Done twice, once."""
    ForgottenCertificate.objects.bulk_create([forgotten(row) for row in certificates], ignore_conflicts=True)


def forget_certificates(*, user: User) -> None:
    """Let a person's certificates go, their codes stay real. Call inside the transaction that erases the person."""
    rows = Certificate.objects.filter(enrolment__user=user).select_related("withdrawal")
    keep_codes(list(rows))
    rows.erase()


def issue_missing() -> int:
    """Issue certificates to people who finished before there were any, some at a time; return how many this call issued."""
    issued = 0
    for completion in without_one(ProgrammeCompletion, Certificate.Kind.PROGRAMME, "enrolment__programme"):
        with transaction.atomic():
            issue_for_programme(completion=completion)
        issued += 1
    for completion in without_one(ModuleCompletion, Certificate.Kind.MODULE, "lineage"):
        with transaction.atomic():
            issue_for_module(completion=completion)
        issued += 1
    if issued:
        logger.info("certificates.issued_late count=%s", issued)
    return issued


def without_one(model: type[Any], kind: str, subject: str) -> Any:
    """Return completions that no certificate was ever issued for, the oldest first, some at a time."""
    has_one = Certificate.objects.filter(enrolment=OuterRef("enrolment"), kind=kind, subject=OuterRef(subject))
    return model.objects.filter(~Exists(has_one)).select_related("enrolment__page").order_by("pk")[:AT_A_TIME]

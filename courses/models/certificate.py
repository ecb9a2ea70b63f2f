"""What says to others that somebody finished. Facts are frozen; the printed name is never kept (AC-61, adr/0025)."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from courses.models.enrolment import Enrolment
from courses.models.permanent import PermanentModel, PermanentQuerySet


class CertificateQuerySet(PermanentQuerySet):
    """Sets of certificates."""

    def standing(self) -> "CertificateQuerySet":
        """Return those that were not withdrawn."""
        return self.filter(withdrawal=None)

    def of(self, user: models.Model) -> "CertificateQuerySet":
        """Return a person's certificates, the newest first."""
        return self.filter(enrolment__user=user).select_related("withdrawal").order_by("-issued_at", "-pk")

    def move(self, *, to: Enrolment) -> int:
        """Hand rows to the enrolment of whoever the guest turned out to be; return how many."""
        return models.QuerySet.update(self, enrolment=to)


class Certificate(PermanentModel):
    """One issue of a certificate. A second one for the same thing exists only in the place of a withdrawn one.

    `subject` is the lineage of what was finished. `code` is what people type to check it; `code_hash` finds it.
    `facts` holds what is printed: see courses/selectors/certificates.py.
    """

    class Kind(models.TextChoices):
        """What was finished."""

        PROGRAMME = "programme", "Programme"
        MODULE = "module", "Module"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="certificates")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    subject = models.UUIDField()
    after = models.OneToOneField(
        "courses.CertificateWithdrawal", null=True, blank=True, on_delete=models.CASCADE, related_name="replacement"
    )
    code = models.CharField(max_length=32)
    code_hash = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=255)
    year = models.PositiveSmallIntegerField()
    earned_at = models.DateTimeField()
    issued_at = models.DateTimeField()
    facts = models.JSONField()

    objects = CertificateQuerySet.as_manager()  # type: ignore[misc]  # more than the manager of every permanent row

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "kind", "subject"], condition=Q(after=None), name="courses_certificate_first_once"
            ),
            models.CheckConstraint(
                condition=Q(earned_at__lte=models.F("issued_at")), name="courses_certificate_earned_before_issued"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.code})"

    @property
    def withdrawn_at(self) -> datetime | None:
        """Return when it was withdrawn. Select the withdrawal along."""
        withdrawal = getattr(self, "withdrawal", None)
        return withdrawal.withdrawn_at if withdrawal else None


class CertificateWithdrawal(PermanentModel):
    """A certificate no longer counts. `reason` is shown to whoever types its code."""

    certificate = models.OneToOneField(Certificate, on_delete=models.CASCADE, related_name="withdrawal")
    withdrawn_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="courses_withdrawal_has_reason"),
        ]

    def __str__(self) -> str:
        return f"Withdrawn {self.withdrawn_at:%Y-%m-%d}"


class CertificateName(models.Model):
    """The name last printed on a certificate, as a slow salted hash: it can be checked, never read."""

    certificate = models.OneToOneField(Certificate, on_delete=models.CASCADE, related_name="printed_name")
    salt = models.CharField(max_length=32)
    hash = models.CharField(max_length=64)
    printed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Printed {self.printed_at:%Y-%m-%d}"


class ForgottenCertificate(PermanentModel):
    """What stays of a certificate when its person is erased: that the code was real. It leads to nobody.

    `number` is the certificate's old number, its place in the published list of withdrawn badges.
    """

    code_hash = models.CharField(max_length=64, unique=True)
    number = models.PositiveBigIntegerField(unique=True)
    kind = models.CharField(max_length=12, choices=Certificate.Kind.choices)
    title = models.CharField(max_length=255)
    year = models.PositiveSmallIntegerField()
    issued_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.title} ({self.year}), holder unknown"


def forgotten(certificate: Certificate) -> ForgottenCertificate:
    """Return what may stay of a certificate, not saved. Select the withdrawal along."""
    withdrawn_at = certificate.withdrawn_at
    return ForgottenCertificate(
        code_hash=certificate.code_hash,
        number=certificate.pk,
        kind=certificate.kind,
        title=certificate.title,
        year=certificate.year,
        issued_on=timezone.localdate(certificate.issued_at),
        withdrawn_on=timezone.localdate(withdrawn_at) if withdrawn_at else None,
    )

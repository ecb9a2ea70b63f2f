"""What people agreed to, in which words, and when they changed their mind."""

from django.db import models

from lms.accounts.user import User
from lms.lib import clock


class ConsentRecord(models.Model):
    """One yes of one person. It is never edited: withdrawing fills `withdrawn_at`, agreeing again is a new record.

    `person` is empty for people without an account; `reference` then names what they agreed to, for example a booking.
    """

    person = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=60)
    wording_version = models.CharField(max_length=40)
    source = models.CharField("where they said so", max_length=80)
    reference = models.CharField(max_length=80, blank=True, db_index=True)
    given_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(withdrawn_at__gte=models.F("given_at")),
                name="accounts_consent_withdrawn_after_given",
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(reference=""),
                name="accounts_consent_belongs_to_somebody",
            ),
        ]
        indexes = [models.Index(fields=["person", "purpose"], name="accounts_consent_person")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.wording_version}"

"""Somebody typed an e-mail address and waits for a code."""

import uuid
from datetime import datetime, timedelta

from django.db import models

from lms.lib import clock

LIFETIME = timedelta(minutes=15)
TRIES = 5


class SignInRequest(models.Model):
    """One wish to sign in, whether or not the address is known. The code and the link are kept as hashes only."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(editable=False)
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    link_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001  (unique, so absent is null)
    onward = models.CharField("path to go to afterwards", max_length=500, blank=True, editable=False)
    made_at = models.DateTimeField(default=clock.now, db_index=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    used_at = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField("wrong codes typed", default=0, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(tries__lte=TRIES), name="accounts_sign_in_request_few_tries"),
        ]

    def __str__(self) -> str:
        return f"sign-in request {self.pk}"

    @property
    def expires_at(self) -> datetime:
        """The instant from which neither the code nor the link is accepted."""
        return self.made_at + LIFETIME

    @property
    def tries_left(self) -> int:
        """How many wrong codes may still be typed."""
        return TRIES - self.tries

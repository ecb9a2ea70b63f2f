"""What a guest carries on a card to find their place again on another device."""

from django.db import models

from lms.accounts.user import User
from lms.lib import clock


class ResumeCode(models.Model):
    """A code that opens one person's lessons. Only its keyed hash is kept, so it can be shown once."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="resume_codes")
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    def __str__(self) -> str:
        return f"resume code {self.pk}"

"""How often something was tried lately, where no Redis counts."""

from django.db import models


class RateWindow(models.Model):
    """One counter. `key_hash` is a keyed hash of what is limited and of its window, so it names nobody."""

    key_hash = models.CharField(max_length=64, primary_key=True, editable=False)
    ends_at = models.BigIntegerField("end of the window, Unix seconds", db_index=True, editable=False)
    count = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return f"{self.count} until {self.ends_at}"

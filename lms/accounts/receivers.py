"""What the people app does when a minute has passed."""

from typing import Any

from django.dispatch import receiver

from lms.accounts.services.upkeep import forget_idle_guests, throw_away_old_rows
from lms.lib.minute import minute_passed


@receiver(minute_passed)
def tidy(**kwargs: Any) -> None:
    """Throw away what is over, and forget guests who never came back."""
    throw_away_old_rows()
    forget_idle_guests()

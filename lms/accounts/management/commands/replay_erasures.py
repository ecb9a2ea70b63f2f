"""`manage.py replay_erasures`: after restoring a backup, forget again whoever was erased since it was made."""

from typing import Any

from django.core.management.base import BaseCommand

from lms.accounts.services.data_rights import replay_erasures


class Command(BaseCommand):
    help = "Erase people again whom a restored backup brought back. Run it before the site opens."

    def handle(self, **options: Any) -> None:
        """Do so, and say how many there were."""
        self.stdout.write(f"Erased again: {replay_erasures()}")

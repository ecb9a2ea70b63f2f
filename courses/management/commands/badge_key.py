"""`manage.py badge_key`: shows the key that badges are signed with; `--new` makes one, or changes to a new one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.errors import NoSigningKey
from courses.services.badge_keys import issuer_id, key_file, published_keys, rotate_key, signing_key


class Command(BaseCommand):
    """Looks after the signing key of badges."""

    help = "Show the key that badges are signed with. --new makes one; old public keys stay published."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say whether a new key is wanted."""
        parser.add_argument("--new", action="store_true", help="make a key, or change to a new one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make a key where asked; then say where it is and what is published."""
        if options["new"]:
            rotate_key()
        try:
            signing_key()
        except NoSigningKey as error:
            raise CommandError(f"There is no key at {key_file()}. Make one: manage.py badge_key --new") from error
        self.stdout.write(f"Private key: {key_file()}. Back it up apart from the database; whoever has it can sign.")
        self.stdout.write(f"Issuer: {issuer_id()}")
        for place, public in enumerate(published_keys()):
            self.stdout.write(f"{public} {'(in use)' if place == 0 else '(published, no longer used)'}")

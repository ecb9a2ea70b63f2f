"""`manage.py verify_badge FILE`: says whether a badge file is real and stands, without any network."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.badges.multikey import from_multikey
from courses.badges.verify import verify_badge
from courses.errors import BadgeRefused
from courses.services.badges import check_own_badge
from lms.lib import clock

MOST_BYTES = 1_000_000


class Command(BaseCommand):
    """Checks a badge of this school, or of another one whose key is given."""

    help = "Check an Open Badge 3.0 file. Nothing is fetched: for another school's badge give its public key."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say which file, and whose key."""
        parser.add_argument("file", help="a badge in JSON")
        parser.add_argument("--key", default="", help="the issuer's public key, for example z6Mk…; default: our own")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one sentence; end with an error when the badge is refused."""
        path = Path(options["file"])
        try:
            if path.stat().st_size > MOST_BYTES:
                raise BadgeRefused("It is too large for a badge file.")
            document = json.loads(path.read_text(encoding="utf-8"))
            if options["key"]:
                key = from_multikey(options["key"])
                verify_badge(document, key_of=lambda method: key, list_at=None, now=clock.now())
                self.stdout.write("Real badge: signed with this key, not changed since. Withdrawal was not looked at.")
                return
            check_own_badge(document)
        except OSError as fault:
            raise CommandError(f"There is no readable file {path}.") from fault
        except (ValueError, RecursionError) as fault:
            raise CommandError("Not a real badge. It is not a badge file.") from fault
        except BadgeRefused as refusal:
            raise CommandError(f"Not a real badge. {refusal.message}") from refusal
        self.stdout.write("Real badge of this school. It was not changed, and not withdrawn.")

"""`manage.py rebuild_progress`: makes the numbers for sorting again, from completions, in chunks."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courses.models import Enrolment
from courses.services.rollups import rebuild


class Command(BaseCommand):
    help = "Make every rollup again. Nothing that people did or earned is changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--after", type=int, default=0, help="go on after this number, which a stopped run printed")

    def handle(self, **options: Any) -> None:
        """Rebuild chunk by chunk; each is finished by itself, so a stopped run goes on where it was."""
        started, after, loud = time.monotonic(), options["after"], options["verbosity"] > 0
        wanted = Enrolment.objects.filter(pk__gt=after).count()
        for last in rebuild(after=after):
            if loud:
                self.stdout.write(f"done up to {last}; stopped here, go on with --after {last}")
        if loud:
            self.stdout.write(f"{wanted} rollups in {time.monotonic() - started:.1f} s")

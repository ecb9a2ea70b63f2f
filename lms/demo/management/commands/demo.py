"""`manage.py demo`: makes the demo school, or brings it up to date. Run again, it doubles nothing."""

import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from lms.demo import crowd, last_year, learners, learning, people, scale, site, study_group, trainings
from lms.lib.clock import now
from lms.lib.freshness import content_changed

FIRST_YEAR, LAST_YEAR = 2024, 2050


def school_year(today: datetime.date) -> int:
    """Return the year whose events are mostly still to come: from October on that is next year."""
    return today.year + (1 if today.month >= 10 else 0)


class Command(BaseCommand):
    """Makes the demo school by calling the same services as everybody else."""

    help = "Make the demo school: programme, events, stories and people. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say which year, how much, and whether only the sign-ins are wanted."""
        parser.add_argument("--year", type=int, help="the year of the events (default: this or next year)")
        parser.add_argument("--scale", default="", help="more of everything, for example events=1000,learners=1000")
        parser.add_argument("--sign-ins", action="store_true", help="only print the demo sign-ins")
        parser.add_argument("--force", action="store_true", help="also where DEBUG and development settings are off")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing and print what there is."""
        if options["sign_ins"]:
            self.stdout.write("\n".join(people.sign_ins()))
            return
        if settings.SETTINGS_MODULE.endswith("production") and not options["force"]:
            raise CommandError(
                "This is a public server. The demo makes sign-ins and example events: add --force if you mean it."
            )
        year = options["year"] or school_year(now().date())
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise CommandError(f"Choose a year from {FIRST_YEAR} to {LAST_YEAR}.")
        amounts = scale.read_amounts(options["scale"])
        owner = people.load_people()
        site.load_site(owner=owner)
        programme = learning.load_programme(year=year, owner=owner)
        trainings.load_events(year=year, owner=owner)
        people.load_groups()
        learners.load_learners(programme=programme)
        study_group.load_group(programme=programme)
        before = last_year.load_last_year(year=year, owner=owner)
        crowd.load_crowd(programme=programme, total=crowd.THIS_YEAR)
        crowd.load_crowd(programme=before, total=crowd.LAST_YEAR)
        scale.grow(amounts, programme=programme, owner=owner, year=year)
        content_changed()
        self.stdout.write(f"The demo school of {year} is ready: {programme.title}.")

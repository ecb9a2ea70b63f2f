"""More of everything, for measuring: many events, many learners."""

from collections.abc import Mapping

from django.core.management.base import CommandError

from courses.models import ProgrammePage
from lms.accounts.models import User
from lms.demo.scale_events import grow_events
from lms.demo.scale_learners import grow_learners

KINDS = {"events", "learners"}
MOST = 100_000


def read_amounts(text: str) -> dict[str, int]:
    """Return {"events": 1000, …} from "events=1000,learners=1000"; CommandError says what is wrong with anything else."""
    amounts = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        kind, _, number = part.partition("=")
        if kind not in KINDS or not number.isdigit() or int(number) > MOST:
            raise CommandError(f"Write --scale as events=1000,learners=1000 (at most {MOST} each), not {part!r}.")
        amounts[kind] = int(number)
    return amounts


def grow(amounts: Mapping[str, int], *, programme: ProgrammePage, owner: User, year: int) -> None:
    """Make events and learners until there are as many as asked for."""
    if "events" in amounts:
        grow_events(total=amounts["events"], owner=owner, year=year)
    if "learners" in amounts:
        grow_learners(total=amounts["learners"], programme=programme)

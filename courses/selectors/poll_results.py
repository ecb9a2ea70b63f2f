"""What a poll shows: the one way in which votes are read. No number below five, and none that could be worked out.

- Votes are counted in whole fives, oldest first, so no result shows what one single vote changed.
- A choice with fewer than five votes is not shown. Where that would be just one, the smallest other one is hidden too.
- The number of all votes is shown only where every choice is.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from courses.blocks.questions import Payload
from courses.models import PollVote

LEAST = 5
FULL_WIDTH = 100


@dataclass(frozen=True)
class PollLine:
    """One choice: how many chose it (None: hidden), and the width of its bar out of 100."""

    text: str
    count: int | None
    width: int
    mine: bool


@dataclass(frozen=True)
class PollResult:
    """What people chose, in the order of the choices. `total` is None where it would give a hidden number away."""

    lines: tuple[PollLine, ...]
    total: int | None

    @property
    def some_shown(self) -> bool:
        """Return whether there is anything to show."""
        return any(line.count is not None for line in self.lines)

    @property
    def some_hidden(self) -> bool:
        """Return whether anything is kept back."""
        return any(line.count is None for line in self.lines)


def poll_result(
    programme: uuid.UUID, year: int, lineage: uuid.UUID, block_id: str, payload: Payload, mine: str
) -> PollResult:
    """Return a poll's result in one edition for somebody who chose `mine`. Two queries."""
    counts = counted(programme, year, lineage, block_id)
    shown = shown_counts({option["id"]: counts.get(option["id"], 0) for option in payload["options"]})
    total = None if None in shown.values() else sum(count or 0 for count in shown.values())
    most = max((count or 0 for count in shown.values()), default=0) or 1
    lines = tuple(
        PollLine(
            option["text"],
            shown[option["id"]],
            FULL_WIDTH * (shown[option["id"]] or 0) // (total or most),
            mine=option["id"] == mine,
        )
        for option in payload["options"]
    )
    return PollResult(lines, total)


def counted(programme: uuid.UUID, year: int, lineage: uuid.UUID, block_id: str) -> dict[str, int]:
    """Return the votes by option id, without the latest ones that do not make five yet."""
    votes = PollVote.objects.filter(
        enrolment__programme=programme, enrolment__year=year, lineage=lineage, block_id=block_id
    )
    total = votes.count()
    oldest = votes.order_by("voted_at", "pk")[: total - total % LEAST]
    rows = PollVote.objects.filter(pk__in=oldest.values("pk")).values_list("option_id").annotate(n=Count("pk"))
    return dict(rows.order_by())


def shown_counts(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Return the counts that may be shown, None for the others: those below five, and a second one beside a single."""
    hidden = {option for option, count in counts.items() if count < LEAST}
    if len(hidden) == 1 and len(counts) > 1:
        hidden.add(min(counts.keys() - hidden, key=lambda option: (counts[option], option)))
    return {option: None if option in hidden else count for option, count in counts.items()}

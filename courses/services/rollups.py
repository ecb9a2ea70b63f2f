"""Keeps the rollups: written dirty with every act, worked out again in chunks, never taken for the truth.

A chunk locks its rollups before it looks at pages and completions. Publishing marks the rollups of its edition in its
own transaction, and so does every act; whoever comes second waits for the lock and leaves the row dirty.
"""

import logging
import time
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction

from courses.models import Enrolment, ProgrammeCompletion, ProgressRollup
from courses.selectors.editions import counting_page
from courses.selectors.outline import Outline, outline_of
from courses.selectors.progress import Progress, progress_of_many
from courses.services.completions import award_if_finished
from lms.lib.upserts import upsert

logger = logging.getLogger(__name__)

CHUNK = 1000
SECONDS_A_MINUTE = 20
NUMBERS = ["programme", "year", "done", "required", "percent", "dirty"]


def keep_rollup(*, enrolment: Enrolment, progress: Progress) -> None:
    """Write one person's numbers for sorting, to be looked at again. One statement, inside the act's transaction."""
    row = rollup_of(enrolment, progress, dirty=True)
    upsert(row, unique=["enrolment"], change={name: f"new.{name}" for name in ("done", "required", "percent", "dirty")})


def rollup_of(enrolment: Enrolment, progress: Progress, *, dirty: bool) -> ProgressRollup:
    """Return a row with these numbers, not saved."""
    return ProgressRollup(
        enrolment=enrolment,
        programme=enrolment.programme,
        year=enrolment.year,
        done=progress.done,
        required=progress.required,
        percent=progress.percent or 0,
        dirty=dirty,
    )


@transaction.atomic
def mark_edition_dirty(*, programme: uuid.UUID, year: int) -> int:
    """Say that an edition's lessons changed, so that nobody trusts its rollups; return how many were trusted until now."""
    rows = ProgressRollup.objects.filter(programme=programme, year=year)
    # Wait for a chunk that is worked out now, in the order in which it locks: it may have read the pages as they were.
    list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))
    return rows.filter(dirty=False).update(dirty=True)


def settle_dirty(*, seconds: float = SECONDS_A_MINUTE) -> int:
    """Work out dirty rollups again, a chunk at a time, until none is left or the time is over; return how many."""
    until, settled = time.monotonic() + seconds, 0
    dirty = ProgressRollup.objects.filter(dirty=True).order_by("pk")
    last = 0
    while time.monotonic() < until:
        numbers = list(dirty.filter(pk__gt=last).values_list("pk", flat=True)[:CHUNK])
        if not numbers:
            break
        finished = settle_chunk(numbers)
        award(finished)
        settled, last = settled + len(numbers), numbers[-1]
    if settled:
        logger.info("rollups.settled count=%d", settled)
    return settled


def rebuild(*, after: int = 0) -> Iterator[int]:
    """Make every rollup again, in chunks by number of the enrolment; yield the last number of each finished chunk.

    Stopped and started again with `after` the last number it yielded, it goes on there. Completions are only read.
    """
    enrolments = Enrolment.objects.order_by("pk")
    while chunk := list(enrolments.filter(pk__gt=after).values_list("pk", "programme", "year")[:CHUNK]):
        missing = set(enrolments.filter(pk__gt=after, pk__lte=chunk[-1][0], rollup=None).values_list("pk", flat=True))
        ProgressRollup.objects.bulk_create(
            [ProgressRollup(enrolment_id=pk, programme=what, year=year) for pk, what, year in chunk if pk in missing],
            ignore_conflicts=True,
        )
        after = chunk[-1][0]
        settle_chunk([pk for pk, _, _ in chunk])
        yield after


@transaction.atomic
def settle_chunk(numbers: list[int]) -> list[int]:
    """Work out the rollups of these enrolments and trust them; return which of them have met their edition's rule."""
    kept = list(ProgressRollup.objects.filter(pk__in=numbers).order_by("pk").select_for_update())
    by_edition: dict[tuple[uuid.UUID, int], list[ProgressRollup]] = defaultdict(list)
    for row in kept:
        by_edition[row.programme, row.year].append(row)
    finished: list[int] = []
    for (programme, year), members in by_edition.items():
        page = counting_page(programme, year)
        outline = outline_of(page) if page is not None else Outline.empty(programme, year)
        found = progress_of_many(outline, [row.pk for row in members])
        for row in members:
            progress = found[row.pk]
            row.done, row.required, row.percent = progress.done, progress.required, progress.percent or 0
            if page is not None and progress.meets(outline.completion_percent):  # else nobody can be awarded
                finished.append(row.pk)
    earned = set(ProgrammeCompletion.objects.filter(enrolment__in=finished).values_list("enrolment", flat=True))
    met = set(finished)
    for row in kept:  # whoever is still to be awarded stays dirty: a stop in between loses nothing
        row.dirty = row.pk in met and row.pk not in earned
    ProgressRollup.objects.bulk_create(kept, update_conflicts=True, unique_fields=["enrolment"], update_fields=NUMBERS)
    return finished


def award(finished: Iterable[int]) -> None:
    """Let people finish whom an editor's change brought to the end: the last lesson they had not done was retired."""
    numbers = list(finished)
    without = Enrolment.objects.filter(pk__in=numbers, programme_completion=None)
    for number in list(without.order_by("pk").values_list("pk", flat=True)) if numbers else []:
        award_if_finished(enrolment_id=number)

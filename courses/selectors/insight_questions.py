"""What people answered first, question by question: right, or which option misled them. One statement for the answers.

Only kinds with a right answer are here. Reflections, polls and words that somebody typed never are.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from courses.blocks.questions import KINDS
from courses.models import Answer, QuestionVersion
from courses.selectors.insight_counts import Scope
from lms.lib.small_numbers import ENOUGH_FOR_A_PERCENTAGE, FEW, NOT_SHOWN, Shown, about, share, shown

FIRST_TRY = 1
MOST_ASKED = 5
MOST_HIDDEN = 10  # a share that the hidden counts could move by more points than this is not shown
ONE_ANSWER = frozenset({"single_choice", "true_false"})  # every first answer is in exactly one option
CHOSEN_FROM_OPTIONS = ONE_ANSWER | {"multiple_choice"}


@dataclass(frozen=True)
class OptionInsight:
    """One option: who chose it first. `percent` is None where people are too few."""

    text: str
    is_right: bool
    people: Shown
    percent: int | None
    misleads: bool = False


@dataclass(frozen=True)
class QuestionInsight:
    """One version of a question. `tried` is the sum of what is shown, `percent` who was right at the first try."""

    lesson: str
    question: str
    version: int
    tried: Shown
    right: Shown
    tries: Shown
    percent: int | None
    options: tuple[OptionInsight, ...] = field(default=())

    @property
    def misleading(self) -> OptionInsight | None:
        """Return the wrong option that most people chose, if it can be shown."""
        return next((option for option in self.options if option.misleads), None)


def questions_of(scope: Scope, labels: Mapping[uuid.UUID, str]) -> list[QuestionInsight]:
    """Return the questions of some lessons (label by lineage) in the order of the lessons. Three statements."""
    first = Answer.objects.filter(
        attempt__enrolment__in=scope.enrolments, attempt__lineage__in=list(labels), attempt__number=FIRST_TRY
    )
    right: Counter[int] = Counter()
    wrong: Counter[int] = Counter()
    chosen: defaultdict[int, Counter[str]] = defaultdict(Counter)
    rows = first.values_list("question_version", "option_ids", "right").annotate(people=Count("pk")).order_by()
    for version, option_ids, is_right, people in rows:
        (right if is_right else wrong)[version] += people
        for option_id in option_ids:
            chosen[version][option_id] += people
    versions = QuestionVersion.objects.filter(pk__in=set(right) | set(wrong))
    tries = tries_at(scope, labels)
    found = [
        question_insight(
            version, labels[version.lineage], right[version.pk], wrong[version.pk], chosen[version.pk], tries
        )
        for version in versions
        if version.kind in KINDS and KINDS[version.kind].marked
    ]
    order = {lineage: place for place, lineage in enumerate(labels.values())}
    return sorted(found, key=lambda one: (order[one.lesson], one.question, one.version))


def tries_at(scope: Scope, labels: Iterable[uuid.UUID]) -> dict[int, int]:
    """Return how many tries there were at each version of the questions of some lessons."""
    rows = Answer.objects.filter(attempt__enrolment__in=scope.enrolments, attempt__lineage__in=list(labels))
    return dict(rows.values_list("question_version").annotate(tries=Count("pk")).order_by())


def question_insight(
    version: QuestionVersion, lesson: str, right: int, wrong: int, chosen: Counter[str], tries: dict[int, int]
) -> QuestionInsight:
    """Return one version of a question with every count protected."""
    options = version.payload.get("options", []) if version.kind in CHOSEN_FROM_OPTIONS else []
    cells = {option["id"]: shown(chosen[option["id"]]) for option in options}
    right_cell = shown(right)
    parts = list(cells.values()) if version.kind in ONE_ANSWER else [right_cell, shown(wrong)]
    tried = about(parts)
    return QuestionInsight(
        lesson=lesson,
        question=str(version.payload["question"]),
        version=version.number,
        tried=tried,
        right=right_cell,
        tries=shown(tries.get(version.pk, 0)) if tried.number else NOT_SHOWN,
        percent=share_of(right_cell, tried, parts),
        options=option_rows(options, cells, tried, parts),
    )


def share_of(part: Shown, tried: Shown, parts: Iterable[Shown]) -> int | None:
    """Return the percentage of those who answered; None where the hidden counts among the parts could move it far.

    `tried` leaves the hidden ones out. How far they could move it is worked out from what is shown, so it tells nothing.
    """
    best = share(part, tried)
    unseen = sum(cell.highest or 0 for cell in parts if cell.kind == FEW)
    if best is None or best - round(100 * part.number / (tried.number + unseen)) > MOST_HIDDEN:
        return None
    return best


def option_rows(
    options: list[dict[str, object]], cells: dict[str, Shown], tried: Shown, parts: list[Shown]
) -> tuple[OptionInsight, ...]:
    """Return the options in the order they were served; the wrong one most people chose is the misleading one."""
    numbers = {
        str(option["id"]): cells[str(option["id"])].number
        for option in options
        if not option["correct"] and cells[str(option["id"])].is_number
    }
    most = max(numbers.values(), default=0)
    leaders = [key for key, number in numbers.items() if number == most and number]
    return tuple(
        OptionInsight(
            text=str(option["text"]),
            is_right=bool(option["correct"]),
            people=cells[str(option["id"])],
            percent=share_of(cells[str(option["id"])], tried, parts),
            misleads=leaders == [str(option["id"])],
        )
        for option in options
    )


def few_right(one: QuestionInsight) -> bool:
    """Return whether enough people answered, and one to four of them were right."""
    return one.right.kind == FEW and one.tried.number >= ENOUGH_FOR_A_PERCENTAGE


def hardest(questions: list[QuestionInsight]) -> list[QuestionInsight]:
    """Return the questions that fewest people got right at the first try, of those with enough answers.

    Fewer than five right are a share of nothing that can be shown, and come first.
    """
    known = [one for one in questions if one.percent is not None or few_right(one)]
    return sorted(known, key=lambda one: (one.percent or 0, one.lesson, one.question))[:MOST_ASKED]

"""A question as one person sees it: before, after a try, or with what is missing said in words."""

from dataclasses import dataclass
from typing import Any

from courses.blocks.questions import KINDS, Mark
from courses.rendering.lesson_body import Question


@dataclass(frozen=True)
class Trouble:
    """Why a question's form came back: its block id and a sentence; or a sentence for the whole page."""

    message: str
    block_id: str = ""


@dataclass(frozen=True)
class GivenAnswer:
    """One try: what was chosen, and the fingerprint of the question it answered."""

    block_id: str
    number: int
    option_ids: list[str]
    right: bool
    sha256: str


@dataclass(frozen=True)
class OptionCard:
    """One answer to choose. Its note is empty until it was checked."""

    id: str
    dom_id: str
    text: str
    checked: bool = False
    note: str = ""
    label: str = ""
    why: str = ""


@dataclass(frozen=True)
class QuestionCard:
    """What templates/courses/_question.html needs. Holds nothing that gives the right answer away."""

    block_id: str
    lesson_id: int
    number: int
    place: int
    total: int
    question: str
    hint: str
    input_type: str
    options: list[OptionCard]
    state: str = ""
    headline: str = ""
    detail: str = ""
    error: str = ""
    changed: bool = False

    @property
    def answered(self) -> bool:
        """Return whether feedback is shown."""
        return bool(self.state)

    @property
    def next_id(self) -> str:
        """Return the anchor of what comes after this question."""
        return f"question-{self.place + 1}" if self.place < self.total else "finish"


def make_card(
    question: Question, lesson_id: int, answers: dict[str, list[GivenAnswer]], trouble: Trouble | None = None
) -> QuestionCard:
    """Return the card with the feedback of the latest try, if that try was at the present wording."""
    kind = KINDS[question.kind]
    tries = answers.get(question.block_id, [])
    latest = tries[-1] if tries else None
    current = latest if latest and latest.sha256 == question.sha256 else None
    chosen = frozenset(current.option_ids) if current else frozenset()
    mark = kind.mark(question.payload, chosen) if current else None
    error = trouble.message if trouble and trouble.block_id == question.block_id else ""
    return QuestionCard(
        block_id=question.block_id,
        lesson_id=lesson_id,
        number=question.number,
        place=question.place,
        total=question.total,
        question=question.payload["question"],
        hint="" if "choose" in question.payload["question"].lower() else kind.hint,
        input_type="checkbox" if kind.several else "radio",
        options=[
            option_card(question.block_id, n, option, chosen, mark)
            for n, option in enumerate(question.payload["options"])
        ],
        state="" if mark is None or error else ("right" if mark.right else "again"),
        headline=mark.headline if mark else "",
        detail=mark.detail if mark else "",
        error=error,
        changed=latest is not None and current is None,
    )


def option_card(
    block_id: str, place: int, option: dict[str, Any], chosen: frozenset[str], mark: Mark | None
) -> OptionCard:
    """Return one option with its note, which exists only after checking."""
    note = mark.notes.get(option["id"]) if mark else None
    return OptionCard(
        id=option["id"],
        dom_id=f"o-{block_id}-{place}",
        text=option["text"],
        checked=option["id"] in chosen,
        note=note.state if note else "",
        label=note.label if note else "",
        why=note.why if note else "",
    )

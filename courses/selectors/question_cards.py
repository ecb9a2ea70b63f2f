"""A question as one person sees it: before, after a try, or with what is missing said in words."""

from dataclasses import dataclass

from courses.blocks.questions import KINDS, Line, Response
from courses.rendering.lesson_body import Question

NOTHING = Response()


@dataclass(frozen=True)
class Trouble:
    """Why a question's form came back: a sentence, the question's block id ("" for the whole page), what was sent."""

    message: str
    block_id: str = ""
    sent: Response = NOTHING


@dataclass(frozen=True)
class GivenAnswer:
    """One try: what was answered, and the fingerprint of the question it answered."""

    block_id: str
    number: int
    option_ids: list[str]
    text: str
    right: bool
    sha256: str

    @property
    def response(self) -> Response:
        """Return what was answered as the kinds of question take it."""
        return Response(tuple(self.option_ids), self.text)


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
    form: str
    input_type: str
    lines: list[Line]
    text: str = ""
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
    def personal(self) -> bool:
        """Return whether it shows what a person typed: such a card is rendered for them alone and kept nowhere."""
        return bool(self.text)

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
    current = latest if latest and question.is_same_as(latest.sha256) else None
    mine = trouble if trouble and trouble.block_id == question.block_id else None
    mark = kind.mark(question.payload, current.response) if current and not mine else None
    shown = mine.sent if mine else current.response if current else NOTHING
    return QuestionCard(
        block_id=question.block_id,
        lesson_id=lesson_id,
        number=question.number,
        place=question.place,
        total=question.total,
        question=question.payload["question"],
        hint="" if "choose" in question.payload["question"].lower() else str(kind.hint),
        form=kind.form,
        input_type=kind.input_type,
        lines=kind.lines(question.payload, shown, mark),
        text=shown.text,
        state="" if mark is None else ("right" if mark.right else "again"),
        headline=mark.headline if mark else "",
        detail=mark.detail if mark else "",
        error=mine.message if mine else "",
        changed=latest is not None and current is None,
    )

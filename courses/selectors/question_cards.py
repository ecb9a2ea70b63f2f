"""A question as one person sees it: before, after a try, or with what is missing said in words."""

from dataclasses import dataclass

from courses.blocks.questions import KINDS, Line, Mark, Move, Response
from courses.rendering.lesson_body import Question
from courses.selectors.poll_results import PollResult
from courses.selectors.question_work import NO_WORK, Work

NOTHING = Response()


@dataclass(frozen=True)
class Trouble:
    """Why a question's form came back: a sentence, the question's block id ("" for the whole page), what was sent.

    `move` is no trouble at all: lines were rearranged, nothing was checked yet.
    """

    message: str
    block_id: str = ""
    sent: Response = NOTHING
    move: Move | None = None


@dataclass(frozen=True)
class QuestionCard:
    """What templates/courses/_question.html needs. Holds nothing that gives the right answer away."""

    block_id: str
    lesson_id: int
    number: int
    place: int
    total: int
    kind: str
    question: str
    hint: str
    form: str
    input_type: str
    longest: int
    unit: str
    lines: list[Line]
    choices: tuple[tuple[str, str], ...] = ()
    text: str = ""
    state: str = ""  # after checking: right, again or compare; kept for notes and votes
    headline: str = ""
    detail: str = ""
    again: tuple[str, str] | None = None  # where to read again: a heading and its anchor
    error: str = ""
    changed: bool = False
    correction: str = ""
    counts: bool = False  # an earlier answer counts as right after a correction
    move: Move | None = None
    edit: int = 0
    other_text: str = ""  # a note as it is kept, where another one was just refused
    poll: PollResult | None = None

    @property
    def answered(self) -> bool:
        """Return whether feedback is shown."""
        return bool(self.state)

    @property
    def personal(self) -> bool:
        """Return whether it shows what a person typed or just did: it is rendered for them alone and kept nowhere."""
        return bool(self.text or self.other_text or self.move or self.error or self.poll)

    @property
    def next_id(self) -> str:
        """Return the anchor of what comes after this question."""
        return f"question-{self.place + 1}" if self.place < self.total else "finish"


def make_card(question: Question, lesson_id: int, work: Work = NO_WORK, trouble: Trouble | None = None) -> QuestionCard:
    """Return the card: with the feedback of the latest try if that was at the present wording, a note, or a vote."""
    kind = KINDS[question.kind]
    back = trouble if trouble and trouble.block_id == question.block_id else None
    tries = work.answers.get(question.block_id, [])
    latest = tries[-1] if tries else None
    kept = kept_response(question, work)
    shown = back.sent if back else kept or NOTHING
    mark = kind.mark(question.payload, kept) if kept and not back else None
    state = state_of(kind.marked, mark)
    changed = latest is not None and kept is None
    note = work.notes.get(question.block_id)
    vote = work.votes.get(question.block_id)
    return QuestionCard(
        block_id=question.block_id,
        lesson_id=lesson_id,
        number=question.number,
        place=question.place,
        total=question.total,
        kind=question.kind,
        question=question.payload["question"],
        hint="" if "choose" in question.payload["question"].lower() else str(kind.hint),
        form=kind.form,
        input_type=kind.input_type,
        longest=kind.longest,
        unit=question.payload.get("unit", ""),
        lines=kind.lines(question.payload, shown, mark),
        choices=kind.choices(question.payload),
        text=shown.text,
        state=state,
        headline=mark.headline if mark else "",
        detail=mark.detail if mark else "",
        again=question.again if state in {"again", "compare"} else None,
        error=back.message if back else "",
        changed=changed,
        correction=question.correction if changed else "",
        counts=changed and any(answer.graded for answer in tries),
        move=back.move if back else None,
        edit=note.edit if note else 0,
        other_text=note.text if note and back and note.text != shown.text else "",
        poll=vote.result if vote and not back else None,
    )


def kept_response(question: Question, work: Work) -> Response | None:
    """Return what is kept of a person's answer to a question as it is worded now."""
    block_id = question.block_id
    if note := work.notes.get(block_id):
        return Response(text=note.text)
    if vote := work.votes.get(block_id):
        return Response((vote.option_id,))
    latest = next(reversed(work.answers.get(block_id, [])), None)
    if latest is None or not question.is_same_as(latest.sha256):
        return None
    # Words typed in another language cannot be compared with ours in this one.
    return None if KINDS[question.kind].by_words and latest.sha256 != question.sha256 else latest.response


def state_of(marked: bool, mark: Mark | None) -> str:
    """Return what the card looks like."""
    if mark is None:
        return ""
    if not marked:
        return "kept"
    if mark.right:
        return "right"
    return "compare" if mark.compare else "again"

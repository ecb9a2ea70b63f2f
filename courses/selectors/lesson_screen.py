"""Everything the lesson page shows to one person. Two queries at most, whatever the number of lessons or learners."""

import uuid
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from courses.access import reader
from courses.blocks.questions import KINDS
from courses.blocks.questions.ordering import OrderingBlock
from courses.models import LessonPage, ProgrammePage
from courses.rendering.lesson_body import LessonBody, Part, lesson_body
from courses.selectors import words
from courses.selectors.outline import LessonRow, ModuleRow, Outline, outline_for_lesson, outline_of
from courses.selectors.progress import done_by
from courses.selectors.question_cards import QuestionCard, Trouble, make_card
from courses.selectors.question_work import Work, work_in
from courses.selectors.what_changed import versions_like_today

# Strangers get a whole page that is kept: it must come out the same each time, or no browser could keep it either.
# The id is unique for one person only, so many may use the same.
FIRST_ACT = "a stranger's first act"


@dataclass(frozen=True)
class Step:
    """One line of the lesson list."""

    title: str
    url: str
    small: str
    done: bool
    current: bool


@dataclass(frozen=True)
class ScreenPart:
    """A run of prose or one question."""

    html: str = ""
    card: QuestionCard | None = None


@dataclass(frozen=True)
class LessonScreen:
    """What templates/courses/lesson_page.html needs."""

    outline: Outline
    module: ModuleRow
    row: LessonRow
    body: LessonBody
    parts: list[ScreenPart]
    done: frozenset[uuid.UUID]  # of this edition's lessons
    is_done: bool
    following: LessonRow | None
    previous: LessonRow | None
    client_uuid: uuid.UUID
    is_guest: bool
    fixed: bool  # published, so that its parts may be kept; False for a preview
    score: str = ""
    message: str = ""
    error: bool = False
    updated: bool = False  # it teaches something else than when this person did it

    @cached_property
    def steps(self) -> list[Step]:
        """Return the lesson list, which is rarely needed: its HTML is kept."""
        return [step(other, self.done, self.row) for other in self.module.lessons]

    @property
    def ticks(self) -> tuple[bool, ...]:
        """Return which lessons of the module are done, in its order: all that the list shows about a person."""
        return tuple(lesson.lineage in self.done for lesson in self.module.lessons)

    @property
    def done_count(self) -> int:
        """Return how many lessons of this module are done."""
        return sum(self.ticks)

    @property
    def module_words(self) -> str:
        """Return "2 of 5 lessons done"."""
        return words.lessons_done(self.done_count, len(self.module.lessons))

    @property
    def needs_order(self) -> bool:
        """Return whether there are lines to put in order, which a script moves."""
        return any(question.kind == OrderingBlock.kind for question in self.body.questions)

    @property
    def needs_drafts(self) -> bool:
        """Return whether something is typed here, which a script keeps until it is sent."""
        return any(KINDS[question.kind].longest for question in self.body.questions)

    @property
    def next_is_new_module(self) -> bool:
        """Return whether going on means starting another module."""
        return self.following is not None and self.following.module_index != self.row.module_index


def lesson_screen(lesson: LessonPage, request: HttpRequest, trouble: Trouble | None = None) -> LessonScreen:
    """Return the lesson as this person sees it. Never writes."""
    preview = bool(getattr(request, "is_preview", False))
    outline = outline_for_lesson(lesson)
    if preview or outline is None or lesson.lineage not in outline.by_lineage:
        outline = outline_of(ProgrammePage.objects.ancestor_of(lesson).get(), also=lesson)
    row = outline.by_lineage[lesson.lineage]
    module = outline.module_of(row)
    user = None if preview else reader(request)
    done = done_by(user, outline)
    body = lesson_body(lesson, fresh=preview)
    work = work_in(user, outline.programme, outline.year, lesson.lineage, body)
    cards = {question.block_id: make_card(question, row.page_id, work, trouble) for question in body.questions}
    return LessonScreen(
        outline=outline,
        module=module,
        row=row,
        body=body,
        parts=[show(part, cards) for part in body.parts],
        done=frozenset(done),
        is_done=row.lineage in done,
        following=outline.after(row),
        previous=outline.before(row),
        client_uuid=uuid.uuid4() if user else uuid.uuid5(lesson.lineage, FIRST_ACT),
        fixed=not preview,
        is_guest=bool(getattr(user, "is_guest", False)),
        score=score(body, work) if work.answers else "",
        message=trouble.message if trouble and not trouble.block_id else "",
        error=bool(trouble and trouble.message),
        updated=row.lineage in done and done[row.lineage] not in versions_like_today(lesson, outline),
    )


def show(part: Part, cards: dict[str, QuestionCard]) -> ScreenPart:
    """Return one part of the shared body with this person's card where it is a question."""
    return ScreenPart(card=cards[part.question.block_id]) if part.question else ScreenPart(html=part.html)


def step(row: LessonRow, done: frozenset[uuid.UUID], here: LessonRow) -> Step:
    """Return one line of the lesson list."""
    is_done, current = row.lineage in done, row == here
    small = words.lesson_small(row.minutes, words.lesson_state(done=is_done, current=current))
    return Step(row.title, row.url, small, is_done, current)


def score(body: LessonBody, work: Work) -> str:
    """Return "You got 4 of 5 right first time" once every marked question was answered right, else nothing."""
    marked = [question for question in body.questions if KINDS[question.kind].marked]
    tries = [work.answers.get(question.block_id, []) for question in marked]
    if not tries or not all(any(answer.counts for answer in row) for row in tries):
        return ""
    return words.first_time(sum(row[0].counts for row in tries), len(tries))

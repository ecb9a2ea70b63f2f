"""The facilitator pack of a module (AC-38): all that somebody needs to run it with a group, on at most twelve pages.

It is made from the module's own blocks and a few optional notes. Where a module is large, the pack becomes thrifty by
itself and says where the rest stands: in the printed lessons.
"""

from dataclasses import dataclass
from math import ceil

from django.conf import settings
from django.urls import reverse

from courses.offline.copies import PaperCopy
from courses.offline.links import readable
from courses.offline.question_sheet import QuestionSheet
from courses.offline.sheets import LessonSheet
from lms.lib.fragments import as_text, tree_of

WELCOME, CLOSE = 10, 10  # minutes of each session
TALK, PLAN_TASK, QUESTION = 8, 3, 1  # minutes for a prompt, for planning a task, for a question
LONGEST_SESSION = 90  # minutes
MOST_PAGES = 12
PARTS = (
    "reasons",
    "questions",
    "tasks",
    "answers",
)  # what goes first where a module is large; print the lessons for it
LINES_A_PAGE = 50  # of A4 in this layout, without what stays empty where a box would not fit
FRONT_LINES = 68  # plan, what to bring, how to run it: the same in every pack
WIDE, NARROW = 88, 38  # characters in a line, and in one of two columns


@dataclass(frozen=True)
class PackLesson:
    """One lesson in the plan. Minutes: reading it out, talking, the questions, planning the task."""

    sheet: LessonSheet
    read: int
    talk: int
    ask: int
    task: int
    prompts: list[str]
    tasks: list[str]

    @property
    def together(self) -> int:
        """Return the minutes of the whole lesson in a group."""
        return self.read + self.talk + self.ask + self.task


@dataclass(frozen=True)
class Session:
    """Lessons that fit into one evening."""

    number: int
    lessons: list[PackLesson]

    @property
    def minutes(self) -> int:
        """Return how long it takes, with a welcome and a close."""
        return WELCOME + CLOSE + sum(lesson.together for lesson in self.lessons)


@dataclass(frozen=True)
class Pack:
    """What templates/courses/paper/pack.html needs."""

    lessons: list[PackLesson]
    sessions: list[Session]
    has: frozenset[str]  # which of PARTS there is room for
    keep_place: str
    help_page: str

    @property
    def minutes(self) -> int:
        """Return how long all sessions take together."""
        return sum(session.minutes for session in self.sessions)


def make_pack(copy: PaperCopy) -> Pack:
    """Return the pack of a module's copy."""
    lessons = [pack_lesson(sheet) for sheet in copy.lessons]
    sessions = [Session(number, part) for number, part in enumerate(evenings(lessons), start=1)]
    has = what_fits(lessons)
    return Pack(
        lessons=lessons,
        sessions=sessions,
        has=has,
        keep_place=written(reverse("accounts:keep_place")),
        help_page=written("/help/"),
    )


def written(path: str) -> str:
    """Return an address of ours as people type it."""
    return readable(settings.PUBLIC_BASE_URL + path).split("://", 1)[-1]


def pack_lesson(sheet: LessonSheet) -> PackLesson:
    """Return one lesson's part of the plan: its own minutes hold half a minute for each question, as a reader needs."""
    prompts, tasks, questions = sheet.of_kind("prompt"), sheet.of_kind("task"), len(sheet.questions)
    return PackLesson(
        sheet=sheet,
        read=max(1, sheet.minutes - questions // 2),
        talk=TALK * max(1, len(prompts)),
        ask=QUESTION * questions,
        task=PLAN_TASK * len(tasks),
        prompts=prompts,
        tasks=tasks,
    )


def evenings(lessons: list[PackLesson]) -> list[list[PackLesson]]:
    """Return the lessons in sessions of at most an hour and a half, in order; a longer lesson has one to itself."""
    parts: list[list[PackLesson]] = []
    for lesson in lessons:
        used = WELCOME + CLOSE + sum(other.together for other in parts[-1]) if parts else LONGEST_SESSION + 1
        if used + lesson.together > LONGEST_SESSION:
            parts.append([])
        parts[-1].append(lesson)
    return parts


def what_fits(lessons: list[PackLesson]) -> frozenset[str]:
    """Return the parts that a pack of at most twelve pages has room for: they go in the order of PARTS."""
    for first in range(len(PARTS)):
        if estimated_pages(lessons, frozenset(PARTS[first:])) <= MOST_PAGES:
            return frozenset(PARTS[first:])
    return frozenset()


def estimated_pages(lessons: list[PackLesson], has: frozenset[str]) -> int:
    """Return how many pages of A4 a pack fills at most: each part by its lines, with what stays empty at page ends."""
    sheets = [lesson.sheet for lesson in lessons]
    front = FRONT_LINES + 2.5 * len(lessons) + sum(lesson_lines(lesson, "tasks" in has) for lesson in lessons)
    keep = 16 + sum(3 + sum(lines(line, WIDE) for line in sheet.summary) for sheet in sheets)
    asked = sum(question_lines(question) for sheet in sheets for question in sheet.questions) / 2  # two columns
    answered = sum(
        1
        + lines(answer.question + answer.key + answer.note, WIDE)
        + (
            lines("".join(reason.text + reason.why + "....." for reason in answer.reasons), WIDE)
            if "reasons" in has
            else 0
        )
        for sheet in sheets
        for answer in sheet.answers
    )
    parts = [
        front,
        keep,
        answered + 2 * len(sheets) if "answers" in has else 6,
        asked + 3 * len(sheets) if "questions" in has else 6,
    ]
    return sum(ceil(part / LINES_A_PAGE) for part in parts)


def lesson_lines(lesson: PackLesson, tasks: bool) -> float:
    """Return how many lines one lesson of the pack takes, with its tasks and the note on where one lives or without."""
    boxes = [as_text(tree_of(html)) for html in (*lesson.prompts, *(lesson.tasks if tasks else []))]
    inside = sum(2 + 1.2 * lines(line, WIDE) for box in boxes for line in box.splitlines() if line)
    around = lines(lesson.sheet.where_you_live, WIDE) + len(lesson.sheet.links) if tasks else 0
    return 5 + inside + lines(lesson.sheet.lede, WIDE) + around


def question_lines(question: QuestionSheet) -> float:
    """Return how many lines a question takes in a column."""
    return 3 + lines(question.question, NARROW) + sum(1.3 * lines(row.text, NARROW) for row in question.rows)


def lines(text: str, width: int) -> int:
    """Return how many lines a paragraph takes."""
    return -(-len(text) // width)

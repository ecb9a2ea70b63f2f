"""Lessons ready for paper: the words of their blocks, questions without answers, and the answers by themselves.

Nothing of a person is in here: whoever asks for the same lessons gets the same copy.
"""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from django.conf import settings
from django.urls import reverse

from cms.models import GlossaryTerm
from courses.blocks.questions import KINDS
from courses.models import LessonPage, LessonTerm
from courses.offline.links import LinkList, readable, write_out
from courses.offline.question_sheet import AnswerSheet, QuestionSheet, answer_sheet, question_sheet
from lms.lib.fragments import as_html, tree_of
from lms.lib.qr import QRPath, qr_path


@dataclass(frozen=True)
class SheetPart:
    """A block's words as HTML, or one question. `kind` is the block's name."""

    kind: str
    html: str = ""
    question: QuestionSheet | None = None


@dataclass(frozen=True)
class LessonSheet:
    """What templates/courses/paper/_lesson.html needs. `level` is that of the title's heading; `label` is "1.3"."""

    page_id: int
    lineage: uuid.UUID
    label: str
    level: int
    title: str
    lede: str
    minutes: int
    nation: str
    outcomes: list[str]
    parts: tuple[SheetPart, ...]
    summary: list[str]
    where_you_live: str
    words: tuple[GlossaryTerm, ...]
    sources: list[str]
    checked_on: datetime.date | None
    links: tuple[str, ...]
    way_back: "WayBack"
    answers: tuple[AnswerSheet, ...]

    @property
    def below(self) -> int:
        """Return the level of the headings inside the lesson."""
        return self.level + 1

    @property
    def questions(self) -> list[QuestionSheet]:
        """Return the lesson's questions in order."""
        return [part.question for part in self.parts if part.question]

    def of_kind(self, kind: str) -> list[str]:
        """Return the words of all blocks of one kind, as HTML."""
        return [part.html for part in self.parts if part.kind == kind]

    @property
    def qr_id(self) -> str:
        """Return the id of this lesson's code on a page that may hold several."""
        return f"qr-{self.page_id}"


@dataclass(frozen=True)
class WayBack:
    """How paper leads to the site: an address short enough to type, and a code that a camera reads.

    The code holds year and lineage, so it finds the lesson even where its page was made anew.
    """

    short: str
    whole: str
    qr: QRPath


def way_back(*, page_id: int, year: int, lineage: uuid.UUID, language: str) -> WayBack:
    """Return the way back to a lesson or module."""
    short = settings.PUBLIC_BASE_URL + reverse("courses:come_back", args=[page_id])
    whole = settings.PUBLIC_BASE_URL + reverse("courses:come_back_to", args=[year, lineage])
    if language != settings.LANGUAGE_CODE:
        whole += f"?in={language}"
    return WayBack(short=readable(short).split("://", 1)[-1], whole=whole, qr=qr_path(whole))


def lesson_sheets(lessons: Iterable[LessonPage], *, labels: dict[int, str], year: int, level: int) -> list[LessonSheet]:
    """Return the lessons for paper. One query for all their words, and what the blocks themselves need."""
    pages = list(lessons)
    terms: dict[int, list[GlossaryTerm]] = {}
    rows = LessonTerm.objects.filter(lesson__in=[page.pk for page in pages]).select_related("term")
    for row in rows.order_by("lesson_id", "sort_order"):
        terms.setdefault(row.lesson_id, []).append(row.term)
    return [lesson_sheet(page, labels.get(page.pk, ""), terms.get(page.pk, []), year, level) for page in pages]


def lesson_sheet(lesson: LessonPage, label: str, terms: list[GlossaryTerm], year: int, level: int) -> LessonSheet:
    """Return one lesson for paper."""
    links = LinkList()
    parts: list[SheetPart] = []
    answers: list[AnswerSheet] = []
    for child in lesson.body:
        if child.block_type in KINDS:
            payload = child.block.freeze(child.value)
            place = len(answers) + 1
            parts.append(SheetPart(child.block_type, question=question_sheet(child.block_type, payload, place)))
            answers.append(answer_sheet(child.block_type, payload, place))
        else:
            tree = lower(write_out(tree_of(child.block.print_form(child.value)), links), level - 1)
            parts.append(SheetPart(child.block_type, html=as_html(tree)))
    return LessonSheet(
        page_id=lesson.pk,
        lineage=lesson.lineage,
        label=label,
        level=level,
        title=lesson.title,
        lede=lesson.lede,
        minutes=lesson.minutes_shown,
        nation=lesson.get_nation_display(),
        outcomes=lesson.outcome_list,
        parts=tuple(parts),
        summary=lesson.summary_list,
        where_you_live=lesson.where_you_live,
        words=tuple(terms),
        sources=lesson.source_list,
        checked_on=lesson.last_checked,
        links=tuple(links.addresses),
        way_back=way_back(page_id=lesson.pk, year=year, lineage=lesson.lineage, language=lesson.locale.language_code),
        answers=tuple(answers),
    )


def lower(root: Element, levels: int) -> Element:
    """Make every heading of a tree `levels` smaller: a lesson's own headings stand below its title."""
    for element in root.iter():
        if element.tag in {"h2", "h3"}:
            element.tag = f"h{int(element.tag[1]) + levels}"
    return root

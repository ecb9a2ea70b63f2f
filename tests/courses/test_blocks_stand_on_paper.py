"""Every block of a lesson has three forms: for the screen, for paper and as plain text. A new one without them fails."""

from decimal import Decimal
from typing import Any

import pytest
from wagtail import blocks
from wagtail.blocks import StreamBlock

from cms.blocks import missing_forms
from cms.models import Fact
from courses.blocks.questions import KINDS, Payload, QuestionBlock
from courses.models import LessonPage
from courses.offline.links import LinkList, write_out
from courses.offline.question_sheet import answer_sheet, question_sheet
from lms.lib.fragments import as_html, as_text, tree_of
from tests.courses.pictures import a_picture

BODY: StreamBlock = LessonPage.body.field.stream_block
PROSE = {name: block for name, block in BODY.child_blocks.items() if name not in KINDS}
ASKED = {name: block for name, block in BODY.child_blocks.items() if name in KINDS}

pytestmark = pytest.mark.django_db


class ForgetfulBlock(blocks.CharBlock):
    """A block that somebody added in a hurry."""

    class Meta:
        template = "cms/blocks/heading.html"


def value_of(name: str) -> Any:
    """Return something real to show in a block."""
    if name == "image":
        return BODY.child_blocks[name].to_python(
            {"image": a_picture().pk, "alt": "A row of houses", "decorative": False, "caption": "Hull, 1970"}
        )
    if name == "fact":
        return BODY.child_blocks[name].to_python({"fact": a_fact().pk})
    return BODY.child_blocks[name].get_preview_value()


def a_fact() -> Fact:
    """Return a fact with its source."""
    dates = {"source_date": "2025-12-04", "checked_on": "2026-01-02", "review_by": "2099-01-01"}
    words = {"statement": "About two in three own.", "value": "65%", "unit": "of households", "source": "A survey"}
    fact = Fact.objects.create(key="own", source_url="https://survey.example/1", **words, **dates)
    return Fact.objects.get(pk=fact.pk)


def test_every_block_has_its_three_forms() -> None:
    assert missing_forms(PROSE) == []


def test_a_block_without_them_is_found() -> None:
    assert missing_forms({"hasty": ForgetfulBlock()}) == ["hasty: print", "hasty: text"]


@pytest.mark.parametrize("name", PROSE)
def test_a_block_stands_on_paper_and_as_text(name: str) -> None:
    block, value = PROSE[name], value_of(name)
    paper, text = block.print_form(value), block.text_form(value)
    assert text.strip() != ""
    assert as_text(tree_of(paper)) == text
    assert as_html(tree_of(paper)).count("<") == paper.count("<")  # nothing in it had to go: it stands still


def secrets_of(payload: Payload) -> list[str]:
    """Return all that would give a question's answer away."""
    parts = [*payload.get("options", []), *payload.get("terms", []), *payload.get("slips", [])]
    secrets = [str(part["why"]) for part in parts if part.get("why")]
    secrets += [str(payload[name]) for name in ("why", "thought", "answer", "not_yet") if payload.get(name)]
    return secrets + [one["text"] for one in payload.get("accepted", [])]


FORMS = {  # what each kind leaves room for: letters to circle, boxes to fill, lines to write on
    "single_choice": ("Circle a letter.", {"option"}),
    "multiple_choice": ("Circle every letter that fits.", {"option"}),
    "true_false": ("Circle a letter.", {"option"}),
    "ordering": ("Number them: 1 comes first.", {"option"}),
    "matching": ("Write a letter in each box.", {"box", "option"}),
    "numeric": ("", {"line"}),
    "short_text": ("", {"line"}),
    "reflection": ("", {"line"}),
    "poll": ("Circle a letter.", {"option"}),
}


@pytest.mark.parametrize("name", KINDS)
def test_there_is_room_for_a_pen(name: str) -> None:
    block = ASKED[name]
    sheet = question_sheet(name, block.freeze(block.get_preview_value()), 1)
    assert (sheet.hint, {row.form for row in sheet.rows}) == FORMS[name]
    assert all(row.box for row in sheet.rows) == (name == "ordering")
    assert len(sheet.columns) == (2 if name == "matching" else 1)


@pytest.mark.parametrize("name", ASKED)
def test_a_question_stands_on_paper_and_keeps_its_answer_to_itself(name: str) -> None:
    block: QuestionBlock = ASKED[name]
    payload = block.freeze(block.get_preview_value())
    sheet = question_sheet(name, payload, 1)
    assert sheet.question == payload["question"]
    assert sheet.rows != ()
    assert block.plain(payload).startswith(payload["question"])
    assert [said for said in secrets_of(payload) if said in block.plain(payload)] == []
    assert bool(answer_sheet(name, payload, 1).key) == block.marked


def test_a_fact_says_where_it_is_from() -> None:
    text = PROSE["fact"].text_form(value_of("fact"))
    for said in (
        "65%",
        "of households",
        "About two in three own.",
        "England",
        "A survey",
        "4 December 2025",
        "2 January 2026",
    ):
        assert said in text


def test_a_video_prints_as_what_is_said_with_its_length_and_address() -> None:
    value = dict(value_of("video")) | {"size_mb": Decimal("18.0"), "bsl_address": "https://video.example/bsl"}
    tree = write_out(tree_of(PROSE["video"].print_form(value)), links := LinkList())
    text = as_text(tree)
    assert "6 minutes" in text
    assert "A councillor opens the meeting." in text
    assert links.addresses == ["https://video.example/planning", "https://video.example/bsl"]
    assert "watch the video[1]" in text.replace(" [", "[")


def test_a_picture_prints_with_its_description() -> None:
    text = PROSE["image"].text_form(value_of("image"))
    assert text == "[A row of houses]\nHull, 1970"


def test_links_are_numbered_once_and_made_whole(settings: Any) -> None:
    html = '<p><a href="/learn/">the lessons</a>, <a href="https://a.example/x">there</a>, <a href="/learn/">again</a>,'
    html += ' <a href="https://b.example/">https://b.example/</a>, <a href="#g-word">word</a>, <a href="tel:0800">ring</a></p>'
    tree = write_out(tree_of(html), links := LinkList())
    base = settings.PUBLIC_BASE_URL
    assert as_text(tree) == "the lessons[1], there[2], again[1], https://b.example/, word, ring[3]"
    assert links.addresses == [f"{base}/learn/", "https://a.example/x", "0800"]
    assert f'<a href="{base}/learn/">the lessons</a><sup class="fn">[1]</sup>, ' in as_html(tree)

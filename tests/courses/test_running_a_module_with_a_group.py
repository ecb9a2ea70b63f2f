"""The facilitator pack (AC-38): the hours, what to bring, access, no internet, talk, tasks, handouts and answers."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import ModulePage
from courses.offline import pack
from tests.courses.conftest import School
from tests.courses.school import block, make_lesson, make_module, publish, single_choice

PROMPT = block("prompt", {"text": "<p>Who decides about your home?</p>"})
TASK = block("task", {"title": "Photograph a notice", "minutes": 10, "text": "<p>Take it along.</p>"})


@pytest.fixture(autouse=True)
def own_shelf(settings: Any, tmp_path: Path) -> None:
    """Keep files of each test to itself."""
    settings.VAR_DIR = tmp_path


def pack_of(visitor: Client, module: ModulePage) -> str:
    """Return the words of a module's pack on one line."""
    response = visitor.get(reverse("courses:pack", args=[module.pk]))
    assert response.status_code == 200
    page = response.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())


def test_a_pack_holds_all_that_a_group_needs(school: School, visitor: Client) -> None:
    school.module.bring = "A map of your area"
    school.module.access_tips = "Read the long table out."
    school.module.facilitator_notes = "Leave time for lesson 3."
    school.module.care_note = "Lesson 2 is hard."
    publish(school.module)
    make_lesson(
        school.module, "Together", [PROMPT, TASK, single_choice()], summary="Ask.\nListen.", where_you_live="England."
    )
    words = pack_of(visitor, school.module)
    in_order = [
        "Session 1:",
        "Welcome",
        "1.4 Together",
        "Leave time for lesson 3.",
        "What to bring",
        "A map of your area",
    ]
    in_order += [
        "So that everybody can take part",
        "Read the long table out.",
        "With no internet",
        "Take care",
        "Lesson 2 is hard.",
    ]
    in_order += [
        "resume card at testserver/account/keep-your-place/",
        f"testserver/l/{school.module.pk}/",
        "Lesson by lesson",
    ]
    in_order += [
        "What of this have you seen",
        "Who decides about your home?",
        "Do it: Photograph a notice",
        "Where you live: England.",
    ]
    in_order += ["Handout: keep this", "Listen.", "Handout: check what you know", "Question 1.", "Answers Have a go"]
    in_order += ["Right: B. An inspector"]
    at = 0
    for said in in_order:
        assert (said, words.find(said, at) >= 0) == (said, True)
        at = words.find(said, at)
    assert "Right:" not in words[: words.index("Answers Have a go")]
    assert "They had their vote." in words[words.index("Answers Have a go") :]


def test_minutes_add_up_and_no_evening_is_too_long(school: School, visitor: Client) -> None:
    module = make_module(school.edition, 2)
    for number in range(6):
        make_lesson(module, f"Lesson {number}", [PROMPT, TASK, single_choice()], minutes=15)
    words = pack_of(visitor, module)
    # each lesson: 15 to read, 8 to talk, 1 question, 3 for the task; an evening has 10 + 10 around them
    assert [int(n) for n in re.findall(r"Session \d+: (\d+) minutes", words)] == [74, 74, 74]
    assert "222 minutes in all, in 3 sessions." in words
    assert words.count("Read 15, talk 8, questions 1, plan the task 3 27 min") == 6


def test_a_long_lesson_has_an_evening_to_itself(school: School, visitor: Client) -> None:
    module = make_module(school.edition, 2)
    for minutes in (5, 100, 5):
        make_lesson(module, f"Lesson {minutes} {module.get_children().count()}", minutes=minutes)
    assert re.findall(r"Session \d+: (\d+) minutes", pack_of(visitor, module)) == ["33", "128", "33"]


def test_a_pack_becomes_thrifty_before_it_grows_too_long(
    school: School, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_lesson(school.module, "Together", [TASK, block("heading", "One")])
    everything = ["They had their vote.", "A. The same councillors B. An inspector", "Photograph a notice", "Right: B."]
    left = []
    for pages in (12, 0):
        monkeypatch.setattr(pack, "MOST_PAGES", pages)
        words = pack_of(visitor, school.module)
        left.append([said in words for said in everything])
    assert left == [[True, True, True, True], [False, False, False, False]]
    assert "on the last pages of the printed lessons" in words
    lessons: list[Any] = []
    monkeypatch.setattr(pack, "estimated_pages", lambda lessons, has: 12 + len(has))
    monkeypatch.setattr(pack, "MOST_PAGES", 14)
    assert pack.what_fits(lessons) == {"tasks", "answers"}


def test_a_pack_of_an_empty_module_and_of_none(school: School, visitor: Client) -> None:
    empty = make_module(school.edition, 2)
    assert "are being written" in pack_of(visitor, empty)
    for number in (school.first.pk, school.edition.pk, 999_999, 10**18 - 1):
        assert visitor.get(f"/learning/modules/{number}/facilitator-pack/").status_code == 404
    empty.unpublish()
    assert visitor.get(f"/learning/modules/{empty.pk}/facilitator-pack/").status_code == 404


def test_the_module_page_leads_to_the_pack(school: School, visitor: Client) -> None:
    page = visitor.get(school.module.url).content.decode()
    assert f'href="/learning/modules/{school.module.pk}/facilitator-pack/"' in page
    assert f'href="/learning/modules/{school.module.pk}/take-away/"' in page
    assert (
        f'href="/learning/modules/{school.module.pk}/facilitator-pack/"'
        in visitor.get(f"/learning/modules/{school.module.pk}/take-away/").content.decode()
    )


def test_what_a_trainer_typed_stays_words(school: School, visitor: Client) -> None:
    school.module.bring = "<script>alert(1)</script>"
    publish(school.module)
    page = visitor.get(reverse("courses:pack", args=[school.module.pk])).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert json.dumps("<script>alert") not in page

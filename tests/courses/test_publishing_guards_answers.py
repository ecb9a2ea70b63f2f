"""Publishing freezes what learners see, and refuses what would make their answers meaningless (learning.md section 8)."""

import json
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Locale

from courses.blocks.questions import KINDS
from courses.errors import KindChanged
from courses.models import LessonVersion, QuestionVersion
from courses.models.permanent import PermanentRowError
from courses.services.progress import mark_done
from courses.services.versions import freeze_published
from lms.accounts.models import User
from tests.courses.conftest import QUESTION, School
from tests.courses.school import RIGHT, block, multiple_choice, publish, single_choice, true_false


def body(school: School, *blocks: dict[str, object]) -> None:
    school.first.body = json.dumps(blocks)


def test_publishing_again_makes_no_new_version(school: School) -> None:
    publish(school.first)
    publish(school.first)
    assert QuestionVersion.objects.filter(block_id=QUESTION).count() == 1
    assert LessonVersion.objects.filter(lineage=school.first.lineage).count() == 1


def test_a_changed_question_is_a_new_version_and_the_old_one_stays(school: School) -> None:
    body(school, single_choice("Who decides in the end?", QUESTION))
    publish(school.first)
    versions = QuestionVersion.objects.filter(block_id=QUESTION).order_by("number")
    assert [(row.number, row.payload["question"]) for row in versions] == [
        (1, "Who decides the appeal?"),
        (2, "Who decides in the end?"),
    ]


def test_moving_blocks_spacing_and_link_targets_is_no_new_lesson_version(school: School) -> None:
    text = '<p>See <a linktype="page" id="3">this page</a>.</p>'
    body(school, block("text", text))
    publish(school.first)
    body(school, block("text", text.replace('id="3"', 'id="99"').replace("See ", "See  ")))
    publish(school.first)
    assert LessonVersion.objects.filter(lineage=school.first.lineage).count() == 2  # the fixture's, and this one


def test_a_draft_freezes_nothing(school: School) -> None:
    body(school, single_choice("Not yet said", QUESTION))
    school.first.save_revision()
    assert QuestionVersion.objects.filter(block_id=QUESTION).count() == 1


@pytest.mark.parametrize("fault", ["repeated", "repeated in options", "missing in options", "broken"])
def test_ids_are_present_and_unique_anywhere_in_the_tree(school: School, fault: str) -> None:
    first, second = single_choice(block_id=QUESTION), block("text", "<p>Words</p>")
    if fault == "repeated":
        second["id"] = QUESTION.upper()
    elif fault == "repeated in options":
        first["value"]["options"][0]["id"] = RIGHT
    elif fault == "missing in options":
        del first["value"]["options"][0]["id"]
    else:
        second["id"] = "not-a-uuid"
    body(school, first, second)
    with pytest.raises(ValidationError) as refused:
        school.first.full_clean()
    assert list(refused.value.message_dict) == ["body"]


@pytest.mark.parametrize("other", [multiple_choice, true_false])
def test_a_question_may_not_turn_into_another_kind(school: School, other: object) -> None:
    body(school, other(block_id=QUESTION))  # type: ignore[operator]
    with pytest.raises(ValidationError) as refused:
        school.first.full_clean()
    assert "is now of another kind" in str(refused.value)
    with pytest.raises(KindChanged):
        freeze_published(lesson=school.first)


def test_the_same_block_in_another_lesson_is_another_question(school: School) -> None:
    copy = school.first.copy(update_attrs={"slug": "copy", "title": "Copy"})
    publish(copy)
    assert QuestionVersion.objects.filter(block_id=QUESTION).values("lineage").distinct().count() == 2


def test_a_translation_keeps_lineage_and_block_ids(school: School) -> None:
    welsh = Locale.objects.create(language_code="cy")
    for page in (school.index.get_parent().specific, school.index, school.edition, school.module):
        page.copy_for_translation(welsh)
    lesson = school.first.copy_for_translation(welsh)
    assert (lesson.lineage, [child.id for child in lesson.body]) == (
        school.first.lineage,
        [child.id for child in school.first.body],
    )


def test_an_edition_that_people_started_keeps_its_year(school: School, learner: User) -> None:
    school.edition.year = 2030
    school.edition.full_clean()
    school.edition.year = 2027
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    school.edition.year = 2030
    with pytest.raises(ValidationError) as refused:
        school.edition.full_clean()
    assert list(refused.value.message_dict) == ["year"]


def test_versions_are_written_once(school: School) -> None:
    version = QuestionVersion.objects.get(block_id=QUESTION)
    version.payload = {}
    with pytest.raises(PermanentRowError):
        version.save()


@pytest.mark.parametrize("changed", [{"number": 9}, {"sha256": "x"}])
def test_the_database_refuses_a_second_version_of_the_same(school: School, changed: dict[str, object]) -> None:
    version = QuestionVersion.objects.get(block_id=QUESTION)
    version.pk, version._state.adding = None, True
    for name, value in changed.items():
        setattr(version, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        version.save(force_insert=True)


# --- what a trainer may write ---


def test_each_kind_refuses_an_unfair_question() -> None:
    single, several = KINDS["single_choice"](), KINDS["multiple_choice"]()
    unfair = [
        (single, single_choice(), lambda options: options[0]["value"].update(correct=True)),
        (single, single_choice(), lambda options: options[1]["value"].update(correct=False)),
        (single, single_choice(), lambda options: options[0]["value"].update(text="An Inspector ")),
        (single, single_choice(), lambda options: options[0]["value"].update(why="  ")),
        (several, multiple_choice(), lambda options: [row["value"].update(correct=False) for row in options]),
    ]
    for kind, raw, spoil in unfair:
        kind.clean(kind.to_python(raw["value"]))
        spoil(raw["value"]["options"])
        with pytest.raises(ValidationError):
            kind.clean(kind.to_python(raw["value"]))
    myth = KINDS["true_false"]()
    with pytest.raises(ValidationError):
        myth.clean(myth.to_python({**true_false()["value"], "why_true": ""}))


def test_paper_has_letters_and_no_key() -> None:
    kind = KINDS["single_choice"]()
    payload = kind.freeze(kind.to_python(single_choice()["value"]))
    assert kind.plain(payload) == (
        "Who decides the appeal?\n  A. The same councillors\n  B. An inspector\n  C. A ballot"
    )

"""Which answers mislead: first answers, option by option, as the question was worded then."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from courses.models import QuestionVersion
from courses.selectors.insight_counts import Scope
from courses.selectors.insight_questions import QuestionInsight, hardest, questions_of
from lms.accounts.models import User
from lms.lib import clock
from tests.courses.conftest import School
from tests.courses.insight_school import answered, people_who_finished
from tests.courses.school import OTHER, RIGHT, WRONG


@pytest.fixture
def version(school: School) -> QuestionVersion:
    """Return the question of the first lesson after 40 people answered it, 12 of them right the first time."""
    found = QuestionVersion.objects.get(lineage=school.first.lineage)
    people = people_who_finished(school.edition, school.lessons, [1] * 40)
    chosen = [RIGHT] * 12 + [WRONG] * 25 + [OTHER] * 3
    for enrolment, option_id in zip(people, chosen, strict=True):
        answered(enrolment, found, [option_id], right=option_id == RIGHT)
    for enrolment in people[12:30]:
        answered(enrolment, found, [RIGHT], right=True, number=2)
    return found


def test_options_show_who_chose_them_first_and_which_misleads(school: School, version: QuestionVersion) -> None:
    scope = Scope(school.edition.lineage, school.edition.year)
    (one,) = questions_of(scope, {school.first.lineage: "1.1"})
    assert (str(one.right), str(one.tried), one.percent, str(one.tries)) == ("10", "35", 29, "60")
    assert [(option.text, str(option.people), option.percent, option.misleads) for option in one.options] == [
        ("The same councillors", "25", 71, True),
        ("An inspector", "10", 29, False),
        ("A ballot", "Fewer than 5", None, False),
    ]
    assert one.misleading == one.options[0]
    assert hardest([one]) == [one]


def test_a_new_wording_is_a_line_of_its_own(school: School, version: QuestionVersion) -> None:
    newer = QuestionVersion(
        lineage=version.lineage,
        block_id=version.block_id,
        number=2,
        sha256="1" * 64,
        kind=version.kind,
        payload={**version.payload, "question": "Who decides an appeal?"},
        created_at=version.created_at,
    )
    newer.save()
    for enrolment in people_who_finished(school.edition, school.lessons, [1] * 7):
        answered(enrolment, newer, [RIGHT], right=True)
    found = questions_of(Scope(school.edition.lineage, school.edition.year), {school.first.lineage: "1.1"})
    assert [(one.question, one.version, str(one.right)) for one in found] == [
        ("Who decides an appeal?", 2, "5"),
        ("Who decides the appeal?", 1, "10"),
    ]
    assert found[0].percent is None  # seven people are too few for a percentage


def test_the_modules_page_says_it_in_words(
    school: School, version: QuestionVersion, trainer: User, client_of: Callable[[User], Client]
) -> None:
    address = f"/learning/reports/{school.edition.lineage}/{school.edition.year}/modules/{school.module.pk}/"
    page = client_of(trainer).get(address).content.decode()
    assert "misleads most" in page
    assert "Fewer than 5" in page


def test_a_group_is_counted_by_itself(school: School, version: QuestionVersion) -> None:
    people = tuple(people_who_finished(school.edition, school.lessons, [1] * 6)[n].user_id for n in range(6))
    scope = Scope(school.edition.lineage, school.edition.year, people)
    assert questions_of(scope, {school.first.lineage: "1.1"}) == []
    assert scope.enrolments.count() == 6


def asked_with(school: School, options: int, people: list[int]) -> QuestionInsight:
    """Return the insight into a new question with so many options, the first one right, after people chose them."""
    names = [str(number) for number in range(options)]
    version = QuestionVersion(
        lineage=school.first.lineage,
        block_id=uuid.uuid4(),
        number=1,
        sha256="2" * 64,
        kind="single_choice",
        payload={
            "question": "Which one?",
            "options": [{"id": name, "text": name, "correct": name == "0"} for name in names],
        },
        created_at=clock.now(),
    )
    version.save()
    chosen = [name for name, count in zip(names, people, strict=True) for _ in range(count)]
    for enrolment, name in zip(
        people_who_finished(school.edition, school.lessons, [1] * len(chosen)), chosen, strict=True
    ):
        answered(enrolment, version, [name], right=name == "0")
    found = questions_of(Scope(school.edition.lineage, school.edition.year), {school.first.lineage: "1.1"})
    return next(one for one in found if one.question == "Which one?")


def test_a_share_that_the_hidden_answers_could_change_much_is_not_shown(school: School) -> None:
    one = asked_with(school, 4, [20, 4, 4, 4])  # 62 in a hundred; of the shown answers all are right
    assert (str(one.right), one.percent, [option.percent for option in one.options]) == ("20", None, [None] * 4)
    assert hardest([one]) == []


def test_a_question_that_almost_nobody_got_right_is_among_the_hardest(
    school: School, version: QuestionVersion, trainer: User, client_of: Callable[[User], Client]
) -> None:
    one = asked_with(school, 3, [2, 20, 5])
    (easier,) = questions_of(Scope(school.edition.lineage, school.edition.year), {school.first.lineage: "1.1"})[1:]
    assert (str(one.right), one.percent, hardest([easier, one])) == ("Fewer than 5", None, [one, easier])
    page = client_of(trainer).get(f"/learning/reports/{school.edition.lineage}/{school.edition.year}/").content.decode()
    assert "Fewer than 5 right first time" in page
    assert 'class="f" width="0"' in page

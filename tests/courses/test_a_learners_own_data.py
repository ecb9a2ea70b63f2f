"""What learning keeps about a person can be read by them and erased; nobody else's is in it."""

import json
import uuid

from courses.models import Attempt, Enrolment, Evidence, LessonCompletion, LessonVersion, QuestionVersion
from courses.services.answers import answer_question, check_choice
from courses.services.data_rights import erase_learning, export_learning
from courses.services.progress import mark_done
from lms.accounts.data_rights import keepers
from lms.accounts.models import User
from tests.courses.conftest import QUESTION, School
from tests.courses.school import RIGHT, WRONG


def learn(user: User, school: School, option: str) -> None:
    choice = check_choice(lesson=school.first, block_id=uuid.UUID(QUESTION), option_ids=[option], seen=1)
    answer_question(user=user, lesson=school.first, choice=choice, client_uuid=uuid.uuid4(), by=user)
    mark_done(user=user, lesson=school.first, client_uuid=uuid.uuid4(), by=user)


def test_the_export_holds_what_was_done_and_only_ones_own(school: School, learner: User, other_learner: User) -> None:
    learn(learner, school, WRONG)
    learn(other_learner, school, RIGHT)
    (programme,) = export_learning(learner)["programmes"]
    assert [row["lesson"] for row in programme["lessons_done"]] == ["Who decides"]
    assert [(row["answer"], row["right"]) for row in programme["answers"]] == [("The same councillors", False)]
    assert "An inspector" not in json.dumps(programme)


def test_erasing_removes_a_person_and_leaves_the_versions(school: School, learner: User, other_learner: User) -> None:
    learn(learner, school, RIGHT)
    learn(other_learner, school, RIGHT)
    versions = (LessonVersion.objects.count(), QuestionVersion.objects.count())
    erase_learning(learner)
    erase_learning(learner)
    for model in (Enrolment, Attempt, LessonCompletion):
        assert model.objects.count() == 1
    assert set(Evidence.objects.values_list("enrolment__user", flat=True)) == {other_learner.pk}
    assert (LessonVersion.objects.count(), QuestionVersion.objects.count()) == versions


def test_learning_is_part_of_everybodys_download() -> None:
    assert "learning" in [keeper.name for keeper in keepers()]

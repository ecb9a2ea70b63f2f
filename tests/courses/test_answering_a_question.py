"""Answering: marked by option ids on the server, unlimited tries, kept with the wording the learner saw."""

import json
import uuid

import pytest
from django.test import Client

from courses.errors import NoAnswer, QuestionChanged
from courses.models import Answer, Attempt, Enrolment, Evidence, LessonCompletion, LessonPage, QuestionVersion
from courses.services.answers import ANSWERS_A_MINUTE, answer_question, check_choice
from lms.accounts.models import User
from tests.courses.conftest import QUESTION, School
from tests.courses.school import OTHER, RIGHT, WRONG, multiple_choice, publish, single_choice, true_false

FORM = uuid.UUID(int=77)


def give(user: User, lesson: LessonPage, *options: str, seen: int = 0, form: uuid.UUID = FORM) -> Answer:
    choice = check_choice(lesson=lesson, block_id=uuid.UUID(QUESTION), option_ids=list(options), seen=seen)
    return answer_question(user=user, lesson=lesson, choice=choice, client_uuid=form, by=user)


def change_body(lesson: LessonPage, *body: dict[str, object]) -> LessonPage:
    lesson.body = json.dumps(body)
    return publish(lesson)


def test_a_try_is_kept_with_the_version_it_answered(school: School, learner: User) -> None:
    answer = give(learner, school.first, WRONG)
    assert (answer.right, answer.option_ids, answer.question_version.number) == (False, [WRONG], 1)
    assert answer.question_version.payload["question"] == "Who decides the appeal?"


def test_a_right_answer_is_evidence_but_does_not_finish_the_lesson(school: School, learner: User) -> None:
    give(learner, school.first, WRONG)
    assert Evidence.objects.count() == 0
    give(learner, school.first, RIGHT)
    assert [row.kind for row in Evidence.objects.all()] == ["quiz"]
    assert LessonCompletion.objects.count() == 0


def test_right_twice_is_one_piece_of_evidence(school: School, learner: User) -> None:
    for option in (RIGHT, WRONG, RIGHT):
        give(learner, school.first, option, form=uuid.uuid4())
    assert [answer.attempt.number for answer in Answer.objects.order_by("pk")] == [1, 2, 3]
    assert Evidence.objects.count() == 1


def test_a_double_click_is_one_try(school: School, learner: User) -> None:
    assert give(learner, school.first, RIGHT).pk == give(learner, school.first, RIGHT).pk
    assert Attempt.objects.count() == 1


def test_going_back_to_another_choice_is_another_try(school: School, learner: User) -> None:
    for option in (WRONG, RIGHT, WRONG):
        give(learner, school.first, option)
    assert [answer.option_ids for answer in Answer.objects.order_by("pk")] == [[WRONG], [RIGHT], [WRONG]]


def test_a_late_replay_of_an_earlier_form_adds_nothing(school: School, learner: User) -> None:
    give(learner, school.first, WRONG, form=uuid.UUID(int=1))
    give(learner, school.first, RIGHT, form=uuid.UUID(int=2))
    assert give(learner, school.first, WRONG, form=uuid.UUID(int=1)).attempt.number == 1
    assert Attempt.objects.count() == 2


def test_an_empty_form_and_a_strange_option_are_refused(school: School) -> None:
    block_id = uuid.UUID(QUESTION)
    with pytest.raises(NoAnswer):
        check_choice(lesson=school.first, block_id=block_id, option_ids=[], seen=1)
    for options in ([str(uuid.uuid4())], ["true"], [RIGHT, WRONG], ["x" * 5000]):
        with pytest.raises(QuestionChanged):
            check_choice(lesson=school.first, block_id=block_id, option_ids=options, seen=1)
    with pytest.raises(QuestionChanged):
        check_choice(lesson=school.lessons[1], block_id=block_id, option_ids=[RIGHT], seen=1)


def test_an_answer_to_an_older_wording_is_marked_by_that_wording(school: School, learner: User) -> None:
    changed = single_choice("Who decides after a refusal?", QUESTION)
    changed["value"]["options"][0]["value"]["correct"], changed["value"]["options"][1]["value"]["correct"] = True, False
    lesson = change_body(school.first, changed)
    old, new = give(learner, lesson, RIGHT, seen=1), give(learner, lesson, RIGHT, seen=2, form=uuid.uuid4())
    assert [(row.right, row.question_version.number) for row in (old, new)] == [(True, 1), (False, 2)]


def test_a_removed_question_keeps_its_answers_and_revives_with_its_id(school: School, learner: User) -> None:
    give(learner, school.first, RIGHT)
    lesson = change_body(school.first, true_false())
    with pytest.raises(QuestionChanged):
        give(learner, lesson, RIGHT)
    assert Answer.objects.count() == 1
    lesson = change_body(lesson, single_choice(block_id=QUESTION))
    assert give(learner, lesson, RIGHT).attempt.number == 1
    assert QuestionVersion.objects.filter(block_id=QUESTION).count() == 1


def test_several_answers_say_in_words_what_is_missing(school: School, learner: User) -> None:
    lesson = change_body(school.first, multiple_choice(block_id="7c3a8b52-0f5e-4d0c-8a51-2f1f6f0f8a02"))
    choice = check_choice(
        lesson=lesson, block_id=uuid.UUID("7c3a8b52-0f5e-4d0c-8a51-2f1f6f0f8a02"), option_ids=[RIGHT, WRONG], seen=0
    )
    assert (choice.mark.right, choice.mark.headline) == (False, "You found 1 of 2")
    assert choice.mark.detail == "1 you chose does not fit. 1 is still to find."
    assert {key: note.state for key, note in choice.mark.notes.items()} == {
        RIGHT: "right",
        WRONG: "wrong",
        OTHER: "missed",
    }


def test_too_many_answers_in_a_minute_are_refused_kindly(school: School, learner: User, client_of: object) -> None:
    browser: Client = client_of(learner)  # type: ignore[operator]
    for place in range(ANSWERS_A_MINUTE):
        browser.post(school.answer_url, {"option": (RIGHT, WRONG)[place % 2], "client_uuid": uuid.uuid4()})
    response = browser.post(school.answer_url, {"option": RIGHT})
    assert (response.status_code, "Wait a minute" in response.content.decode()) == (422, True)


# --- in the browser ---


def test_a_strangers_first_answer_makes_a_guest_and_shows_the_feedback(school: School, visitor: Client) -> None:
    assert User.objects.count() == 0
    response = visitor.post(school.answer_url, {"option": WRONG, "seen": "1", "client_uuid": str(FORM)})
    assert (response.status_code, response["Location"]) == (303, f"{school.first.url}#f-{QUESTION}")
    assert User.objects.get().is_guest
    page = visitor.get(school.first.url).content.decode()
    assert "Not quite. Have another go" in page
    assert "They had their vote." in page
    assert "You can write to them." not in page


def test_right_answers_and_reasons_stay_on_the_server_before_an_answer(school: School, visitor: Client) -> None:
    page = visitor.get(school.first.url).content.decode()
    assert "An inspector" in page
    for secret in ("You can write to them.", "They had their vote.", "correct"):
        assert secret not in page


def test_nobody_sees_another_persons_feedback(
    school: School, learner: User, other_learner: User, client_of: object
) -> None:
    give(learner, school.first, WRONG)
    page = client_of(other_learner).get(school.first.url).content.decode()  # type: ignore[operator]
    assert "They had their vote." not in page


def test_no_answer_is_an_error_tied_to_the_question_and_makes_no_guest(school: School, visitor: Client) -> None:
    response = visitor.post(school.answer_url, {"seen": "1"})
    page = response.content.decode()
    assert response.status_code == 422
    assert f'aria-describedby="e-{QUESTION}"' in page
    assert f'<p class="err" id="e-{QUESTION}">' in page
    assert "Choose an answer, then check it." in page
    assert page.count("autofocus") == 1
    assert "<title>Error: " in page
    assert (User.objects.count(), Enrolment.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "sent", [{"option": "nonsense"}, {"option": "1" * 4000, "seen": "9" * 50}, {"option": "é\x00", "client_uuid": "no"}]
)
def test_nonsense_gets_the_question_again(school: School, visitor: Client, sent: dict[str, str]) -> None:
    response = visitor.post(school.answer_url, sent)
    assert response.status_code == 422
    assert "This question has changed since you opened the page." in response.content.decode()


def test_a_question_that_is_gone_says_so_on_the_lesson(school: School, visitor: Client) -> None:
    response = visitor.post(school.answer_url.replace(QUESTION, str(uuid.uuid4())), {"option": RIGHT})
    page = response.content.decode()
    assert (response.status_code, "This question has changed" in page, "Who decides" in page) == (422, True, True)


def test_a_lesson_that_is_not_published_answers_404(school: School, visitor: Client) -> None:
    school.first.unpublish()
    assert visitor.post(school.answer_url, {"option": RIGHT}).status_code == 404


def test_reloading_the_answer_address_leads_to_the_question(school: School, visitor: Client) -> None:
    response = visitor.get(school.answer_url)
    assert (response.status_code, response["Location"]) == (303, f"{school.first.url}#q-{QUESTION}")


def test_the_script_gets_the_same_question_alone(school: School, visitor: Client) -> None:
    response = visitor.post(school.answer_url, {"option": RIGHT}, headers={"X-Fragment": "question"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "Yes, that’s right" in page
    assert "<html" not in page
    empty = visitor.post(school.answer_url, {}, headers={"X-Fragment": "question"})
    assert (empty.status_code, "Choose an answer" in empty.content.decode()) == (422, True)


def test_the_score_comes_when_all_are_right(school: School, learner: User, client_of: object) -> None:
    browser: Client = client_of(learner)  # type: ignore[operator]
    give(learner, school.first, WRONG)
    assert "right first time" not in browser.get(school.first.url).content.decode()
    give(learner, school.first, RIGHT)
    assert "You got 0 of 1 right first time" in browser.get(school.first.url).content.decode()


def test_a_question_that_reached_readers_without_publishing_is_answered_all_the_same(
    school: School, learner: User, client_of: object
) -> None:
    lesson = school.first
    lesson.body = json.dumps([single_choice("Said without publishing?", QUESTION)])
    lesson.save()
    browser: Client = client_of(learner)  # type: ignore[operator]
    assert "Said without publishing?" in browser.get(lesson.url).content.decode()
    browser.post(school.answer_url, {"option": RIGHT, "seen": "0"})
    assert "Yes, that’s right" in browser.get(lesson.url).content.decode()


def test_an_answer_to_an_older_wording_is_mentioned_but_not_marked_on_the_new_one(
    school: School, learner: User, client_of: object
) -> None:
    give(learner, school.first, RIGHT)
    lesson = change_body(school.first, single_choice("Who decides after a refusal?", QUESTION))
    page = client_of(learner).get(lesson.url).content.decode()  # type: ignore[operator]
    assert "The wording of this question has changed since you answered it." in page
    assert "Yes, that’s right" not in page

"""From the first lesson to the last, as a form sends it: mark done, go on, take back, resume."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from courses.models import Enrolment
from courses.selectors.home import newest_edition, resume_for, wall_for
from courses.services.answers import answer_question, check_choice
from courses.services.progress import mark_done
from lms.accounts.models import User
from tests.courses.conftest import QUESTION, School
from tests.courses.school import RIGHT, make_edition, make_lesson, make_module, publish


def done(browser: Client, lesson: object) -> object:
    return browser.post(f"/learning/lessons/{lesson.pk}/done/", {"client_uuid": str(uuid.uuid4())})  # type: ignore[attr-defined]


def test_mark_done_goes_on_and_the_next_page_shows_it(school: School, visitor: Client) -> None:
    response = done(visitor, school.first)
    assert (response.status_code, response["Location"]) == (303, school.lessons[1].url)
    page = visitor.get(response["Location"]).content.decode()
    assert "1 of 3 lessons done" in page
    assert "You are a guest here." in page


def test_the_last_lesson_leads_to_its_module(school: School, visitor: Client) -> None:
    response = done(visitor, school.lessons[-1])
    assert response["Location"] == school.module.url
    assert "1 of 3 lessons done" in visitor.get(school.module.url).content.decode()


def test_only_the_learner_has_the_button_to_take_back(school: School, visitor: Client) -> None:
    assert "Mark as not done" not in visitor.get(school.first.url).content.decode()
    done(visitor, school.first)
    assert "Mark as not done" in visitor.get(school.first.url).content.decode()
    response = visitor.post(f"/learning/lessons/{school.first.pk}/not-done/", {"client_uuid": str(uuid.uuid4())})
    assert (response.status_code, response["Location"]) == (303, f"{school.first.url}#finish")
    assert "0 of 3 lessons done" in visitor.get(school.first.url).content.decode()


@pytest.mark.parametrize("act", ["done", "not-done"])
def test_acts_are_posts_on_published_lessons(school: School, visitor: Client, act: str) -> None:
    draft = make_lesson(school.module, "Draft", live=False)
    assert visitor.get(f"/learning/lessons/{school.first.pk}/{act}/").status_code == 405
    assert visitor.post(f"/learning/lessons/{draft.pk}/{act}/").status_code == 404
    assert visitor.post("/learning/lessons/999999/done/").status_code == 404
    school.module.unpublish()
    assert visitor.post(f"/learning/lessons/{school.first.pk}/{act}/").status_code == 404


def test_the_same_form_sent_for_two_lessons_is_refused_with_a_sentence(school: School, visitor: Client) -> None:
    act = str(uuid.uuid4())
    visitor.post(f"/learning/lessons/{school.first.pk}/done/", {"client_uuid": act})
    response = visitor.post(f"/learning/lessons/{school.lessons[1].pk}/done/", {"client_uuid": act})
    assert (response.status_code, "already saved as something else" in response.content.decode()) == (422, True)


def test_a_lesson_reached_without_its_title_in_the_tree_is_still_one_page(school: School, visitor: Client) -> None:
    page = visitor.get(school.first.url).content.decode()
    assert page.count("<h1") == 1
    assert "Lesson 1 of 3" in page
    assert '<meta name="description" content="Somebody says yes or no.">' in page


def test_unpublished_and_unknown_pages_answer_404(school: School, visitor: Client) -> None:
    school.lessons[1].unpublish()
    for path in (school.lessons[1].url, school.first.url + "nothing/", "/learn/nothing/", "/learn/a/b/c/"):
        assert visitor.get(path).status_code == 404


# --- where to go on ---


def test_a_stranger_and_a_beginner_have_nothing_to_resume(school: School, learner: User) -> None:
    assert (resume_for(None), resume_for(learner)) == (None, None)


def test_resume_is_the_lesson_they_were_on_until_it_is_done(school: School, learner: User) -> None:
    choice = check_choice(lesson=school.first, block_id=uuid.UUID(QUESTION), option_ids=[RIGHT], seen=1)
    answer_question(user=learner, lesson=school.first, choice=choice, client_uuid=uuid.uuid4(), by=learner)
    card = resume_for(learner)
    assert card is not None
    assert (card.title, card.label, card.was_here, card.done, card.total) == ("Who decides", "1.1", True, 0, 3)
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    card = resume_for(learner)
    assert card is not None
    assert (card.title, card.was_here, card.done) == ("Reading a notice", False, 1)


def test_resume_goes_round_to_what_was_skipped_and_ends_when_all_is_done(school: School, learner: User) -> None:
    for lesson in (school.lessons[1], school.lessons[2]):
        mark_done(user=learner, lesson=lesson, client_uuid=uuid.uuid4(), by=learner)
    card = resume_for(learner)
    assert card is not None
    assert card.title == "Who decides"
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    assert resume_for(learner) is None


def test_resume_skips_an_edition_that_is_no_longer_published(school: School, learner: User) -> None:
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    school.edition.unpublish()
    publish(school.index)
    assert resume_for(learner) is None
    assert Enrolment.objects.count() == 1


def test_the_newest_year_leads(school: School, visitor: Client) -> None:
    assert visitor.get("/learn/")["Location"] == school.edition.url
    later = make_edition(school.index, 2028)
    assert visitor.get("/learn/")["Location"] == later.url
    newest = newest_edition()
    assert newest is not None
    assert newest.year == 2028
    page = visitor.get(later.url).content.decode()
    assert "Past years" in page
    assert "It stays open to read, but it is not kept up to date." in visitor.get(school.edition.url).content.decode()


def test_between_years_the_index_says_so(school: School, visitor: Client) -> None:
    school.edition.unpublish()
    response = visitor.get("/learn/")
    assert (response.status_code, "The next year is being written." in response.content.decode()) == (200, True)
    assert newest_edition() is None


def test_the_wall_in_words(school: School, learner: User) -> None:
    make_module(school.edition, 2)
    outline = newest_edition()
    assert outline is not None
    assert wall_for(None, outline).words == "0 of 3 lessons done. 0 of 2 modules done."
    for lesson in school.lessons:
        mark_done(user=learner, lesson=lesson, client_uuid=uuid.uuid4(), by=learner)
    year = wall_for(learner, outline)
    assert year.words == "3 of 3 lessons done. 1 of 2 modules done."
    assert [(card.kind, card.state) for card in year.modules] == [("done", "Done"), ("soon", "Not open yet")]


# --- my learning ---


def test_my_learning_begins_with_the_lesson_to_go_on_with(
    school: School, learner: User, client_of: Callable[[User], Client]
) -> None:
    browser = client_of(learner)
    assert "Your wall starts here." in browser.get("/my-learning/").content.decode()
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    page = browser.get("/my-learning/").content.decode()
    main = page[page.index("<main") :]
    assert main[main.index('href="') :].startswith(f'href="{school.lessons[1].url}"')
    assert "1 of 3 lessons done" in main
    assert "Keep your place on another phone" not in main


def test_my_learning_of_a_stranger_has_a_way_in(school: School, visitor: Client) -> None:
    page = visitor.get("/my-learning/").content.decode()
    assert f'href="{school.first.url}"' in page
    assert "Start with lesson 1.1" in page

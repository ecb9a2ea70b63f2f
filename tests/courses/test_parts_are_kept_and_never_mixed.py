"""Parts of a lesson are rendered once for many people; what is one person's own is never among them."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from courses.rendering.kept import HOLE
from courses.services.answers import answer_question, check_choice
from courses.services.progress import mark_done
from lms.accounts.models import User
from tests.courses.conftest import QUESTION, School

ClientOf = Callable[[User], Client]


def read(client: Client, school: School) -> str:
    return client.get(school.first.url).content.decode()


def forms(page: str) -> list[str]:
    return re.findall(r'name="client_uuid" value="([^"]+)"', page)


def give_wrong(person: User, school: School) -> None:
    version_option = re.compile(r'name="option" value="([^"]+)"')
    client = Client()
    options = version_option.findall(read(client, school))
    for option in options:
        choice = check_choice(lesson=school.first, block_id=uuid.UUID(QUESTION), option_ids=[option], seen=1)
        if not choice.mark.right:
            answer_question(user=person, lesson=school.first, choice=choice, client_uuid=uuid.uuid4(), by=person)
            return
    pytest.fail("the question has no wrong option")


def test_each_reader_gets_their_own_ticks_and_feedback_in_any_order(
    school: School, learner: User, other_learner: User, client_of: ClientOf, visitor: Client
) -> None:
    give_wrong(learner, school)
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    for _ in range(2):  # the second round comes from what was kept
        mine, theirs, nobodys = (
            read(client, school) for client in (client_of(learner), client_of(other_learner), visitor)
        )
        assert ("Lesson 1 is done" in mine, "Lesson 1 is done" in theirs, "Lesson 1 is done" in nobodys) == (
            True,
            False,
            False,
        )
        assert ("1 of 3 lessons done" in mine, "1 of 3 lessons done" in theirs) == (True, False)
        assert ('id="f-' in mine, 'id="f-' in theirs, 'id="f-' in nobodys) == (
            True,
            False,
            False,
        )


def test_a_form_has_a_new_id_each_time_for_somebody_we_know(school: School, learner: User, client_of: ClientOf) -> None:
    client = client_of(learner)
    first, second = forms(read(client, school)), forms(read(client, school))
    assert len(first) == len(second) == 2
    assert len(set(first)) == len(set(second)) == 1
    assert set(first).isdisjoint(second)
    assert HOLE not in first


def test_strangers_get_the_same_page_each_time(school: School) -> None:
    assert read(Client(), school) == read(Client(), school)


def test_a_guests_note_is_not_shown_to_others(school: School, guest: User, learner: User, client_of: ClientOf) -> None:
    assert "You are a guest here." in read(client_of(guest), school)
    assert "You are a guest here." not in read(client_of(learner), school)

"""Coming into a group: three words, a link, a card. No e-mail, a way back, and one answer for every wrong code."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from courses.errors import GroupRefused, NicknameTaken
from courses.models import Cohort, CohortMember
from courses.services import cohort_members
from courses.services.cohort_closing import close_cohort
from courses.services.cohorts import WRONG_TRIES, cohort_by_link, link_of, renew_words, words_of
from lms.accounts.models import User
from lms.accounts.services.resume import make_resume_code
from tests.courses.conftest import School
from tests.courses.groups import join, make_group, place_of

ClientOf = Callable[[User], Client]
CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")
JOIN, NEW = "/join/", "/groups/new/"


@pytest.fixture
def group(school: School, learner: User) -> Cohort:
    """Return the Tuesday group, which Ama looks after as Tea urn."""
    return make_group(school, learner)


def door(cohort: Cohort) -> str:
    """Return the address of a group's door."""
    return f"/g/{link_of(cohort)}/"


def text(response: Any) -> str:
    """Return a page without its form's changing parts."""
    return str(response.content.decode())


def test_three_words_lead_to_the_door_and_a_nickname_lets_in(group: Cohort) -> None:
    browser = Client()
    typed = words_of(group).upper().replace(" ", ", ")
    sent = browser.post(JOIN, {"words": typed})
    assert (sent.status_code, sent["Location"]) == (303, door(group))
    assert browser.get(door(group)).status_code == 200
    assert browser.cookies == {}
    card = browser.post(door(group), {"nickname": " Blue   door ", "share": "no"})
    assert card.status_code == 200
    member = CohortMember.objects.get(nickname="Blue door")
    assert (member.user.is_guest, member.user.email, member.shares_since, member.role) == (True, None, None, "member")
    assert len(CODE.findall(text(card))) >= 1
    assert "Blue door" in text(browser.get(reverse("courses:group", args=[group.public_id])))


def test_the_card_brings_back_on_another_phone(group: Cohort) -> None:
    card = Client().post(door(group), {"nickname": "Blue door"})
    other_phone = Client()
    other_phone.post("/account/resume/", {"code": CODE.search(text(card))[0].lower()})  # type: ignore[index]
    assert "Tuesday group" in text(other_phone.get("/my-learning/"))


def test_sharing_is_off_unless_somebody_says_yes(group: Cohort) -> None:
    for nickname, share in (("A", ""), ("B", "no"), ("C", "yes")):
        Client().post(door(group), {"nickname": nickname, "share": share})
    shares = dict(CohortMember.objects.exclude(role="organiser").values_list("nickname", "shares_since"))
    assert {nickname: since is not None for nickname, since in shares.items()} == {"A": False, "B": False, "C": True}
    page = text(Client().get(door(group)))
    assert re.search(r'value="no"[^>]*checked', page) and not re.search(r'value="yes"[^>]*checked', page)


def test_a_double_click_is_one_place(group: Cohort) -> None:
    browser = Client()
    for _ in range(2):
        browser.post(door(group), {"nickname": "Blue door"})
    assert CohortMember.objects.filter(cohort=group).count() == 2


def test_who_can_come_back_already_gets_no_new_card(group: Cohort, other_learner: User, client_of: ClientOf) -> None:
    guest = User.objects.create_guest()
    make_resume_code(person=guest)
    for person in (other_learner, guest):
        answer = client_of(person).post(door(group), {"nickname": f"Flat {person.pk}"})
        assert answer.status_code == 303
    assert guest.resume_codes.filter(revoked_at=None).count() == 1


def test_a_taken_nickname_and_an_empty_one_are_told_and_make_nobody(group: Cohort) -> None:
    people = User.objects.count()
    for nickname in ("tea URN", "", "   ", "\x00\x07", "x" * 41):
        browser = Client()
        answer = browser.post(door(group), {"nickname": nickname})
        assert answer.status_code == 422
        assert browser.cookies == {}
    assert User.objects.count() == people
    with pytest.raises(NicknameTaken):
        join(group, "Tea Urn")


def test_unknown_stopped_and_closed_are_answered_alike(group: Cohort, school: School, other_learner: User) -> None:
    closed = make_group(school, other_learner)
    old_words, old_link, closed_words, closed_link = words_of(group), door(group), words_of(closed), door(closed)
    close_cohort(cohort=closed, by=other_learner)
    renew_words(cohort=group, by=other_learner)
    answers = [
        Client().post(JOIN, {"words": words}) for words in ("apple apple apple", old_words, closed_words, "nonsense")
    ]
    pages = {re.sub(r'value="[^"]*"', "", text(answer)) for answer in answers}
    assert ({answer.status_code for answer in answers}, len(pages)) == ({422}, 1)
    for method in ("get", "post"):
        links = ("/g/unknown/", old_link, closed_link)
        gone = [getattr(Client(), method)(link, {"nickname": "X"} if method == "post" else {}) for link in links]
        assert ({answer.status_code for answer in gone}, len({text(answer) for answer in gone})) == ({404}, 1)
    group.refresh_from_db()
    assert Client().post(JOIN, {"words": words_of(group)}).status_code == 303


@time_machine.travel("2027-03-01 12:00Z", tick=False)
def test_guessing_words_is_limited_and_right_ones_are_not(group: Cohort) -> None:
    words = words_of(group)
    assert {Client().post(JOIN, {"words": words}).status_code for _ in range(WRONG_TRIES + 10)} == {303}
    wrong = [Client().post(JOIN, {"words": "apple banana lemon"}).status_code for _ in range(WRONG_TRIES + 2)]
    assert wrong == [422] * WRONG_TRIES + [429] * 2
    assert Client().post(JOIN, {"words": words}).status_code == 429


@time_machine.travel("2027-03-01 12:00Z", tick=False)
def test_a_whole_group_may_open_its_cards_behind_one_address_and_guessing_is_limited(group: Cohort) -> None:
    codes = [make_resume_code(person=User.objects.create_guest()) for _ in range(30)]
    assert {Client().post("/account/resume/", {"code": code}).status_code for code in codes} == {302}
    wrong = [Client().post("/account/resume/", {"code": "AAAA-BBBB-CCCC"}).status_code for _ in range(22)]
    assert wrong == [422] * 20 + [429] * 2


def test_reading_the_door_of_a_card_says_nothing_about_the_code(db: None) -> None:
    code = make_resume_code(person=User.objects.create_guest())
    pages = {re.sub(shown, "", text(Client().get(f"/join/card/{shown}/"))) for shown in (code, "ABCD-EFGH-JKMN")}
    assert len(pages) == 1


def test_a_full_group_says_so(group: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cohort_members, "MOST_MEMBERS", 2)
    join(group, "Flat 12")
    with pytest.raises(GroupRefused):
        join(group, "Flat 13")
    assert Client().post(door(group), {"nickname": "Flat 14"}).status_code == 422


def test_a_member_who_opens_the_link_again_is_brought_to_their_group(
    group: Cohort, learner: User, client_of: ClientOf
) -> None:
    answer = client_of(learner).get(door(group))
    assert (answer.status_code, answer["Location"]) == (303, reverse("courses:group", args=[group.public_id]))


@pytest.mark.parametrize("old_key_stays", [True, False])
def test_words_outlive_a_new_key_as_long_as_the_old_one_is_accepted(
    group: Cohort, settings: Any, old_key_stays: bool
) -> None:
    words, link, old = words_of(group), link_of(group), settings.SECRET_KEY
    settings.SECRET_KEY = "another key for this test only, long enough for everybody"
    settings.SECRET_KEY_FALLBACKS = [old] if old_key_stays else []
    expected = (words, 303) if old_key_stays else ("", 422)
    assert (words_of(group), Client().post(JOIN, {"words": words}).status_code) == expected
    if old_key_stays:
        join(cohort_by_link(link), "Flat 12")
        settings.SECRET_KEY_FALLBACKS = []
        group.refresh_from_db()
        assert (words_of(group), cohort_by_link(link)) == (words, group)


def test_words_and_link_are_not_in_the_table(group: Cohort) -> None:
    kept = str(Cohort.objects.values().get())
    assert all(secret not in kept for secret in (words_of(group), link_of(group), *words_of(group).split()[:1]))


def test_a_stranger_who_starts_a_group_gets_a_way_back_first(school: School, client_of: ClientOf) -> None:
    browser = Client()
    assert "First, a way back" in text(browser.get(NEW))
    assert browser.post(NEW, {"name": "Tuesday group", "nickname": "Tea urn"}).status_code == 422
    assert (User.objects.count(), browser.cookies) == (0, {})
    assert "First, a way back" in text(client_of(User.objects.create_guest()).get(NEW))
    User.objects.all().delete()
    assert CODE.search(text(browser.post(NEW, {"card": "1"})))
    form = {"name": "Tuesday group", "nickname": "Tea urn", "module": "", "client_uuid": str(uuid.uuid4())}
    made = [browser.post(NEW, form) for _ in range(2)]
    group = Cohort.objects.get()
    assert [answer["Location"] for answer in made] == [reverse("courses:group", args=[group.public_id])] * 2
    assert place_of(group, User.objects.get()).is_organiser


def test_bad_forms_for_a_group_are_told_and_write_nothing(school: School, learner: User, client_of: ClientOf) -> None:
    good = {"name": "Tuesday group", "nickname": "Tea urn", "module": "", "client_uuid": str(uuid.uuid4())}
    bad = [{"name": ""}, {"name": "x" * 61}, {"name": "\x00"}, {"nickname": ""}, {"module": "1"}, {"client_uuid": "x"}]
    browser = client_of(learner)
    assert [browser.post(NEW, {**good, **wrong}).status_code for wrong in bad] == [422] * len(bad)
    assert Cohort.objects.count() == 0
    assert browser.post(NEW, {**good, "module": str(school.module.lineage)}).status_code == 303
    assert Cohort.objects.get().module == school.module.lineage

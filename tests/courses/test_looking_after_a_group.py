"""Handing over, leaving, dates, cards and people: and somebody always looks after an open group."""

import datetime
import threading
import uuid
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client

from courses.errors import GroupRefused, LastOrganiser
from courses.models import Cohort, CohortDate, CohortMember, ModulePage
from courses.services.cohort_cards import CARD_DAYS, forget_expired_places, prepare_places
from courses.services.cohort_dates import set_date
from courses.services.cohort_members import answer_invitation, invite_organiser, leave_cohort, step_down
from courses.services.progress import mark_done
from lms.accounts.models import User
from lms.accounts.services.merging import merge_people
from lms.lib import clock
from tests.courses.conftest import School
from tests.courses.groups import join, make_group, place_of

ClientOf = Callable[[User], Client]


@pytest.fixture
def group(school: School, learner: User) -> Cohort:
    """Return a group that Ama looks after."""
    return make_group(school, learner)


def hand_over_to(member: CohortMember, by: User) -> None:
    """Ask somebody to organise, who says yes."""
    invite_organiser(member=member, by=by)
    answer_invitation(member=member, yes=True, by=member.user)


def test_the_last_organiser_hands_over_first(group: Cohort, learner: User, client_of: ClientOf) -> None:
    member, browser = join(group, "Flat 12"), client_of(learner)
    here = f"/groups/{group.public_id}/"
    for path, sent in (("leave/", {}), ("answer/", {"answer": "step-down"})):
        assert browser.post(here + path, sent).status_code == 303
    assert place_of(group, learner).is_organiser
    assert "You are the only organiser" in browser.get(here).content.decode()
    browser.post(f"{here}people/", {"member": str(member.public_id), "act": "invite"})
    assert "Will you look after this group too?" in client_of(member.user).get(here).content.decode()
    assert browser.post(f"{here}leave/").status_code == 303
    assert place_of(group, learner).is_organiser
    client_of(member.user).post(f"{here}answer/", {"answer": "yes"})
    browser.post(f"{here}leave/")
    assert list(CohortMember.objects.values_list("nickname", "role")) == [("Flat 12", "organiser")]


def test_nobody_becomes_an_organiser_without_being_asked_or_against_their_will(group: Cohort, learner: User) -> None:
    member = join(group, "Flat 12")
    answer_invitation(member=member, yes=True, by=member.user)
    assert not place_of(group, member.user).is_organiser
    invite_organiser(member=member, by=learner)
    answer_invitation(member=member, yes=False, by=member.user)
    answer_invitation(member=member, yes=True, by=member.user)
    assert not place_of(group, member.user).is_organiser


def test_an_organiser_may_become_a_member_again(group: Cohort, learner: User) -> None:
    hand_over_to(join(group, "Flat 12"), by=learner)
    step_down(member=place_of(group, learner), by=learner)
    with pytest.raises(LastOrganiser):
        step_down(member=CohortMember.objects.get(nickname="Flat 12"), by=learner)
    assert list(CohortMember.objects.organisers().values_list("nickname", flat=True)) == ["Flat 12"]


@pytest.mark.django_db(transaction=True)
def test_of_all_organisers_who_leave_at_once_one_stays(school: School, learner: User) -> None:
    group = make_group(school, learner)
    for number in range(3):
        hand_over_to(join(group, f"Flat {number}"), by=learner)
    members = list(CohortMember.objects.organisers())
    gate, refused, faults = threading.Barrier(len(members)), [], []

    def go(member: CohortMember) -> None:
        try:
            gate.wait(timeout=20)
            leave_cohort(member=member, by=member.user)
        except LastOrganiser as reason:
            refused.append(reason)
        except Exception as fault:  # noqa: BLE001  (a thread's faults are handed to the test)
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(member,)) for member in members]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert (len(refused), faults, CohortMember.objects.organisers().count()) == (1, [], 1)


def test_an_organiser_takes_a_member_out_and_never_another_organiser(
    group: Cohort, learner: User, client_of: ClientOf
) -> None:
    member, second = join(group, "Flat 12"), join(group, "Flat 13")
    hand_over_to(second, by=learner)
    for one in (member, second, place_of(group, learner)):
        client_of(learner).post(f"/groups/{group.public_id}/people/", {"member": str(one.public_id), "act": "take-out"})
    assert sorted(CohortMember.objects.values_list("nickname", flat=True)) == ["Flat 13", "Tea urn"]
    assert User.objects.filter(pk=member.user_id).exists()


@time_machine.travel("2027-03-01 12:00Z", tick=False)
def test_a_groups_own_date_is_shown_to_its_people_and_changes_no_module(
    school: School, group: Cohort, learner: User, client_of: ClientOf
) -> None:
    before = ModulePage.objects.values().get(pk=school.module.pk)
    member, browser = join(group, "Flat 12"), client_of(learner)
    path = f"/groups/{group.public_id}/dates/"
    sent = {"what": str(school.lessons[2].lineage), "on": "2027-03-12", "at": "19:00", "place": "community room"}
    assert browser.post(path, sent).status_code == 303
    for person in (learner, member.user):
        assert "Friday 12 March 2027, 7pm, community room" in client_of(person).get("/my-learning/").content.decode()
        assert "Friday 12 March 2027, 7pm" in client_of(person).get(f"/groups/{group.public_id}/").content.decode()
    browser.post(path, {**sent, "on": "2027-03-19", "at": "", "place": ""})
    assert [(date.on.isoformat(), date.at, date.place) for date in CohortDate.objects.all()] == [
        ("2027-03-19", None, "")
    ]
    assert ModulePage.objects.values().get(pk=school.module.pk) == before
    for wrong in ({"what": str(uuid.uuid4())}, {"on": "x"}, {"at": "late"}, {"on": "2030-01-01"}, {"place": "x" * 81}):
        assert browser.post(path, {**sent, **wrong}).status_code == 422
    browser.post(path, {"remove": "nonsense"})
    browser.post(path, {"remove": sent["what"]})
    assert CohortDate.objects.count() == 0


def test_a_date_far_away_is_refused(group: Cohort, learner: User) -> None:
    with pytest.raises(GroupRefused):
        set_date(
            cohort=group,
            lineage=uuid.uuid4(),
            on=clock.now().date() + datetime.timedelta(days=401),
            at=None,
            place="",
            by=learner,
        )


def test_a_card_is_a_place_for_whoever_uses_it(group: Cohort, learner: User) -> None:
    code = prepare_places(cohort=group, number=2, by=learner)[0]
    browser = Client()
    opened = browser.post(f"/join/card/{code}/", follow=True)
    assert "Join" in opened.content.decode() and "Tuesday group" in opened.content.decode()
    here = f"/groups/{group.public_id}/"
    assert browser.post(f"{here}sharing/", {"share": "on"}).status_code == 404
    assert browser.post(f"{here}nickname/", {"nickname": "Tea Urn"}).status_code == 422
    assert browser.post(f"{here}nickname/", {"nickname": "Blue door", "share": "no"}).status_code == 303
    member = CohortMember.objects.get(nickname="Blue door")
    assert (member.joined_at is not None, member.expires_at, member.shares_since) == (True, None, None)
    assert "Blue door" in browser.get(here).content.decode()
    elsewhere = Client()
    elsewhere.post(f"/join/card/{code}/")
    assert "Blue door" in elsewhere.get(here).content.decode()


def test_cards_are_shown_once_ten_to_a_page_and_not_without_end(
    group: Cohort, learner: User, client_of: ClientOf
) -> None:
    browser, path = client_of(learner), f"/groups/{group.public_id}/cards/"
    sheet = browser.post(path, {"number": "40"}).content.decode()
    assert (sheet.count('class="slip"'), sheet.count('class="dark"')) == (40, 40)
    for wrong in ("0", "41", "x", "", "1"):
        assert browser.post(path, {"number": wrong}).status_code == 422
    browser.post(path, {"stop": "1"})
    assert (CohortMember.objects.waiting().count(), User.objects.filter(is_guest=True).count()) == (0, 0)


def test_unused_cards_stop_and_used_ones_stay(school: School, group: Cohort, learner: User) -> None:
    with time_machine.travel("2027-03-01 12:00Z", tick=False) as time:
        codes = prepare_places(cohort=group, number=3, by=learner)
        used, begun, _unused = CohortMember.objects.waiting().order_by("pk")
        Client().post(f"/join/card/{codes[0]}/")
        join(group, "Blue door", user=used.user)
        mark_done(user=begun.user, lesson=school.first, client_uuid=uuid.uuid4(), by=begun.user)
        time.shift(datetime.timedelta(days=CARD_DAYS) - datetime.timedelta(minutes=1))
        assert forget_expired_places() == 0
        time.shift(datetime.timedelta(minutes=1))
        assert forget_expired_places() == 2
        assert set(User.objects.filter(is_guest=True)) == {used.user, begun.user}
        assert set(CohortMember.objects.values_list("nickname", flat=True)) == {"Tea urn", "Blue door"}
        assert Client().post(f"/join/card/{codes[2]}/").status_code == 404


def test_a_guest_who_signs_in_keeps_their_place(group: Cohort, other_learner: User, guest: User) -> None:
    join(group, "Blue door", user=guest, shares=True)
    merge_people(source=guest, target=other_learner)
    member = place_of(group, other_learner)
    assert (member.nickname, member.shares_progress) == ("Blue door", True)


def test_two_places_of_one_person_become_one_that_shares_no_more_than_before(
    group: Cohort, learner: User, other_learner: User, guest: User
) -> None:
    join(group, "Flat 12", user=other_learner)
    hand_over_to(join(group, "Blue door", user=guest, shares=True), by=learner)
    merge_people(source=guest, target=other_learner)
    member = place_of(group, other_learner)
    assert (member.nickname, member.shares_progress, member.is_organiser) == ("Flat 12", False, True)
    assert CohortMember.objects.count() == 2


def test_a_place_on_a_card_never_replaces_one_that_is_used(group: Cohort, learner: User, other_learner: User) -> None:
    prepare_places(cohort=group, number=2, by=learner)
    one, two = CohortMember.objects.waiting().select_related("user")
    merge_people(source=one.user, target=other_learner)
    assert place_of(group, other_learner).joined_at is None
    join(group, "Flat 12", user=other_learner)
    merge_people(source=two.user, target=other_learner)
    assert place_of(group, other_learner).nickname == "Flat 12"


def test_an_organiser_who_tries_a_card_does_not_make_it_their_own_key(
    group: Cohort, learner: User, client_of: ClientOf
) -> None:
    code = prepare_places(cohort=group, number=1, by=learner)[0]
    browser = client_of(learner)
    for path, sent in ((f"/join/card/{code}/", {}), ("/account/resume/", {"code": code})):
        answer = browser.post(path, sent)
        assert answer.status_code != 302
        assert "You are in this group already" in answer.content.decode()
    somebody = Client()
    somebody.post(f"/join/card/{code}/")
    assert somebody.get(f"/groups/{group.public_id}/people/").status_code == 404
    assert place_of(group, learner).is_organiser

"""Every address of a group for every kind of person: what is foreign answers as what is missing, byte for byte.

And a crawl: an organiser who opens every page of their group finds nothing of another group, and of their own people
only nicknames, and ticks where somebody shares them (AC-34, AC-35, AC-66).
"""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from courses.models import Cohort, GroupSession
from courses.services.answers import answer_question, check_choice
from courses.services.cohort_dates import set_date
from courses.services.cohort_sessions import hold_session
from courses.services.cohorts import link_of
from courses.services.progress import mark_done
from lms.accounts.models import User
from lms.lib import clock
from tests.courses.conftest import QUESTION, School
from tests.courses.groups import join, make_group, place_of
from tests.courses.school import WRONG

ClientOf = Callable[[User], Client]
MEMBER, ORGANISER = "member", "organiser"
# name, method, who may. Nobody else: a stranger is sent to sign-in, all others get the 404 of a missing group.
ADDRESSES: dict[tuple[str, str], str] = {
    ("group", "get"): MEMBER,
    ("group_nickname", "get"): MEMBER,
    ("group_nickname", "post"): MEMBER,
    ("group_sharing", "post"): MEMBER,
    ("group_leave", "post"): MEMBER,
    ("group_answer", "post"): MEMBER,
    ("group_undo", "post"): "present",
    ("group_together", "post"): ORGANISER,
    ("group_session", "get"): ORGANISER,
    ("group_session", "post"): ORGANISER,
    ("group_dates", "get"): ORGANISER,
    ("group_dates", "post"): ORGANISER,
    ("group_people", "get"): ORGANISER,
    ("group_words", "post"): ORGANISER,
    ("group_poster", "get"): ORGANISER,
    ("group_cards", "get"): ORGANISER,
    ("group_cards", "post"): ORGANISER,
    ("group_close", "get"): ORGANISER,
    ("group_close", "post"): ORGANISER,
}
LATE = {"group_leave", "group_close"}  # what ends a place is tried last


@dataclass
class Cast:
    """Two groups that have nothing to do with each other, each with a session."""

    mine: Cohort
    theirs: Cohort
    session: GroupSession
    member: User
    organiser: User
    their_organiser: User


@pytest.fixture
def cast(school: School, learner: User, other_learner: User) -> Cast:
    """Return the cast: Ama organises one group, Bryn another."""
    mine = make_group(school, learner, name="CANARY-NAME-A")
    theirs = make_group(school, other_learner, name="CANARY-NAME-B", nickname="CANARY-ORGANISER-B")
    guest = User.objects.create_user("canary-mail-a@example.org", display_name="CANARY-DISPLAY-A")
    join(mine, "CANARY-NICK-A", user=guest)
    rival = User.objects.create_user("canary-mail-b@example.org", display_name="CANARY-DISPLAY-B")
    join(theirs, "CANARY-NICK-B", user=rival, shares=True)
    sessions = [
        hold_session(
            cohort=group,
            lesson=school.first,
            on=clock.now().date(),
            members=[place_of(group, person)],
            heads=heads,
            client_uuid=uuid.uuid4(),
            by=by,
        )
        for group, person, heads, by in ((mine, guest, 2, learner), (theirs, rival, 437, other_learner))
    ]
    return Cast(mine, theirs, sessions[0], guest, learner, other_learner)


def address(name: str, group: uuid.UUID, session: uuid.UUID) -> str:
    """Return the address of a page or act."""
    return reverse(f"courses:{name}", args=[group, session] if name in {"group_session", "group_undo"} else [group])


def same(response: HttpResponse) -> tuple[int, str, list[tuple[str, str]]]:
    """Return what a sender sees of an answer, without the address they asked for."""
    body = re.sub(r"[0-9a-f-]{36}", "", response.content.decode())
    return (
        response.status_code,
        body,
        sorted((key, value) for key, value in response.items() if key != "Content-Length"),
    )


def test_foreign_is_the_same_as_missing_for_everybody(
    cast: Cast, client_of: ClientOf, trainer: User, guest: User
) -> None:
    wrong: list[str] = []
    for who in (cast.their_organiser, trainer, guest, User.objects.create_user("nobody@example.org")):
        browser = client_of(who)
        for name, method in ADDRESSES:
            foreign = getattr(browser, method)(address(name, cast.mine.public_id, cast.session.public_id))
            missing = getattr(browser, method)(address(name, uuid.uuid4(), uuid.uuid4()))
            if foreign.status_code != 404 or same(foreign) != same(missing):
                wrong.append(f"{method} {name} {who}")
    assert wrong == []


def test_a_session_of_another_group_is_missing_inside_ones_own(cast: Cast, client_of: ClientOf) -> None:
    browser = client_of(cast.their_organiser)
    for name, method in (("group_session", "get"), ("group_session", "post"), ("group_undo", "post")):
        path = address(name, cast.theirs.public_id, cast.session.public_id)
        assert getattr(browser, method)(path).status_code == 404
    member = place_of(cast.mine, cast.member)
    path = address("group_people", cast.theirs.public_id, uuid.uuid4())
    for act in ("invite", "take-out"):
        assert browser.post(path, {"member": str(member.public_id), "act": act}).status_code == 404
    sent = {"lesson": str(cast.session.lineage), "on": "2026-11-25", "present": [str(member.public_id)]}
    assert browser.post(address("group_together", cast.theirs.public_id, uuid.uuid4()), sent).status_code == 422
    assert cast.session.presences.get().member == member


def test_a_member_is_told_of_the_organisers_pages_what_anybody_is_told(cast: Cast, client_of: ClientOf) -> None:
    browser = client_of(cast.member)
    for (name, method), role in ADDRESSES.items():
        path = address(name, cast.mine.public_id, cast.session.public_id)
        if role == ORGANISER:
            assert getattr(browser, method)(path).status_code == 404, name
        elif name not in LATE:
            assert getattr(browser, method)(path).status_code in {200, 303, 422}, name
    assert browser.post(address("group_leave", cast.mine.public_id, uuid.uuid4())).status_code == 303
    assert browser.get(address("group", cast.mine.public_id, uuid.uuid4())).status_code == 404


def test_the_organiser_may_and_a_stranger_is_sent_to_sign_in(cast: Cast, client_of: ClientOf) -> None:
    browser, stranger = client_of(cast.organiser), Client()
    for (name, method), role in sorted(ADDRESSES.items(), key=lambda row: row[0][0] in LATE):
        path = address(name, cast.mine.public_id, cast.session.public_id)
        assert "/sign-in/" in getattr(stranger, method)(path)["Location"], name
        expected = {404} if role == "present" else {200, 303, 422}
        assert getattr(browser, method)(path).status_code in expected, name
    assert stranger.cookies == {}


def test_every_address_of_a_group_is_in_this_table() -> None:
    from courses.urls import urlpatterns  # noqa: PLC0415

    named = {str(pattern.name) for pattern in urlpatterns if str(pattern.pattern).startswith("groups/<uuid")}
    assert named == {name for name, _ in ADDRESSES}


LINK = re.compile(r'(?:href|action)="(/[^"#]*)')


def crawl(browser: Client, start: list[str]) -> str:
    """Return all that somebody can read, following every link of group pages and of their own pages."""
    seen: dict[str, str] = {}
    waiting = list(start)
    while waiting:
        path = waiting.pop()
        if path in seen or not path.startswith(("/groups/", "/my-learning/", "/account/data/", "/g/", "/join/")):
            continue
        response: Any = browser.get(path, follow=True)
        seen[path] = response.getvalue().decode(errors="replace") + str(dict(response.items()))
        waiting += LINK.findall(seen[path])
    assert len(seen) > 8
    return "\n".join(seen.values())


def test_an_organiser_who_opens_everything_finds_nothing_private(
    cast: Cast, school: School, client_of: ClientOf
) -> None:
    for number in range(4):
        join(cast.mine, f"Flat {number}")
    choice = check_choice(lesson=school.first, block_id=uuid.UUID(QUESTION), option_ids=[WRONG], seen=1)
    answer_question(user=cast.member, lesson=school.first, choice=choice, client_uuid=uuid.uuid4(), by=cast.member)
    mark_done(user=cast.member, lesson=school.lessons[1], client_uuid=uuid.uuid4(), by=cast.member)
    day = clock.now().date()
    set_date(cohort=cast.theirs, lineage=school.first.lineage, on=day, at=None, place="CANARY-PLACE-B", by=cast.member)
    set_date(cohort=cast.mine, lineage=school.first.lineage, on=day, at=None, place="CANARY-PLACE-A", by=cast.member)
    start = ["/my-learning/", "/account/data/", "/account/data/download/"]
    read = crawl(client_of(cast.organiser), [*start, f"/g/{link_of(cast.mine)}/"])
    assert sorted(set(re.findall(r"CANARY-\w+-\w|canary-mail-\w", read))) == [
        "CANARY-NAME-A",
        "CANARY-NICK-A",
        "CANARY-PLACE-A",
    ]
    assert not re.search(r"\b437 p", read)
    about_them = read.split("Shared with you")[1:]
    assert about_them and all("CANARY-NICK-A" not in part.split("</section>")[0] for part in about_them)
    theirs = crawl(client_of(cast.their_organiser), [*start, f"/g/{link_of(cast.theirs)}/"])
    assert "-A" not in "".join(re.findall(r"CANARY-\w+-\w|canary-mail-\w", theirs))
    assert "CANARY-NICK-B" in theirs


def test_a_member_who_opens_everything_finds_no_other_member(cast: Cast, client_of: ClientOf) -> None:
    for number in range(3):
        join(cast.mine, f"CANARY-FLAT-{number}")
    start = ["/my-learning/", "/account/data/", "/account/data/download/", f"/groups/{cast.mine.public_id}/"]
    browser = client_of(cast.member)
    read = "\n".join(
        browser.get(path).content.decode() for path in [*start, f"/groups/{cast.mine.public_id}/nickname/"]
    )
    assert "CANARY-FLAT" not in read and "CANARY-NICK-A" in read
    assert "ama@example.org" not in read and "CANARY-NAME-B" not in read

"""Answering in all nine ways in a browser without script: what is shown, what is kept, and what never leaves the server."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from courses.blocks.questions import KINDS
from courses.models import Answer, Attempt, Evidence, PollVote, QuestionVersion, Reflection
from courses.rendering.kept import PARTS
from courses.selectors.poll_results import counted
from courses.services.data_rights import erase_learning, export_learning
from lms.accounts.models import User
from lms.accounts.services.merging import merge_people
from lms.lib import clock
from tests.courses.conftest import School
from tests.courses.nine_kinds import IDS, address, answer, ask_everything, own, read, sent
from tests.courses.school import OTHER, RIGHT, WRONG, publish

ClientOf = Callable[[User], Client]
MARKED = [kind for kind in KINDS if KINDS[kind].marked]
SECRETS = re.compile(
    r"WHY-[A-Z0-9]+|stage 1 complaint|You can write to them|They had their vote|Anyone may|Prices do not|49|Ask about a"
)


@pytest.fixture
def nine(school: School) -> School:
    """Return a school whose first lesson asks in all nine ways."""
    ask_everything(school)
    return school


def without_numbers_of_ours(page: str) -> str:
    """Return a page without ids and addresses, in which any two digits may stand together."""
    return re.sub(
        r"[0-9a-f]{8}-[0-9a-f-]{27}|(?:href|src|action|id|for|d|points)=\"[^\"]*\"|[A-Za-z0-9_./-]+\.(?:css|js|svg)",
        "",
        page,
    )


def test_nothing_in_the_page_gives_an_answer_away_before_or_after_going_back(nine: School, visitor: Client) -> None:
    before = read(visitor, nine)
    assert SECRETS.findall(without_numbers_of_ours(before)) == []
    payload = QuestionVersion.objects.get(block_id=IDS["ordering"]).payload
    served = re.findall(r'name="place-([0-9a-f-]+)"', before)
    assert sorted(served) == sorted(payload["order"])
    assert served != payload["order"]
    for term in QuestionVersion.objects.get(block_id=IDS["matching"]).payload["terms"]:
        assert f"{term['id']}={term['right']}" not in before
    assert answer(visitor, nine, "single_choice", right=False).status_code == 303
    after = without_numbers_of_ours(read(visitor, nine))  # Back, or another tab: the other eight keep their secrets
    assert set(SECRETS.findall(after)) == {"They had their vote"}


@pytest.mark.parametrize("kind", MARKED)
def test_right_and_wrong_are_kept_and_only_right_is_evidence(nine: School, visitor: Client, kind: str) -> None:
    wrong = answer(visitor, nine, kind, right=False)
    assert (wrong.status_code, wrong["Location"]) == (303, f"{nine.first.url}#f-{IDS[kind]}")
    assert Evidence.objects.count() == 0
    page = read(visitor, nine)
    assert f'id="f-{IDS[kind]}"' in page
    assert "Yes, " not in page
    assert answer(visitor, nine, kind).status_code == 303
    assert "Yes, " in read(visitor, nine)
    assert [(row.right, row.attempt.number) for row in Answer.objects.order_by("pk")] == [(False, 1), (True, 2)]
    assert [row.kind for row in Evidence.objects.all()] == ["quiz"]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_double_click_and_a_replay_are_one_act(nine: School, visitor: Client, kind: str) -> None:
    form = {**sent(kind), "client_uuid": str(uuid.uuid4())}
    for _ in range(3):
        assert answer(visitor, nine, kind, form).status_code == 303
    assert Attempt.objects.count() + Reflection.objects.count() + PollVote.objects.count() == 1
    note = Reflection.objects.first()
    assert note is None or note.edit == 1


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_empty_form_comes_back_with_words_and_writes_nothing(nine: School, visitor: Client, kind: str) -> None:
    response = visitor.post(address(nine, kind), {"seen": "1"})
    page = response.content.decode()
    assert (response.status_code, page.count("autofocus")) == (422, 1)
    assert f'<p class="err" id="e-{IDS[kind]}">' in page
    assert User.objects.filter(is_guest=True).count() == 0


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_session_that_ran_out_loses_no_answer(nine: School, visitor: Client, kind: str) -> None:
    form = {**sent(kind), "client_uuid": str(uuid.uuid4())}
    with time_machine.travel(clock.now() + timedelta(minutes=60), tick=True):
        visitor.cookies.clear()
        assert answer(visitor, nine, kind, form).status_code == 303
        page = read(visitor, nine)
    assert f'id="f-{IDS[kind]}"' in page
    if "text" in form:
        assert str(form["text"]).strip() in page


def test_what_was_typed_comes_back_when_it_cannot_be_taken(nine: School, visitor: Client) -> None:
    tries = {"numeric": "a lot", "short_text": "word " * 100, "reflection": "thought " * 600}
    for kind, text in tries.items():
        page = visitor.post(address(nine, kind), {"text": text, "seen": "1"}).content.decode()
        assert text in page, kind
    matched = dict(list(sent("matching").items())[:1])
    page = visitor.post(address(nine, "matching"), {**matched, "seen": "1"}).content.decode()
    assert page.count(" selected>") == 1 + 3  # one pair chosen, three lines in their places
    same_place = dict.fromkeys(sent("ordering"), "2")
    page = visitor.post(address(nine, "ordering"), {**same_place, "seen": "1"}).content.decode()
    assert len(re.findall(r'<option value="2" selected>', page)) == 3
    assert Attempt.objects.count() == 0


def test_moving_a_line_saves_nothing_and_keeps_the_focus_on_it(nine: School, visitor: Client) -> None:
    line = own(OTHER, "ordering")
    response = visitor.post(address(nine, "ordering"), {**sent("ordering"), "up": line, "seen": "1"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "<title>Error" not in page
    assert "It is decided: now 2 of 3." in page
    assert re.findall(r'name="(up|down)" value="([^"]+)" autofocus', page) == [("up", line)]
    assert re.findall(r'name="place-([^"]+)"', page) == [own(step, "ordering") for step in (RIGHT, OTHER, WRONG)]
    assert (Attempt.objects.count(), User.objects.count()) == (0, 0)


# --- private notes ---


def test_a_note_is_read_by_its_writer_alone_and_kept_in_no_shared_part(
    nine: School, learner: User, other_learner: User, client_of: ClientOf, visitor: Client
) -> None:
    mine = client_of(learner)
    answer(mine, nine, "reflection", {"text": "My own words"})
    answer(mine, nine, "short_text", {"text": "also mine"})
    for _ in range(2):
        assert ("My own words" in read(mine, nine), "also mine" in read(mine, nine)) == (True, True)
        for other in (client_of(other_learner), visitor):
            page = read(other, nine)
            assert ("My own words" in page, "also mine" in page) == (False, False)
    assert Answer.objects.filter(text="My own words").count() == 0
    kept = repr(PARTS._values)
    assert ("Seven weeks" in kept, "My own words" in kept, "also mine" in kept) == (True, False, False)


def test_a_note_is_changed_and_deleted_by_its_writer(nine: School, learner: User, client_of: ClientOf) -> None:
    browser = client_of(learner)
    answer(browser, nine, "reflection", {"text": "First", "kept": "0"})
    answer(browser, nine, "reflection", {"text": "Second", "kept": "1"})
    assert [(note.text, note.edit) for note in Reflection.objects.all()] == [("Second", 2)]
    response = answer(browser, nine, "reflection", {"text": "Second", "delete": "1"})
    assert response["Location"] == f"{nine.first.url}#q-{IDS['reflection']}"
    assert Reflection.objects.count() == 0
    assert "Second" not in read(browser, nine)
    assert answer(Client(), nine, "reflection", {"delete": "1"}).status_code == 303


def test_two_windows_never_write_over_each_other_unseen(nine: School, learner: User, client_of: ClientOf) -> None:
    browser = client_of(learner)
    answer(browser, nine, "reflection", {"text": "From the first window", "kept": "0"})
    response = answer(browser, nine, "reflection", {"text": "From the second", "kept": "0"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "You changed this in another window." in page
    assert ("From the second" in page, "From the first window" in page) == (True, True)
    assert answer(browser, nine, "reflection", {"text": "Both", "kept": "1"}).status_code == 303
    assert [note.text for note in Reflection.objects.all()] == ["Both"]


def test_going_back_and_sending_the_same_form_changed_is_a_change(nine: School, visitor: Client) -> None:
    form = {"client_uuid": str(uuid.uuid4()), "kept": "0"}
    for text in ("Once", "Twice"):
        assert answer(visitor, nine, "reflection", {**form, "text": text}).status_code == 303
    assert [note.text for note in Reflection.objects.all()] == ["Twice"]


# --- polls ---


def vote(school: School, option: str, times: int) -> None:
    for _ in range(times):
        answer(Client(), school, "poll", {"option": own(option, "poll")})


def test_a_poll_shows_counts_in_fives_and_no_small_number(nine: School, visitor: Client) -> None:
    answer(visitor, nine, "poll", {"option": own(RIGHT, "poll")})
    assert "too few votes to show" in read(visitor, nine)
    vote(nine, RIGHT, 5)
    vote(nine, WRONG, 4)
    page = read(visitor, nine)  # six, four and none
    assert page.count("hidden, a small number") == 2
    assert re.findall(r"</bdi>: (\d+) people", page) == ["6"]
    assert "Small numbers stay hidden." in page
    vote(nine, WRONG, 6)
    vote(nine, OTHER, 9)
    page = read(visitor, nine)
    assert "25 people have chosen." in page
    assert re.findall(r"</bdi>: (\d+) people", page) == ["6", "10", "9"]
    vote(nine, OTHER, 4)
    assert "25 people have chosen." in read(visitor, nine)  # four more change nothing yet
    vote(nine, OTHER, 1)
    assert "30 people have chosen." in read(visitor, nine)


def test_one_person_has_one_vote_and_may_change_it(nine: School, visitor: Client) -> None:
    vote(nine, RIGHT, 9)
    answer(visitor, nine, "poll", {"option": own(RIGHT, "poll")})
    answer(visitor, nine, "poll", {"option": own(WRONG, "poll")})
    assert PollVote.objects.count() == 10
    edition = nine.edition
    counts = counted(edition.lineage, edition.year, nine.first.lineage, IDS["poll"])
    assert counts == {own(RIGHT, "poll"): 9, own(WRONG, "poll"): 1}
    assert "Your choice" in read(visitor, nine)


def test_votes_are_read_through_one_door() -> None:
    root = Path(__file__).resolve().parents[2]
    code = [file for app in ("lms", "cms", "courses", "webinars") for file in (root / app).rglob("*.py")]
    users = {str(file.relative_to(root)) for file in code if "PollVote" in file.read_text(encoding="utf-8")}
    services = {f"courses/services/{name}.py" for name in ("acts", "answers", "data_rights", "merging", "polls")}
    doors = {"courses/selectors/poll_results.py", "courses/selectors/question_work.py"}
    found = {name for name in users if "/migrations/" not in name and "/models/" not in name}
    assert found == services | doors


# --- one's own data ---


def test_notes_votes_and_typed_answers_are_in_the_download_and_go_with_their_person(
    nine: School, learner: User, other_learner: User, client_of: ClientOf
) -> None:
    for person in (learner, other_learner):
        for kind in KINDS:
            assert answer(client_of(person), nine, kind).status_code == 303
    (programme,) = export_learning(learner)["programmes"]
    assert [row["note"] for row in programme["notes"]] == ["By June, which land?"]
    assert [row["vote"] for row in programme["votes"]] == ["Damp"]
    said = {row["question"]: row["answer"] for row in programme["answers"]}
    assert (len(said), said["Seven weeks in days?"]) == (7, "forty-nine days")
    erase_learning(learner)
    assert (Reflection.objects.count(), PollVote.objects.count(), Attempt.objects.count()) == (1, 1, 7)


def test_a_guest_who_signs_in_loses_no_note_and_has_one_vote(
    nine: School, learner: User, guest: User, client_of: ClientOf
) -> None:
    answer(client_of(learner), nine, "reflection", {"text": "From home"})
    answer(client_of(learner), nine, "poll", {"option": own(RIGHT, "poll")})
    answer(client_of(guest), nine, "reflection", {"text": "On the bus"})
    answer(client_of(guest), nine, "poll", {"option": own(WRONG, "poll")})
    merge_people(source=guest, target=learner)
    assert [note.text for note in Reflection.objects.all()] == ["From home\n\nOn the bus"]
    assert [row.option_id for row in PollVote.objects.all()] == [own(WRONG, "poll")]


# --- versions ---


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_publishing_again_freezes_nothing_new_and_answers_stay_with_their_version(
    nine: School, visitor: Client, kind: str
) -> None:
    answer(visitor, nine, kind)
    publish(nine.first)
    assert QuestionVersion.objects.filter(block_id=IDS[kind]).count() == 1
    assert f'id="f-{IDS[kind]}"' in read(visitor, nine)


def test_the_score_counts_marked_questions_only(nine: School, visitor: Client) -> None:
    for kind in MARKED:
        answer(visitor, nine, kind)
    assert "You got 7 of 7 right first time" in read(visitor, nine)

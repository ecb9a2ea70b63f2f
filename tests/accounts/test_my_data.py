"""Everything we know about somebody: to see, to take along, to delete. Three taps and one tick."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client

from lms.accounts.models import ConsentRecord, ResumeCode, SignInRequest, User
from lms.accounts.services import data_rights
from lms.accounts.services.consent import give_consent
from lms.accounts.services.resume import make_resume_code
from tests.accounts.conftest import Who, sign_in

pytestmark = pytest.mark.django_db
CANARY = "canary-7f3a"


@pytest.fixture(autouse=True)
def ledger_of_this_test(settings: Any, tmp_path: Path) -> None:
    """Keep the list of erased people in this test's own folder."""
    settings.VAR_DIR = tmp_path


@pytest.fixture
def ama(learner: User) -> Client:
    """Return the browser of Ama, about whom there is something in every table of the people app."""
    browser = Client()
    sign_in(browser, "ama@example.org")
    browser.post("/account/", {"display_name": CANARY, "language": "cy", "time_zone": "Europe/Warsaw"})
    give_consent(purpose="reminders", wording_version=CANARY, source="test", person=learner)
    make_resume_code(person=learner)
    return browser


def test_the_download_holds_what_the_page_shows(ama: Client, learner: User) -> None:
    response = ama.get("/account/data/download/")
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert response["Cache-Control"] == "private, no-store"
    about = json.loads(response.content)["about_you"]
    assert (about["id"], about["email"], about["name_to_show"]) == (str(learner.public_id), "ama@example.org", CANARY)
    assert (about["language"], about["time_zone"]) == ("cy", "Europe/Warsaw")
    assert [consent["purpose"] for consent in about["consents"]] == ["reminders"]
    assert len(about["resume_codes"]) == 1
    page = ama.get("/account/data/").content.decode()
    assert all(word in page for word in (CANARY, "ama@example.org", "Europe/Warsaw", "reminders"))


def test_every_app_hands_over_its_part(ama: Client) -> None:
    parts = [keeper.name for keeper in data_rights.keepers()]
    assert "learning" in parts
    assert sorted(json.loads(ama.get("/account/data/download/").content)) == sorted(["about_you", *parts])


def test_nobody_elses_data_is_in_it(ama: Client, other_learner: User) -> None:
    text = ama.get("/account/data/download/").content.decode()
    assert "bryn" not in text.lower()
    assert str(other_learner.public_id) not in text


def test_deleting_asks_once_and_then_leaves_nothing(ama: Client, learner: User, other_learner: User, who: Who) -> None:
    assert b'action="' not in ama.get("/account/delete/").content.split(b"<main")[1].split(b"novalidate")[0]
    refused = ama.post("/account/delete/", {})
    assert refused.status_code == 422
    assert b"Nothing was deleted" in refused.content
    response = ama.post("/account/delete/", {"sure": "on"}, follow=True)
    assert (response.status_code, response.redirect_chain[-1][0]) == (200, "/account/deleted/")
    assert who(ama) is None
    assert list(User.objects.all()) == [other_learner]
    left = [model.objects.count() for model in (ConsentRecord, ResumeCode, SignInRequest, Session)]
    assert left == [0, 0, 0, 0]


def test_when_one_app_cannot_erase_nothing_is_erased(
    ama: Client, learner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(person: User) -> None:
        raise RuntimeError("no")

    keeper = data_rights.keepers()[0]
    broken = type(keeper)(keeper.name, keeper.export, fail)
    monkeypatch.setattr(data_rights, "keepers", lambda: [broken])
    with pytest.raises(RuntimeError):
        data_rights.erase_person(person=learner)
    assert User.objects.filter(pk=learner.pk).exists()
    assert ConsentRecord.objects.count() == 1
    assert not data_rights.ledger().exists()


def test_an_editor_is_told_whom_to_ask(editor: User) -> None:
    browser = Client()
    sign_in(browser, "esi@example.org")
    assert b"Ask whoever looks after the site" in browser.get("/account/delete/").content
    browser.post("/account/delete/", {"sure": "on"})
    assert User.objects.filter(pk=editor.pk).exists()


def test_a_restored_backup_forgets_again_whom_it_brought_back(ama: Client, learner: User, other_learner: User) -> None:
    remembered = User.objects.get(pk=learner.pk)
    data_rights.erase_person(person=learner)
    remembered.save(force_insert=True)
    assert User.objects.count() == 2
    call_command("replay_erasures", verbosity=0)
    assert list(User.objects.all()) == [other_learner]


def test_the_list_of_erased_people_names_nobody(ama: Client, learner: User) -> None:
    data_rights.erase_person(person=learner)
    line = data_rights.ledger().read_text(encoding="utf-8").strip()
    assert len(line) == 64
    assert str(learner.public_id).replace("-", "") not in line


def test_erasing_twice_is_erasing_once(ama: Client, learner: User) -> None:
    again = User.objects.get(pk=learner.pk)
    data_rights.erase_person(person=learner)
    data_rights.erase_person(person=again)
    assert len(data_rights.ledger().read_text(encoding="utf-8").split()) == 1

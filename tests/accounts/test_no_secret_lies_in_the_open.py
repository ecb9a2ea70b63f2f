"""Codes, links and tokens are nowhere in the database, in sessions or in the log as they were shown or mailed."""

import logging

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from lms.accounts.models import ResumeCode, SignInRequest, User
from lms.accounts.services.resume import make_resume_code
from lms.lib.tokens import READABLE, normal_code
from tests.accounts.conftest import ask_for_code, newest_code, newest_link

pytestmark = pytest.mark.django_db


def everything_kept() -> str:
    """Return every value of every table as text, and what sessions hold, decoded."""
    tables = [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    rows = [str(list(model._base_manager.values())) for model in tables]
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    return "\n".join([*rows, *sessions])


def test_the_search_finds_what_is_there(learner: User) -> None:
    assert "ama@example.org" in everything_kept()


def test_a_resume_code_is_shown_once_and_kept_nowhere(guest_browser: Client) -> None:
    page = guest_browser.post(reverse("accounts:keep_place"))
    code = page.context["code"]
    assert code in page.content.decode()
    kept = everything_kept()
    assert code not in kept and normal_code(code) not in kept
    for path in ("accounts:keep_place", "accounts:profile", "accounts:my_data", "accounts:download_data"):
        assert code not in guest_browser.get(reverse(path)).content.decode()


def test_an_emailed_code_and_link_are_kept_nowhere(visitor: Client, learner: User) -> None:
    page = ask_for_code(visitor, str(learner.email))
    code, token = newest_code(), newest_link().rstrip("/").rsplit("/", 1)[1]
    for moment in ("waiting", "used"):
        kept = everything_kept()
        found = [secret for secret in (code, normal_code(code), token) if secret in kept]
        assert (moment, found) == (moment, [])
        visitor.post(page, {"code": code})
    assert SignInRequest.objects.get().used_at


def test_the_log_holds_no_code_no_link_and_no_address(
    visitor: Client, learner: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="lms")
    page = ask_for_code(visitor, str(learner.email))
    code, token = newest_code(), newest_link().rstrip("/").rsplit("/", 1)[1]
    visitor.post(page, {"code": "0000 0000"})
    visitor.post(page, {"code": code})
    card = make_resume_code(person=learner)
    Client().post(reverse("accounts:resume"), {"code": card})
    ours = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("lms."))
    assert "sign_in.done" in ours and "resume_code.used" in ours
    assert [secret for secret in (code, token, card, "ama@example.org", "Ama") if secret in ours] == []


def test_pages_with_a_secret_in_them_stay_out_of_caches_and_referers(visitor: Client, learner: User) -> None:
    ask_for_code(visitor, str(learner.email))
    for page in (visitor.get(newest_link()), Client().post(reverse("accounts:keep_place"))):
        assert page.status_code == 200
        assert page["Referrer-Policy"] == "same-origin"
        assert "no-store" in page["Cache-Control"] and "private" in page["Cache-Control"]


def test_the_mail_goes_to_one_address_and_carries_no_name(visitor: Client, learner: User) -> None:
    ask_for_code(visitor, str(learner.email))
    (message,) = mail.outbox
    assert (message.to, message.cc, message.bcc) == (["ama@example.org"], [], [])
    assert "Ama" not in message.body


def test_a_copied_table_is_no_dictionary(guest: User) -> None:
    """The same code under another site key has another hash, so hashes cannot be made in advance."""
    code = make_resume_code(person=guest)
    kept = ResumeCode.objects.get().code_hash
    with override_settings(SECRET_KEY="another key of another site altogether, fifty long"):
        assert Client().post(reverse("accounts:resume"), {"code": code}).status_code == 422
    assert len(kept) == 64 and Client().post(reverse("accounts:resume"), {"code": code}).status_code == 302


def test_a_code_survives_a_change_of_the_site_key(guest: User) -> None:
    code = make_resume_code(person=guest)
    with override_settings(
        SECRET_KEY="the new key of this site, which is fifty letters", SECRET_KEY_FALLBACKS=["only-for-tests"]
    ):
        assert Client().post(reverse("accounts:resume"), {"code": code}).status_code == 302


def test_codes_are_long_enough(guest: User) -> None:
    """A resume code has at least 50 bits; 20 guesses in ten minutes then take longer than anybody lives."""
    code = normal_code(make_resume_code(person=guest))
    assert len(READABLE) ** len(code) >= 2**50
    assert set(code) <= set(READABLE)

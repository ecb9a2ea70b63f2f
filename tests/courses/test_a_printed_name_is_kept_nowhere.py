"""The name on a certificate is typed, printed and gone (AC-61); what stays can only say yes or no to a name."""

import logging
import time
import unicodedata
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from courses.errors import CertificateOver, NoName
from courses.models import Certificate, CertificateName
from courses.services.certificates import remember_printed_name, withdraw_certificate
from courses.services.printed_names import folded_name, is_same_name, name_hash, new_salt
from lms.accounts.models import User
from lms.lib import limits
from tests.courses.conftest import School
from tests.courses.finishing import finish

CANARY = "Quetzalcoatlina Zimmermann-Canary"
SIGNS = ("quetzalcoatlina", "zimmermann", folded_name(CANARY))
SignIn = Callable[[User], Client]


def page_of(certificate: Certificate) -> str:
    """Return the address of somebody's own certificate."""
    return reverse("courses:certificate", args=[certificate.public_id])


def everything_kept(var: Path) -> str:
    """Return every value of every table, what sessions and caches hold, and every file below a folder, in small letters."""
    tables = [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    rows = [str(list(model._base_manager.values())) for model in tables]
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    kept = [repr(getattr(cache, "_cache", "")) for cache in caches.all(initialized_only=True)]
    files = [file.read_bytes().decode("latin-1") for file in var.rglob("*") if file.is_file()]
    return "\n".join([*rows, *sessions, *kept, *files]).lower()


def found_in(text: str) -> list[str]:
    """Return which parts of the name a text holds."""
    return [sign for sign in SIGNS if sign in text.lower()]


@pytest.mark.paper
def test_the_name_is_on_the_page_and_in_the_pdf_and_nowhere_else(
    school: School, learner: User, client_of: SignIn, visitor: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VAR_DIR = tmp_path
    said = StringIO()
    listener = logging.StreamHandler(said)
    logging.getLogger().addHandler(listener)
    usual = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    try:
        certificate = finish(learner, school.lessons)
        browser = client_of(learner)
        page = browser.post(page_of(certificate), {"name": CANARY, "as": "page"})
        pdf = browser.post(page_of(certificate), {"name": CANARY, "as": "pdf"})
        check = visitor.post(reverse("courses:check_code", args=[certificate.code]), {"name": CANARY})
        wrong = browser.post(page_of(certificate), {"name": CANARY * 9})
    finally:
        logging.getLogger().removeHandler(listener)
        logging.getLogger().setLevel(usual)
    assert found_in(page.content.decode()) == list(SIGNS[:2])
    assert pdf["Content-Type"] == "application/pdf"
    assert found_in(str(pdf.headers)) == []
    for response in (page, pdf, check, wrong):
        assert "no-store" in response["Cache-Control"]
        assert (found_in(str(response.cookies)), response.has_header("Location")) == ([], False)
    assert "Yes, that is the name on it." in check.content.decode()
    assert found_in(everything_kept(tmp_path)) == []
    assert (found_in(said.getvalue()), "certificate.printed" in said.getvalue()) == ([], True)
    assert found_in(browser.get(page_of(certificate)).content.decode()) == []


def test_the_search_for_the_name_sees_one(learner: User, tmp_path: Path) -> None:
    learner.display_name = CANARY
    learner.save()
    (tmp_path / "left.log").write_text("zimmermann", encoding="utf-8")
    assert found_in(everything_kept(tmp_path)) == list(SIGNS[:2])


@pytest.mark.parametrize(
    "typed",
    [
        "Zoë O’Neill-Łukasz",
        "zoe oneill lukasz",
        "ZOË  O'NEILL LUKASZ ",
        "Zoe\u0308 O.Neill\u2013Łukasz",
        "ＺＯＥ oneilllukasz",
    ],
)
def test_whoever_copies_a_name_from_paper_matches(typed: str) -> None:
    salt = new_salt()
    assert is_same_name(typed, salt=salt, kept=name_hash("Zoë O’Neill-Łukasz", salt))


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("مَرْيَم عبد الله", "مريم عبدالله"),
        ("أحمد", "احمد"),
        ("নাজমা", unicodedata.normalize("NFD", "নাজমা")),
        ("Straße", "STRASSE"),
        ("İpek", "ipek"),
    ],
)
def test_names_of_other_scripts_match_too(printed: str, typed: str) -> None:
    salt = new_salt()
    assert is_same_name(typed, salt=salt, kept=name_hash(printed, salt))


@pytest.mark.parametrize("typed", ["Zoe", "Zoe ONeil Lukasz", "Lukasz Zoe ONeill", ""])
def test_another_name_does_not(typed: str) -> None:
    salt = new_salt()
    assert not is_same_name(typed, salt=salt, kept=name_hash("Zoë O’Neill-Łukasz", salt))


def test_vowel_signs_make_another_name() -> None:
    assert folded_name("নাজমা") != folded_name("নজম")


def test_equal_names_have_different_hashes(school: School, learner: User, other_learner: User) -> None:
    for person in (learner, other_learner):
        remember_printed_name(certificate=finish(person, school.lessons), name="Ama Mensah")
    one, other = CertificateName.objects.all()
    assert (one.salt != other.salt, one.hash != other.hash) == (True, True)


def test_a_new_name_takes_the_place_of_the_one_before(school: School, learner: User) -> None:
    certificate = finish(learner, school.lessons)
    for name in ("A name left behind", "Ama Mensah"):
        remember_printed_name(certificate=certificate, name=name)
    kept = CertificateName.objects.get()
    right = [is_same_name(name, salt=kept.salt, kept=kept.hash) for name in ("A name left behind", "Ama Mensah")]
    assert right == [False, True]


@pytest.mark.parametrize("name", ["", "   ", "...", "🧱🧱", "\u0640\u064e"])
def test_a_name_needs_a_letter(school: School, learner: User, client_of: SignIn, name: str) -> None:
    certificate = finish(learner, school.lessons)
    with pytest.raises(NoName):
        remember_printed_name(certificate=certificate, name=name)
    response = client_of(learner).post(page_of(certificate), {"name": name})
    assert (response.status_code, CertificateName.objects.count()) == (422, 0)


@pytest.mark.parametrize("name", ["x" * 121, "\0"])
def test_a_name_that_cannot_be_printed_is_refused(school: School, learner: User, client_of: SignIn, name: str) -> None:
    response = client_of(learner).post(page_of(finish(learner, school.lessons)), {"name": name})
    assert (response.status_code, CertificateName.objects.count()) == (422, 0)


def test_markup_in_a_name_is_text(school: School, learner: User, client_of: SignIn) -> None:
    certificate = finish(learner, school.lessons)
    page = client_of(learner).post(page_of(certificate), {"name": "<img src=x onerror=y>Ama"}).content.decode()
    assert ("<img src=x" in page, "&lt;img src=x" in page) == (False, True)


def test_a_withdrawn_certificate_is_not_printed(school: School, learner: User, client_of: SignIn) -> None:
    certificate = finish(learner, school.lessons)
    withdraw_certificate(certificate=certificate, reason="Issued by mistake.", by=None)
    with pytest.raises(CertificateOver):
        remember_printed_name(certificate=certificate, name="Ama")
    response = client_of(learner).post(page_of(certificate), {"name": "Ama", "as": "pdf"})
    assert (response.status_code, response["Content-Type"].split(";")[0]) == (422, "text/html")


@pytest.mark.parametrize("place", ["certificate", "badge", "badge_file"])
def test_other_peoples_certificates_are_not_there(
    school: School, learner: User, other_learner: User, client_of: SignIn, visitor: Client, place: str
) -> None:
    certificate = finish(learner, school.lessons)
    address = reverse(f"courses:{place}", args=[certificate.public_id])
    answers = [browser.get(address).status_code for browser in (client_of(other_learner), visitor)]
    assert answers == [404, 404]
    assert client_of(other_learner).post(page_of(certificate), {"name": "Bryn"}).status_code == 404


def test_printing_again_and_again_is_slowed_down(
    school: School, learner: User, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: now))
    address, browser = page_of(finish(learner, school.lessons)), client_of(learner)
    answers = [browser.post(address, {"name": "Ama"}).status_code for _ in range(31)]
    assert answers == [*[200] * 30, 429]

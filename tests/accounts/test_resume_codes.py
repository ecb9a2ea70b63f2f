"""A resume code brings a guest back to their place on another device. It is shown once and kept as a hash."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from lms.accounts.errors import CodeRefusedError
from lms.accounts.models import ResumeCode, User
from lms.accounts.services import resume
from lms.lib.errors import DomainError
from lms.lib.tokens import keyed_hash, normal_code
from tests.accounts.conftest import Who

pytestmark = pytest.mark.django_db

ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def make_card(browser: Client) -> str:
    """Press the button; return the code that the page shows."""
    response = browser.post("/account/keep-your-place/")
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    found = re.search(r'<p class="ref" dir="ltr">([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4})</p>', response.content.decode())
    assert found
    return found[1]


def type_card(browser: Client, code: str) -> int:
    """Type a code into the form; return the status."""
    return browser.post("/account/resume/", {"code": code}).status_code


def test_a_card_opens_the_same_persons_lessons_on_another_phone(visitor: Client, who: Who) -> None:
    code = make_card(visitor)
    other_phone = Client()
    assert type_card(other_phone, code) == 302
    assert who(other_phone) == who(visitor)
    assert User.objects.count() == 1


def test_capitals_dashes_and_spaces_do_not_matter(visitor: Client, who: Who) -> None:
    code = make_card(visitor)
    for spelling in (code.lower(), code.replace("-", " "), f"  {code.replace('-', '')} "):
        phone = Client()
        assert type_card(phone, spelling) == 302
        assert who(phone) == who(visitor)


def test_the_digits_of_every_keyboard_are_understood(visitor: Client, who: Who) -> None:
    code = make_card(visitor)
    assert type_card(phone := Client(), code.translate(ARABIC_DIGITS)) == 302
    assert who(phone) == who(visitor)
    assert normal_code("٤٨٢١ ۹۰۳۷") == "48219037"


def test_the_code_is_kept_as_a_keyed_hash_only(visitor: Client) -> None:
    code = make_card(visitor)
    rows = " ".join(str(row) for row in ResumeCode.objects.values_list()) + " ".join(
        str(session.get_decoded()) for session in Session.objects.all()
    )
    assert normal_code(code) not in rows
    assert code not in rows
    assert ResumeCode.objects.get().code_hash == keyed_hash(normal_code(code), "resume-code")


def test_it_is_never_shown_again(visitor: Client) -> None:
    code = make_card(visitor)
    for path in ("/account/keep-your-place/", "/account/", "/account/data/", "/account/data/download/"):
        assert code.encode() not in visitor.get(path).content


def test_a_new_card_stops_the_old_one(visitor: Client, who: Who) -> None:
    old = make_card(visitor)
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        new = make_card(visitor)
        assert type_card(Client(), old) == 422
        assert type_card(Client(), new) == 302


def test_after_a_double_click_both_answers_are_good(visitor: Client) -> None:
    first, second = make_card(visitor), make_card(visitor)
    assert [type_card(Client(), code) for code in (first, second)] == [302, 302]


def test_unknown_stopped_and_malformed_codes_are_answered_alike(visitor: Client) -> None:
    stopped = make_card(visitor)
    ResumeCode.objects.update(revoked_at=timezone.now())
    bodies = set()
    for code in (stopped, "AAAA-BBBB-CCCC", "%%%", "x"):
        response = Client().post("/account/resume/", {"code": code})
        assert response.status_code == 422
        bodies.add(response.content.replace(f'value="{code}"'.encode(), b""))
    assert len(bodies) == 1


def test_guessing_is_slow_whatever_the_forwarded_address_says(db: None) -> None:
    statuses = [
        Client(headers={"x-forwarded-for": f"203.0.113.{n}"}).post("/account/resume/", {"code": f"A{n}"}).status_code
        for n in range(25)
    ]
    assert statuses == [422] * 20 + [429] * 5


def test_a_guest_who_types_an_older_card_joins_both(visitor: Client, guest_browser: Client, who: Who) -> None:
    code = make_card(visitor)
    newer = who(guest_browser)
    assert newer is not None
    type_card(guest_browser, code)
    assert who(guest_browser) == who(visitor)
    assert not User.objects.filter(pk=newer.pk).exists()


def test_somebody_signed_in_who_types_a_guests_card_gets_the_guests_lessons(
    visitor: Client, client_of: object, learner: User, who: Who
) -> None:
    code = make_card(visitor)
    theirs = Client()
    theirs.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    assert type_card(theirs, code) == 302
    assert who(theirs) == learner
    assert User.objects.get() == learner
    # The card still works, and opens what has become of the guest.
    assert type_card(phone := Client(), code) == 302
    assert who(phone) == learner


def test_an_editor_gets_no_card_and_none_opens_an_editors_account(visitor: Client, who: Who, editor: User) -> None:
    code = make_card(visitor)
    theirs = Client()
    theirs.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    assert theirs.post("/account/keep-your-place/").status_code == 422
    with pytest.raises(DomainError, match="You can edit the site"):
        resume.make_resume_code(person=editor)
    ResumeCode.objects.update(person=editor)
    assert type_card(phone := Client(), code) == 422
    assert who(phone) is None


def test_the_card_of_somebody_locked_out_is_not_known(visitor: Client, who: Who) -> None:
    code = make_card(visitor)
    User.objects.update(is_active=False)
    assert type_card(phone := Client(), code) == 422
    assert who(phone) is None


def test_a_card_survives_a_new_secret_key(visitor: Client, who: Who, settings: object) -> None:
    code = make_card(visitor)
    person = who(visitor)
    old = settings.SECRET_KEY  # type: ignore[attr-defined]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a-new-one", [old]  # type: ignore[attr-defined]
    assert type_card(Client(), code) == 302
    settings.SECRET_KEY_FALLBACKS = []  # type: ignore[attr-defined]
    assert type_card(phone := Client(), code) == 302
    assert who(phone) == person


def test_the_refusal_says_what_to_do() -> None:
    assert CodeRefusedError(resume.REFUSED).message.startswith("We don't know this code. Check each letter")

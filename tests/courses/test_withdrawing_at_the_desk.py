"""Staff find a certificate by its code and withdraw it with a reason; they do not see whose it is."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from courses.models import Certificate, CertificateWithdrawal
from lms.accounts.models import User
from tests.courses.conftest import School
from tests.courses.finishing import finish, of_programmes

SignIn = Callable[[User], Client]


@pytest.fixture
def certificate(school: School, learner: User) -> Certificate:
    """Return Ama's certificate."""
    return finish(learner, school.lessons)


def desk(certificate: Certificate) -> str:
    """Return where a certificate is withdrawn."""
    return reverse("courses:desk_withdraw", args=[certificate.pk])


def test_the_list_finds_a_code_and_names_nobody(certificate: Certificate, editor: User, client_of: SignIn) -> None:
    browser = client_of(editor)
    page = browser.get(reverse("certificates:index"), {"q": certificate.code}).content.decode()
    assert (certificate.code in page, desk(certificate) in page) == (True, True)
    inspect = browser.get(reverse("certificates:inspect", args=[certificate.pk])).content.decode()
    assert [secret for secret in ("ama@example.org", "Ama<", "(Ama)") if secret in page + inspect] == []
    none = browser.get(reverse("certificates:index"), {"q": "ZZZZ-ZZZZ"}).content.decode()
    assert certificate.code not in none


def test_a_reason_is_needed_then_it_is_withdrawn_once(
    certificate: Certificate, editor: User, client_of: SignIn, visitor: Client
) -> None:
    browser = client_of(editor)
    empty = browser.post(desk(certificate), {"reason": "  "})
    assert (empty.status_code, CertificateWithdrawal.objects.count()) == (200, 0)
    for reason in ("Issued by mistake.", "Another reason."):
        browser.post(desk(certificate), {"reason": reason})
    kept = CertificateWithdrawal.objects.get()
    assert (kept.reason, kept.by) == ("Issued by mistake.", editor)
    assert "It was withdrawn on" in browser.get(desk(certificate)).content.decode()
    page = visitor.get(reverse("courses:check_code", args=[certificate.code])).content.decode()
    assert "Issued by mistake." in page


def test_a_new_one_may_take_its_place(certificate: Certificate, editor: User, client_of: SignIn) -> None:
    client_of(editor).post(desk(certificate), {"reason": "The code got into wrong hands.", "again": "on"})
    assert [row.withdrawn_at is None for row in of_programmes().order_by("pk")] == [False, True]


@pytest.mark.parametrize("who", ["learner", "trainer", "visitor"])
def test_nobody_else_withdraws(
    certificate: Certificate, learner: User, trainer: User, client_of: SignIn, visitor: Client, who: str
) -> None:
    browser = {"learner": client_of(learner), "trainer": client_of(trainer), "visitor": visitor}[who]
    for response in (browser.get(desk(certificate)), browser.post(desk(certificate), {"reason": "Because."})):
        assert response.status_code in {302, 403}
    assert CertificateWithdrawal.objects.count() == 0


def test_a_group_may_be_given_the_right(certificate: Certificate, trainer: User, client_of: SignIn) -> None:
    trainer.user_permissions.add(Permission.objects.get(codename="add_certificatewithdrawal"))
    client_of(trainer).post(desk(certificate), {"reason": "Issued by mistake."})
    assert CertificateWithdrawal.objects.count() == 1


def test_an_unknown_one_is_404(db: None, editor: User, client_of: SignIn) -> None:
    assert client_of(editor).get("/admin/certificates/999999/withdraw/").status_code == 404


def test_no_row_can_be_edited_or_deleted_by_hand(certificate: Certificate, editor: User, client_of: SignIn) -> None:
    browser = client_of(editor)
    for act in ("edit", "delete"):
        assert browser.post(reverse(f"certificates:{act}", args=[certificate.pk]), {"title": "x"}).status_code in {
            302,
            403,
        }
    assert of_programmes().get().title == "Homes 2027"

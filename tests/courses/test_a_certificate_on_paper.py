"""The PDF of a certificate: one page of A4, tagged, in its language, for any script; where it cannot be made, a sentence."""

import builtins
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from courses.models import Certificate
from courses.rendering.certificate_pdf import certificate_pdf, direction
from courses.rendering.pdf import NoPdf, pdf_of
from courses.selectors.certificate_facts import Facts
from courses.selectors.certificates import Paper
from lms.accounts.models import User
from lms.lib import clock
from tests.courses.conftest import School
from tests.courses.finishing import finish

pytestmark = pytest.mark.paper
ADDRESS = "https://school.example/c/BRKT-4T7K-QX2M-H9PW-3CDN/"
A4 = (595, 842)


def paper(outcomes: int = 3) -> Paper:
    """Return a certificate with much or little to say."""
    facts = Facts(
        title="Homes for all: learn, organise and win",
        edition_name="Year 2",
        year=2027,
        hours=31,
        outcomes=tuple(f"do thing number {number} with others, and say why it matters" for number in range(outcomes)),
        issuer="The school",
        carried={"2026": 3},
    )
    now = clock.now()
    row = Certificate(kind="programme", code="BRKT-4T7K-QX2M-H9PW-3CDN", earned_at=now, issued_at=now)
    return Paper(row, facts)


def pdf(name: str = "Ama Mensah", *, outcomes: int = 3) -> PdfReader:
    """Return a certificate as a PDF that was read again."""
    made = certificate_pdf(paper(outcomes), name=name, address=ADDRESS, short="school.example/c")
    return PdfReader(io.BytesIO(made))


def tags_in(reader: PdfReader) -> list[str]:
    """Return the kinds of all tags of a document, and the alternative texts of its figures."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for inner in node:
                walk(inner)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"]))
                if "/Alt" in node:
                    found.append(str(node["/Alt"]))
            walk(node.get("/K", []))

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


def test_it_is_one_tagged_page_of_a4_in_its_language() -> None:
    reader = pdf()
    root = reader.trailer["/Root"]
    box = reader.pages[0].mediabox
    assert (len(reader.pages), round(box.width), round(box.height)) == (1, *A4)
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "en",
        True,
        True,
    )
    assert reader.metadata is not None
    assert reader.metadata.title == "Statement of learning: Homes for all: learn, organise and win"
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()
    tags = tags_in(reader)
    assert {"/Document", "/H1", "/H2", "/P", "/L", "/LI", "/Figure", "QR code that opens the check page"} <= set(tags)
    assert [tag for tag in tags if tag == "/Figure"] == ["/Figure"]
    assert [item["/Title"] for item in reader.outline if not isinstance(item, list)] == ["Statement of learning"]


def test_it_says_what_the_page_says() -> None:
    text = " ".join(pdf().pages[0].extract_text().split())
    for said in (
        "Ama Mensah",
        "Homes for all: learn, organise and win",
        "do thing number 2 with others",
        "about 31 hours",
        "3 lessons recognised from 2026",
        "The school",
        "BRKT-4T7K-QX2M-H9PW-3CDN",
        "school.example/c",
    ):
        assert said in text


@pytest.mark.parametrize("name", ["مريم عبد الله", "נועה כהן", "Żaneta Łukasz", "Nguyễn Thị Minh Khai"])
def test_names_of_any_script_are_letters_and_not_boxes(name: str) -> None:
    reader = pdf(name)
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    text = reader.pages[0].extract_text()
    assert all(letter in text for letter in name if letter != " ")
    assert all("/ToUnicode" in font for font in fonts)


@pytest.mark.parametrize(
    ("text", "way"), [("مريم", "rtl"), ("“נועה”", "rtl"), ("Ama مريم", "ltr"), ("...", "ltr"), ("", "ltr")]
)
def test_the_direction_is_that_of_the_first_letter(text: str, way: str) -> None:
    assert direction(text) == way


@pytest.mark.parametrize("outcomes", [0, 12, 20])
def test_much_to_say_is_still_one_page(outcomes: int) -> None:
    assert len(pdf("Quite a Long Name " * 6, outcomes=outcomes).pages) == 1


@pytest.mark.parametrize(
    "asked",
    [
        "https://elsewhere.example/x.svg",
        "http://127.0.0.1/x.svg",
        "file:///etc/passwd",
        "../lms/settings/base.py",
        "css/../../manage.py",
        "css/nothing.css",
        "data:image/svg+xml,<svg/>",
        "memory:other.svg",
    ],
)
def test_a_page_that_asks_for_anything_else_is_not_made(asked: str) -> None:
    with pytest.raises(NoPdf):
        pdf_of(
            f'<html lang="en"><title>x</title><p><img src="{asked}" alt="x"></p></html>', pictures={"qr.svg": "<svg/>"}
        )


@pytest.mark.parametrize("fault", [ImportError("no module"), OSError("cannot load library 'libpango-1.0-0'")])
def test_without_the_libraries_the_page_says_how_to_print(
    school: School,
    learner: User,
    client_of: Callable[[User], Client],
    monkeypatch: pytest.MonkeyPatch,
    fault: Exception,
) -> None:
    certificate = finish(learner, school.lessons)
    real = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("weasyprint"):
            raise fault
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    address = reverse("courses:certificate", args=[certificate.public_id])
    response = client_of(learner).post(address, {"name": "Ama Mensah", "as": "pdf"})
    page = response.content.decode()
    assert (response.status_code, "Save as PDF" in page, "Ama Mensah" in page) == (200, True, True)
    assert "Print this page instead" in page


def test_the_file_has_a_name_that_says_nothing_about_anybody(
    school: School, learner: User, client_of: Callable[[User], Client]
) -> None:
    certificate = finish(learner, school.lessons)
    address = reverse("courses:certificate", args=[certificate.public_id])
    response = client_of(learner).post(address, {"name": "Ama Mensah", "as": "pdf"})
    assert response["Content-Disposition"] == 'attachment; filename="certificate.pdf"'
    assert response.content.startswith(b"%PDF-")

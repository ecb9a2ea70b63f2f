"""What comes out of a printer: plain pages in order, no menus, addresses written out, the answers last, 12 pages for a
facilitator. And an e-book's chapters, as a reader draws them."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.test import Client
from playwright.sync_api import Page, Route
from pypdf import PdfReader

from courses.models import ModulePage
from tests.browser import screens
from tests.courses.school import block, make_edition, make_index, make_lesson, make_module, multiple_choice
from tests.fixtures.browser import PHONE
from tests.fixtures.school import School

pytestmark = [pytest.mark.browser]
ROOT = Path(__file__).resolve().parents[2]
A4 = (210, 297)  # millimetres
LARGEST = 12  # pages of a pack
OVERFLOW = "Math.max(0, document.documentElement.scrollWidth - innerWidth)"


def printed(page: Page, **paper: object) -> list[str]:
    """Return the words of each page that the open window prints, with ligatures taken apart."""
    content = page.pdf(**{"format": "A4", "prefer_css_page_size": True, **paper})
    return [tidy(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(content)).pages]


def tidy(text: str) -> str:
    """Return words on one line."""
    return " ".join(text.replace("ﬁ", "fi").replace("ﬂ", "fl").split())


def test_a_lesson_prints_on_plain_pages_with_its_answers_last(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE, javascript=False)
    screens.taken_away(screens.lesson, "/print/")(page, school.url)
    pages = printed(page)
    whole, last = " ".join(pages[:-1]), pages[-1]
    assert last.startswith("1 / 1 Answers") or "Answers Have a go first." in last
    assert "Right: B." in last
    assert "Right:" not in whole
    in_order = [
        "Lesson 1.1",
        "Whose home is it?",
        "About 10 minutes",
        "Count the doors",
        "Question 1.",
        "A. True",
        "Question 3.",
    ]
    in_order += ["Talk about it", "Do it:", "Three lines to keep", "Where you live", "Words in this lesson", "Sources"]
    in_order += ["Law and figures checked on 30 June 2026.", "Come back to enter your answers", "/l/"]
    places = [whole.index(said) for said in in_order]
    assert places == sorted(places)
    for menu in ("Skip to main content", "My learning", "Large print", "your browser’s menu", "Mark done"):
        assert menu not in whole + last
    assert 4 <= len(pages) <= 7
    size = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages[0].mediabox
    assert (round(size.width / 72 * 25.4), round(size.height / 72 * 25.4)) == A4


@pytest.mark.parametrize("paper", ["A5", "Letter"])
def test_other_paper_works_too(school: School, open_page: Callable[..., Page], paper: str) -> None:
    page = open_page(PHONE)
    screens.taken_away(screens.lesson, "/print/")(page, school.url)
    pages = printed(page, format=paper)
    assert "Answers Have a go first." in pages[-1] or "Answers Have a go first." in pages[-2]
    assert "Right:" not in " ".join(pages).split("Have a go first.")[0]


def test_large_print_has_eighteen_points(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    screens.taken_away(screens.lesson, "size=large")(page, school.url)
    page.emulate_media(media="print")
    sizes = page.evaluate(
        "[...document.querySelectorAll('main p, main li, main dd')].map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 23.9  # 18 points
    assert len(printed(page)) > len(pages_of_usual(school, open_page))


def pages_of_usual(school: School, open_page: Callable[..., Page]) -> list[str]:
    """Return the same lesson in usual print."""
    page = open_page(PHONE)
    screens.taken_away(screens.lesson, "/print/")(page, school.url)
    return printed(page)


def test_a_module_prints_each_lesson_from_a_new_page(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    screens.taken_away(screens.module, "/print/")(page, school.url)
    pages = printed(page)
    starts = [re.search(r"Lesson (1\.\d) ", text[:60]) for text in pages]
    assert [found[1] for found in starts if found] == ["1.1", "1.2", "1.3", "1.4", "1.5"]
    first_answers = next(number for number, text in enumerate(pages) if "Answers Have a go first." in text)
    assert "Right:" not in " ".join(pages[:first_answers])
    assert all("Right:" in text for text in pages[first_answers:])


@pytest.mark.parametrize("number", [1, 3])
def test_a_facilitator_pack_fits_on_twelve_pages(school: School, open_page: Callable[..., Page], number: int) -> None:
    page = open_page(PHONE)
    screens.programme(page, school.url)
    links = page.locator("main a[href*='/learn/']").evaluate_all("all => [...new Set(all.map(a => a.href))]")
    modules = [link for link in links if link.rstrip("/").count("/") == 5]
    for link in modules:
        page.goto(link)
        if page.locator(".eyebrow", has_text=f"Module {number} of").count():
            break
    screens.follow(page, "main a[href$='/facilitator-pack/']")
    pages = printed(page)
    words = " ".join(pages)
    assert len(pages) <= LARGEST
    for part in (
        "The plan",
        "What to bring",
        "With no internet",
        "Talk about it",
        "Do it:",
        "Handout: keep this",
        "Answers",
    ):
        assert part in words
    assert "Handout: check what you know Have a go" in words  # the questions are in it, not only where to find them
    assert "Right:" not in words.split("Answers Have a go")[0]


@pytest.mark.django_db
@pytest.mark.parametrize(("lessons", "questions"), [(5, 8), (14, 4)])
def test_a_large_modules_pack_fits_as_well(open_page: Callable[..., Page], lessons: int, questions: int) -> None:
    module = large_module(lessons, questions)
    html = Client().get(f"/learning/modules/{module.pk}/facilitator-pack/").content.decode()
    page = open_page(PHONE)

    def answer(route: Route) -> None:
        path = re.sub(r"^http://localhost:9/", "", route.request.url)
        file = ROOT / path
        if path == "":
            route.fulfill(body=html, content_type="text/html")
        elif path.startswith("static/") and file.is_file():
            route.fulfill(path=file)
        else:
            route.abort()

    page.route("**/*", answer)
    page.goto("http://localhost:9/")
    assert len(printed(page)) <= LARGEST


def large_module(lessons: int, questions: int) -> ModulePage:
    """Return a module with much to say."""
    module = make_module(make_edition(make_index()), outcomes="do this\ndo that\ndo more")
    talk = {"text": "<p>" + "Who decides about your home, and when did you last meet them? " * 3 + "</p>"}
    task = {
        "title": "Go and look",
        "minutes": 10,
        "text": "<p>" + "Take a neighbour and look at a notice. " * 5 + "</p>",
    }
    for number in range(lessons):
        asked = []
        for place in range(questions):
            one = multiple_choice(f"Which of these {place} things count when a council decides about homes near you?")
            for option in one["value"]["options"]:
                option["id"] = option["id"][:-6] + f"{place:02}" + option["id"][-4:]
                option["value"]["why"] = "Because the law says so, and the council has to follow it in each case."
            asked.append(one)
        body = [block("prompt", talk), block("task", task), *asked]
        make_lesson(
            module,
            f"A lesson on homes number {number}",
            body,
            summary="One to keep.\nTwo to keep.\nThree.",
            lede="Long. " * 20,
        )
    return module


def test_the_ordinary_lesson_page_prints_too(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    screens.lesson(page, school.url)
    words = " ".join(printed(page))
    assert "Whose home is it?" in words
    assert "Question" not in words or "Right:" not in words
    assert "Skip to main content" not in words


def test_the_print_button_opens_the_print_window(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    page.add_init_script("window.print = () => { document.title = 'printing' }")
    screens.taken_away(screens.lesson, "/print/")(page, school.url)
    page.get_by_role("button", name="Print").click()
    assert page.title() == "printing"


def test_chapters_of_an_e_book_can_be_read(school: School, open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(PHONE)
    screens.taken_away(screens.module, "")(page, school.url)
    address = str(page.locator("a[href$='module.epub']").first.get_attribute("href"))
    with urlopen(school.url + address) as answer:
        book = zipfile.ZipFile(io.BytesIO(answer.read()))
    book.extractall(tmp_path)
    reading = open_page(PHONE, javascript=False)
    reading.route(
        "**/*", lambda route: route.fulfill(path=tmp_path / re.sub(r"^http://localhost:9/", "", route.request.url))
    )
    for name in sorted(one for one in book.namelist() if one.endswith(".xhtml")):
        reading.goto(f"http://localhost:9/{name}")
        assert reading.locator("parsererror").count() == 0
        assert reading.locator("h1").count() == 1
        assert len(reading.locator("body").inner_text()) > 60
        assert reading.evaluate(OVERFLOW) == 0

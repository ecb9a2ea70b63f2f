"""A lesson or a module on paper, as an e-book and as plain text: the same words, the answers last, nobody's data."""

import io
import re
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from cms.models import GlossaryTerm
from courses.models import LessonPage, LessonTerm
from courses.offline import copies, pictures, shelf
from courses.services.progress import mark_done
from lms.accounts.models import User
from lms.lib import freshness
from tests.courses.conftest import School
from tests.courses.epub_checker import faults_of
from tests.courses.pictures import a_picture
from tests.courses.school import block, make_lesson, make_module, multiple_choice, publish, single_choice, true_false

ENDINGS = ["take-away/", "print/", "print/?size=large", "{kind}.epub", "{kind}.txt"]
HUGE = 10**18 - 1


@pytest.fixture(autouse=True)
def own_shelf(settings: Any, tmp_path: Path) -> None:
    """Keep books and pictures of each test to itself."""
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"


def address(page: Any, what: str) -> str:
    """Return where a page's copy is."""
    kind = "lesson" if isinstance(page, LessonPage) else "module"
    return f"/learning/{kind}s/{page.pk}/{what.format(kind=kind)}"


def everything(school: School) -> list[str]:
    return [address(page, what) for page in (school.first, school.module) for what in ENDINGS]


def words_of(page: str) -> str:
    """Return a page's words on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())


@pytest.mark.parametrize("method", ["get", "head"])
def test_anybody_may_take_it_away(school: School, visitor: Client, method: str) -> None:
    for path in everything(school):
        response = getattr(visitor, method)(path)
        assert (path, response.status_code, dict(response.cookies)) == (path, 200, {})
        assert bool(response.content) == (method == "get")


def test_nothing_is_told_apart_from_what_is_not_there(school: School, visitor: Client) -> None:
    draft = make_lesson(school.module, "Draft", live=False)
    hidden = make_module(school.edition, 2)
    below = make_lesson(hidden, "Below a draft")
    hidden.unpublish()
    for page in (draft, below, hidden):
        assert {visitor.get(address(page, what)).status_code for what in ENDINGS} == {404}
        assert visitor.get(f"/l/{page.pk}/").status_code == 404
        assert visitor.get(f"/l/2027/{page.lineage}/").status_code == 404
    for kind in ("lesson", "module"):
        for number in (0, 999_999, HUGE, school.edition.pk):
            for what in ENDINGS:
                assert visitor.get(f"/learning/{kind}s/{number}/{what.format(kind=kind)}").status_code == 404
    for path in (
        f"/l/{HUGE}/",
        f"/l/{school.edition.pk}/",
        f"/l/{HUGE}/{school.first.lineage}/",
        f"/l/2027/{uuid.uuid4()}/",
    ):
        assert visitor.get(path).status_code == 404


def test_restricted_lessons_stay_where_they_are(
    school: School, visitor: Client, learner: User, client_of: Callable[[User], Client]
) -> None:
    PageViewRestriction.objects.create(page=school.lessons[1], restriction_type=PageViewRestriction.LOGIN)
    freshness.move()
    for what in ENDINGS:
        assert visitor.get(address(school.lessons[1], what)).status_code == 404
        inside = visitor.get(address(school.module, what))
        assert inside.status_code == 200
        if not what.endswith("epub"):
            assert "Reading a notice" not in inside.content.decode()
    mine = client_of(learner)
    assert "Reading a notice" in mine.get(address(school.module, "module.txt")).content.decode()
    assert mine.get(address(school.module, "module.epub"))["Cache-Control"] == "private, no-cache"
    assert "Reading a notice" not in visitor.get(address(school.module, "module.txt")).content.decode()
    assert visitor.get(address(school.first, "lesson.epub"))["Cache-Control"] == "no-cache"


def test_no_answer_stands_before_the_page_of_answers(school: School, visitor: Client) -> None:
    make_lesson(school.module, "Several", [multiple_choice()])
    lesson = make_lesson(school.module, "One", [single_choice(), true_false()])
    for page in (lesson, school.module):
        given_away = ["Right:", "You can write to them.", "They had their vote.", "Right, anyone may."]
        given_away += ["Prices do not count."] if page == school.module else []
        for text in (
            words_of(visitor.get(address(page, "print/")).content.decode()),
            visitor.get(address(page, "{kind}.txt")).content.decode(),
        ):
            before, after = text.rsplit("Have a go first.", 1)
            assert [said for said in given_away if said in before] == []
            assert [said for said in given_away if said not in after] == []
            assert "B. An inspector" in before


def test_a_lesson_prints_with_all_that_it_says(school: School, visitor: Client) -> None:
    term = GlossaryTerm.objects.create(
        term="appeal", slug="appeal", plain="Asking somebody higher up.", in_law="A right."
    )
    lesson = make_lesson(
        school.module,
        "Everything",
        [block("text", '<p>Read <a href="https://rules.example/a">the rules</a>.</p>'), single_choice()],
        summary="One.\nTwo.",
        sources="Housing Act 1996",
        where_you_live="This is England.",
        last_checked="2026-06-30",
        lede="First.",
        outcomes="do it",
    )
    lesson.lesson_terms.add(LessonTerm(term=term))
    lesson = publish(lesson)
    text = visitor.get(address(lesson, "lesson.txt")).content.decode()
    in_order = [
        "Lesson 1.4",
        "Everything",
        "First.",
        "About 1 minute",
        "England",
        "- do it",
        "the rules[1]",
        "Question 1.",
    ]
    in_order += [
        "Three lines to keep",
        "1. One.",
        "Where you live",
        "Appeal",
        "Asking somebody higher up.",
        "In law: A right.",
    ]
    in_order += [
        "[1] https://rules.example/a",
        "- Housing Act 1996",
        "checked on 30 June 2026",
        f"testserver/l/{lesson.pk}/",
    ]
    places = [text.index(said, text.index("====")) for said in in_order]
    assert places == sorted(places)


def test_books_are_sound(school: School, visitor: Client) -> None:
    image = a_picture()
    body = [
        block("image", {"image": image.pk, "alt": "A row of houses", "decorative": False, "caption": ""}),
        block("image", {"image": image.pk, "alt": "", "decorative": True, "caption": "Again"}),
        single_choice("1 < 2 & “so on” \u200f؟"),
    ]
    lesson = make_lesson(school.module, "<Pictures> & more", body, lede="A \u0007bell")
    for page in (lesson, school.first, school.lessons[1], school.module):
        response = visitor.get(address(page, "{kind}.epub"))
        assert response["Content-Type"] == "application/epub+zip"
        assert response["Content-Disposition"] == f'attachment; filename="{page.slug}.epub"'
        assert faults_of(response.content) == []
    book = zipfile.ZipFile(io.BytesIO(visitor.get(address(lesson, "lesson.epub")).content))
    assert [name for name in book.namelist() if "images/" in name] == ["book/images/1.jpg"]
    assert book.namelist()[-2:] == ["book/answers.xhtml", "book/images/1.jpg"]
    assert 'alt="A row of houses"' in book.read("book/lesson-1.xhtml").decode()


def test_the_same_content_gives_the_same_bytes_and_a_304(school: School, visitor: Client) -> None:
    path = address(school.module, "module.epub")
    first = visitor.get(path)
    freshness.move()  # something elsewhere was published
    second = visitor.get(path)
    assert (second.content, second["ETag"]) == (first.content, first["ETag"])
    for known in (first["ETag"], f"W/{first['ETag']}", "*", f'"other", {first["ETag"]}'):
        again = visitor.get(path, headers={"if-none-match": known})
        assert (known, again.status_code, again.content, again["ETag"]) == (known, 304, b"", first["ETag"])
    assert visitor.get(path, headers={"if-none-match": '"other"'}).status_code == 200
    head = visitor.head(path)
    assert (head["Content-Length"], head["ETag"]) == (str(len(first.content)), first["ETag"])
    school.first.title = "Who decides now"
    publish(school.first)
    freshness.move()
    assert visitor.get(path)["ETag"] != first["ETag"]


def test_a_book_is_made_once_for_each_revision(
    school: School, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    monkeypatch.setattr("courses.views.paper.make_copy", lambda source: made.append(source) or copies.make_copy(source))
    path = address(school.first, "lesson.epub")
    assert visitor.get(path).content == visitor.get(path).content
    assert len(made) == 1
    freshness.move()
    visitor.get(path)
    assert len(made) == 2
    monkeypatch.setattr(shelf, "revision", lambda: freshness.UNKNOWN)
    visitor.get(path), visitor.get(path)
    assert len(made) == 4  # nothing kept may be used


def test_a_shelf_that_cannot_be_written_costs_time_only(school: School, visitor: Client, tmp_path: Path) -> None:
    (tmp_path / "take-away").write_text("in the way")
    assert visitor.get(address(school.first, "lesson.epub")).status_code == 200


def test_the_shelf_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MOST_FILES", 3)
    for number in range(5):
        assert shelf.kept_file(number, lambda: b"book") == b"book"
    assert len(list(shelf.folder().iterdir())) == 3
    monkeypatch.setattr(shelf, "MOST_BYTES", 10)
    shelf.kept_file("large", lambda: b"0123456789")
    assert [file.read_bytes() for file in shelf.folder().iterdir()] == [b"0123456789"]


def test_what_is_large_is_left_out_and_said(school: School, visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    value = {"image": a_picture().pk, "alt": "A row of houses", "decorative": False, "caption": ""}
    lesson = make_lesson(school.module, "Picture", [block("image", value)])
    monkeypatch.setattr(pictures.Album, "__init__", lambda self: self.__dict__.update(pictures={}, bytes_left=10))
    book = visitor.get(address(lesson, "lesson.epub")).content
    assert faults_of(book) == []
    chapter = zipfile.ZipFile(io.BytesIO(book)).read("book/lesson-1.xhtml").decode()
    assert "A picture stands here on the site. It shows: A row of houses" in chapter
    monkeypatch.setattr(copies, "MOST_LESSONS", 3)
    freshness.move()
    page = visitor.get(address(school.module, "print/")).content.decode()
    assert "1 more lesson is on the site." in page


def test_a_picture_that_is_gone_is_told_in_words(school: School, visitor: Client) -> None:
    image = a_picture()
    value = {"image": image.pk, "alt": "A row of houses", "decorative": False, "caption": ""}
    lesson = make_lesson(school.module, "Only a picture", [block("image", value)])
    image.file.storage.delete(image.file.name)
    for what in ENDINGS:
        response = visitor.get(address(lesson, what))
        assert response.status_code == 200
        if what.endswith("epub"):
            assert faults_of(response.content) == []


def test_a_module_without_lessons_says_so(school: School, visitor: Client) -> None:
    empty = make_module(school.edition, 3)
    assert "Nothing to take away yet" in visitor.get(address(empty, "take-away/")).content.decode()
    assert "are being written" in visitor.get(address(empty, "print/")).content.decode()
    for ending in ("module.epub", "module.txt"):
        sent = visitor.get(address(empty, ending))
        assert (sent.status_code, sent["Location"]) == (302, address(empty, "take-away/"))


def test_the_ways_say_what_they_weigh(school: School, visitor: Client) -> None:
    page = visitor.get(address(school.first, "take-away/")).content.decode()
    assert "EPUB, less than 0.1 MB" in page
    assert f'href="{address(school.first, "lesson.epub")}"' in page


def test_paper_leads_back(school: School, visitor: Client) -> None:
    first = school.first
    assert visitor.get(f"/l/{first.pk}/")["Location"] == first.url
    assert visitor.get(f"/l/{school.module.pk}/")["Location"] == school.module.url
    assert visitor.get(f"/l/2027/{first.lineage}/")["Location"] == f"{first.url}#question-1"
    assert visitor.get(f"/l/2027/{school.lessons[1].lineage}/")["Location"] == school.lessons[1].url
    assert visitor.get(f"/l/2027/{school.module.lineage}/")["Location"] == school.module.url
    assert visitor.get(f"/l/2026/{first.lineage}/").status_code == 404
    old = first.lineage
    school.edition.copy(recursive=True, update_attrs={"slug": "homes-2028", "year": 2028})
    newer = LessonPage.objects.get(lineage=old, url_path__contains="homes-2028")
    assert visitor.get(f"/l/2028/{old}/")["Location"] == f"{newer.url}#question-1"
    assert visitor.get(f"/l/2027/{old}/")["Location"] == f"{first.url}#question-1"


def test_a_lesson_in_arabic_runs_from_the_right(school: School, visitor: Client) -> None:
    arabic = Locale.objects.create(language_code="ar")
    for page in (school.index.get_parent().specific, school.index, school.edition, school.module, school.first):
        copy = page.copy_for_translation(arabic, copy_parents=False)
        copy.title = f"عربي {page.pk}"
        publish(copy)
    lesson = LessonPage.objects.get(locale=arabic, lineage=school.first.lineage)
    response = visitor.get(address(lesson, "print/"))
    page = response.content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert response["Content-Language"] == "ar"
    assert f"/l/2027/{lesson.lineage}/?in=ar" in page
    book = visitor.get(address(lesson, "lesson.epub")).content
    assert faults_of(book) == []
    package = zipfile.ZipFile(io.BytesIO(book)).read("book/package.opf").decode()
    assert 'page-progression-direction="rtl"' in package
    assert "<dc:language>ar</dc:language>" in package
    assert visitor.get(f"/l/2027/{lesson.lineage}/?in=ar")["Location"] == f"{lesson.url}#question-1"


def test_nothing_about_a_person_is_in_a_copy(
    school: School, visitor: Client, learner: User, client_of: Callable[[User], Client]
) -> None:
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    mine = client_of(learner)
    for path in everything(school):
        if "take-away" not in path:
            assert mine.get(path).content == visitor.get(path).content


def test_more_lessons_ask_no_more_than_their_pictures_and_facts(school: School, settings: Any) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "response_cache" not in name]
    browser, path = Client(), address(school.module, "print/")
    browser.get(path)
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(path)
    for place in range(3):
        make_lesson(school.module, f"More {place}", [single_choice(f"Question {place}?")])
    browser.get(path)
    with CaptureQueriesContext(connection) as many:
        browser.get(path)
    assert len(many) == len(few) <= 8


def test_the_lesson_page_shows_the_way(school: School, visitor: Client) -> None:
    assert f'href="{address(school.first, "take-away/")}"' in visitor.get(school.first.url).content.decode()


@pytest.mark.django_db
def test_a_book_takes_nothing_but_pictures_that_pages_show() -> None:
    a_picture()
    for place in (
        "https://elsewhere.example/images/a.jpg",
        "/media/original_images/houses.png",  # may hold what the camera wrote into it
        "/media/images/../original_images/houses.png",
        "/media/images/notes.txt",
        "/media/images/none.png",
        "/static/img/a.png",
        "",
    ):
        assert (place, pictures.Album().take(place)) == (place, None)

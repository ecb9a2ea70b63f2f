"""Trainers see what people learnt in a year: totals, protected, the same on the page and in the file."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from courses.models import Enrolment, LessonCompletion, LessonVersion, QuestionVersion
from lms.accounts.backends import PLACE_BACKEND
from lms.accounts.models import User
from lms.lib import clock
from tests.courses.conftest import School
from tests.courses.insight_school import answered, people_who_finished
from tests.courses.school import make_edition, make_lesson, make_module
from tests.courses.test_screens_ask_little import queries


@pytest.fixture
def busy(school: School) -> School:
    """Return a school with 47 learners: 20 did one lesson, 15 two, 12 all three."""
    people_who_finished(school.edition, school.lessons, [1] * 20 + [2] * 15 + [3] * 12)
    return school


def report_address(school: School, rest: str = "") -> str:
    """Return an address below an edition's report."""
    return f"/learning/reports/{school.edition.lineage}/{school.edition.year}/{rest}"


def test_the_report_shows_rounded_totals(busy: School, trainer: User, client_of: Callable[[User], Client]) -> None:
    page = client_of(trainer).get(report_address(busy))
    assert page.status_code == 200
    report = page.context["report"]
    (module,) = report.modules
    assert (str(report.started), str(report.finished)) == ("45", "10")
    assert (str(module.started), str(module.finished)) == ("45", "10")
    assert [(str(one.started), str(one.finished)) for one in module.lessons] == [
        ("45", "45"),
        ("25", "25"),
        ("10", "10"),
    ]
    assert report.lessons_finished.number == 80


def text_of(response: object) -> str:
    """Return a streamed file as text."""
    return b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]


def test_the_file_holds_the_same_cells_as_the_page(
    busy: School, trainer: User, client_of: Callable[[User], Client]
) -> None:
    browser = client_of(trainer)
    lines = text_of(browser.get(report_address(busy, "report.csv"))).splitlines()
    assert lines == [
        '"Section","Name","Started","Finished"',
        '"Programme","Homes 2027 (2027)",45,10',
        '"Module","1. Module 1",45,10',
        '"Lesson","1.1 Who decides",45,45',
        '"Lesson","1.2 Reading a notice",25,25',
        '"Lesson","1.3 Objecting well",10,10',
        '"Language","English","",45',
        '"Where the law holds","England","",45',
    ]
    page = browser.get(report_address(busy)).content.decode()
    assert [number for number in ("47", "27", "12", "80") if f">{number}<" in page] == ["80"]


def test_small_counts_are_hidden_on_the_page_and_in_the_file(
    school: School, trainer: User, client_of: Callable[[User], Client]
) -> None:
    people_who_finished(school.edition, school.lessons, [1] * 9 + [2] * 2 + [3])
    browser = client_of(trainer)
    page, file = browser.get(report_address(school)), text_of(browser.get(report_address(school, "report.csv")))
    assert "Fewer than 5" in page.content.decode()
    assert '"Lesson","1.2 Reading a notice","Fewer than 5","Fewer than 5"' in file
    assert '"Programme","Homes 2027 (2027)",10,"Fewer than 5"' in file


def test_how_many_languages_were_used_is_not_shown_where_they_are_hidden(
    school: School, trainer: User, client_of: Callable[[User], Client]
) -> None:
    people_who_finished(school.edition, school.lessons, [1] * 13)
    welsh = LessonVersion.objects.filter(lineage=school.first.lineage).latest("number")
    welsh.pk, welsh.language, welsh._state.adding = None, "cy", True
    welsh.save()
    found = {}
    for people in (0, 2, 5):
        some = list(LessonCompletion.objects.order_by("pk").values_list("pk", flat=True)[:people])
        LessonCompletion.objects.filter(pk__in=some).update(lesson_version=welsh)
        page = client_of(trainer).get(report_address(school))
        found[people] = str(page.context["report"].languages_used)
    assert found == {0: "1", 2: "Not shown", 5: "2"}


def test_a_year_of_four_people_shows_nothing(
    school: School, trainer: User, client_of: Callable[[User], Client]
) -> None:
    people_who_finished(school.edition, school.lessons, [1, 2, 3, 3])
    browser = client_of(trainer)
    page = browser.get(report_address(school))
    assert "Too few people to show" in page.content.decode()
    assert page.context["report"].modules == ()
    assert text_of(browser.get(report_address(school, "report.csv"))) == '"Too few people to show"\r\n'


def test_a_year_without_people_says_so(school: School, trainer: User, client_of: Callable[[User], Client]) -> None:
    assert "Nobody has started yet" in client_of(trainer).get(report_address(school)).content.decode()


def test_two_years_stand_side_by_side_by_what_was_taught(
    busy: School, trainer: User, client_of: Callable[[User], Client]
) -> None:
    before = make_edition(busy.index, 2026, lineage=busy.edition.lineage)
    module = make_module(before, lineage=busy.module.lineage)
    lesson = make_lesson(module, "Who decides", lineage=busy.first.lineage)
    people_who_finished(before, [lesson], [1] * 23)
    beside = client_of(trainer).get(report_address(busy)).context["beside"]
    assert (beside.year, [(row.label, str(row.then), str(row.now)) for row in beside.rows]) == (
        2026,
        [("M1", "25", "10")],
    )


def test_nobodys_name_reflection_or_vote_is_in_a_report(
    busy: School, learner: User, trainer: User, client_of: Callable[[User], Client]
) -> None:
    people_who_finished(busy.edition, busy.lessons, [3] * 5)
    Enrolment.objects.filter(pk=Enrolment.objects.first().pk).update(user=learner)  # type: ignore[union-attr]
    version = QuestionVersion(
        lineage=busy.first.lineage,
        block_id=uuid.uuid4(),
        number=1,
        sha256="0" * 64,
        kind="reflection",
        payload={"question": "What happened to you?"},
        created_at=clock.now(),
    )
    version.save()
    for enrolment in Enrolment.objects.all()[:6]:
        answered(enrolment, version, text="The zebra landlord")
    browser = client_of(trainer)
    for rest in ("", f"modules/{busy.module.pk}/", "learners/"):
        page = browser.get(report_address(busy, rest)).content.decode()
        assert [word for word in ("zebra", "What happened to you?", "Ama") if word in page] == []


def test_for_everybody_else_there_is_no_report(
    busy: School, learner: User, organiser: User, client_of: Callable[[User], Client]
) -> None:
    for browser in (client_of(learner), client_of(organiser)):
        for rest in ("", "report.csv", "learners/", "learners.csv", f"modules/{busy.module.pk}/"):
            assert (rest, browser.get(report_address(busy, rest)).status_code) == (rest, 404)


def test_a_session_that_keeps_a_place_is_sent_to_the_staffs_door(busy: School, trainer: User) -> None:
    browser = Client()
    browser.force_login(trainer, backend=PLACE_BACKEND)
    answer = browser.get(report_address(busy))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/staff/sign-in/?next=%2Flearning%2Freports%2F")


def test_unknown_years_and_modules_of_other_years_are_not_there(
    busy: School, trainer: User, client_of: Callable[[User], Client]
) -> None:
    browser = client_of(trainer)
    other = make_module(make_edition(busy.index, 2026))
    assert browser.get(report_address(busy, f"modules/{other.pk}/")).status_code == 404
    for path in (f"/learning/reports/{uuid.uuid4()}/2027/", f"/learning/reports/{busy.edition.lineage}/{'9' * 18}/"):
        assert browser.get(path).status_code == 404


def test_the_list_of_reports_and_the_editors_menu_lead_to_them(
    busy: School, trainer: User, client_of: Callable[[User], Client]
) -> None:
    browser = client_of(trainer)
    assert report_address(busy) in browser.get("/learning/reports/").content.decode()
    assert "/learning/reports/" in browser.get("/admin/").content.decode()


@pytest.mark.parametrize("rest", ["", "report.csv", "modules/{module}/", "learners/"])
def test_more_people_and_lessons_ask_no_more(
    school: School, trainer: User, client_of: Callable[[User], Client], rest: str
) -> None:
    browser = client_of(trainer)
    path = report_address(school, rest.format(module=school.module.pk))
    people_who_finished(school.edition, school.lessons, [3] * 6)
    few = queries(browser, path)
    lessons = [*school.lessons, *(make_lesson(school.module, f"More {place}") for place in range(6))]
    people_who_finished(school.edition, lessons, [3, 5, 9] * 6)
    assert queries(browser, path) == few

"""Somebody who comes back next year is asked once what counts; unchanged lessons may, nothing counts by itself."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.errors import NotTheSame
from courses.models import Enrolment, Evidence, LessonCompletion, LessonPage, LessonVersion, ProgrammePage
from courses.selectors.earlier_work import earlier_offer, earlier_work
from courses.selectors.home import newest_edition, resume_for
from courses.selectors.outline import outline_of
from courses.services.carrying import recognise_earlier_work
from courses.services.progress import mark_done, record_evidence, unmark
from lms.accounts.models import User
from tests.courses.conftest import School
from tests.courses.school import block, make_edition, make_lesson, make_module, publish, single_choice

LONG_AGO = datetime(2026, 3, 12, 18, 30, tzinfo=UTC)


@dataclass
class TwoYears:
    """Last year's three lessons, which the learner did, and the same in this year's edition."""

    school: School
    last_year: ProgrammePage
    old: list[LessonPage]
    new: list[LessonPage]

    @property
    def edition(self) -> ProgrammePage:
        """Return this year's edition."""
        return self.school.edition


@pytest.fixture
def years(school: School, learner: User) -> TwoYears:
    """Return a learner's two years: all three lessons were done last year."""
    last_year = make_edition(school.index, 2026, lineage=school.edition.lineage)
    module = make_module(last_year, lineage=school.module.lineage)
    old = []
    for lesson in school.lessons:
        fields = {"lineage": lesson.lineage, "lede": lesson.lede, "outcomes": lesson.outcomes}
        old.append(make_lesson(module, lesson.title, lesson.raw_body(), **fields))
    for lesson in old:
        record_evidence(
            user=learner, lesson=lesson, kind="marked", client_uuid=uuid.uuid4(), occurred_at=LONG_AGO, by=learner
        )
    return TwoYears(school, last_year, old, school.lessons)


def states(years: TwoYears, learner: User) -> list[str]:
    """Return the state of each lesson done before, in reading order."""
    return [lesson.state for lesson in earlier_work(learner, outline_of(years.edition)).lessons]


def change(lesson: LessonPage, how: str = "material", **fields: object) -> LessonPage:
    """Publish a changed lesson; `how` says whether the change is of wording only."""
    for name, value in fields.items():
        setattr(lesson, name, value)
    fresh: LessonPage = publish(lesson)
    newest = LessonVersion.objects.filter(lineage=lesson.lineage, year=fresh.get_parent().get_parent().specific.year)
    latest = newest.order_by("-number").first()
    assert latest is not None
    if how == "editorial":
        set_editorial(latest)
    return fresh


def set_editorial(version: LessonVersion) -> None:
    """Say of a version, which code may not change, that its author called it wording only."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE courses_lessonversion SET change = 'editorial' WHERE id = %s", [version.pk])


def test_nothing_counts_by_itself(years: TwoYears, learner: User, client: Client) -> None:
    client.force_login(learner)
    assert b"You did 3 of these lessons before" in client.get(years.edition.url).content
    assert Enrolment.objects.filter(user=learner, year=2027).exists() is False
    assert LessonCompletion.objects.filter(enrolment__year=2027).count() == 0


def test_unchanged_lessons_can_count_and_keep_their_day(years: TwoYears, learner: User, client: Client) -> None:
    client.force_login(learner)
    address = f"/learning/programmes/{years.edition.pk}/earlier/"
    assert client.get(address).content.count(b'name="lesson"') == 3
    chosen = [str(lesson.lineage) for lesson in years.new[:2]]
    answer = client.post(address, {"lesson": chosen}, follow=True)
    assert b"2 lessons count for this year." in answer.content
    done = LessonCompletion.objects.filter(enrolment__user=learner, enrolment__year=2027)
    assert {(row.lineage, row.first_at) for row in done} == {(lesson.lineage, LONG_AGO) for lesson in years.new[:2]}
    carried = Evidence.objects.filter(enrolment__year=2027).order_by("pk")
    assert [(row.kind, row.payload["from_year"]) for row in carried] == [("carried", 2026)] * 2
    old = Evidence.objects.filter(enrolment__year=2026, lineage__in=[lesson.lineage for lesson in years.new[:2]])
    assert {row.payload["evidence"] for row in carried} == {str(row.public_id) for row in old}


def test_the_question_is_asked_once(years: TwoYears, learner: User, client: Client) -> None:
    client.force_login(learner)
    for page in (years.edition.url, "/my-learning/"):
        assert b"You were here in 2026" in client.get(page).content
    client.post(f"/learning/programmes/{years.edition.pk}/earlier/", {"none": "1"})
    for page in (years.edition.url, "/my-learning/"):
        assert b"You were here in 2026" not in client.get(page).content
    assert LessonCompletion.objects.filter(enrolment__year=2027).count() == 0


def test_choosing_again_doubles_nothing_and_an_undone_lesson_stays_undone(years: TwoYears, learner: User) -> None:
    everything = [lesson.lineage for lesson in years.new]
    recognise_earlier_work(user=learner, edition=years.edition, lineages=everything, by=learner)
    unmark(user=learner, lesson=years.new[0], client_uuid=uuid.uuid4(), by=learner)
    recognise_earlier_work(user=learner, edition=years.edition, lineages=everything, by=learner)
    assert Evidence.objects.filter(enrolment__year=2027, kind="carried").count() == 3
    undone = LessonCompletion.objects.filter(enrolment__year=2027, undone_at__isnull=False)
    assert [row.lineage for row in undone] == [years.new[0].lineage]


def test_what_teaches_something_new_does_not_count(years: TwoYears, learner: User, client: Client) -> None:
    change(years.new[1], lede="Landlords must answer within ten days.")
    assert states(years, learner) == ["same", "changed", "same"]
    with pytest.raises(NotTheSame):
        recognise_earlier_work(
            user=learner, edition=years.edition, lineages=[lesson.lineage for lesson in years.new], by=learner
        )
    assert Evidence.objects.filter(enrolment__year=2027).count() == 0
    client.force_login(learner)
    forged = {"lesson": [str(years.new[1].lineage)]}
    answer = client.post(f"/learning/programmes/{years.edition.pk}/earlier/", forged)
    assert (answer.status_code, Enrolment.objects.filter(year=2027).count()) == (422, 0)


def test_a_change_of_wording_only_still_counts(years: TwoYears, learner: User) -> None:
    change(years.new[0], "editorial", lede="Somebody says yes, or no.")
    change(years.old[1], "editorial", lede="A notice, read.")
    change(years.new[1], "material", lede="A notice, read.")
    change(years.new[2], "editorial", lede="One comma,")
    change(years.new[2], "material", lede="And one more thing to learn.")
    assert states(years, learner) == ["same", "same", "changed"]


def test_moving_links_and_new_block_ids_are_no_change(years: TwoYears, learner: User) -> None:
    body = [
        block("text", "<p>Most   decisions start with a planning officer.</p>"),
        single_choice(block_id=years.new[0].raw_body()[1]["id"]),
    ]
    years.new[0].body = years.new[0].body.stream_block.to_python(body)
    publish(years.new[0])
    assert states(years, learner) == ["same", "same", "same"]


def test_a_trainer_can_ask_everybody_to_do_a_lesson_again(years: TwoYears, learner: User) -> None:
    years.new[2].recognised = False
    publish(years.new[2])
    assert states(years, learner) == ["same", "same", "again"]


def test_work_undone_or_of_other_programmes_or_other_people_is_not_offered(
    years: TwoYears, learner: User, other_learner: User
) -> None:
    unmark(user=learner, lesson=years.old[0], client_uuid=uuid.uuid4(), by=learner)
    other = make_edition(years.school.index, 2025, title="Another", slug="another")
    strange = make_lesson(make_module(other), "Strange", lineage=years.new[1].lineage)
    mark_done(user=other_learner, lesson=strange, client_uuid=uuid.uuid4(), by=other_learner)
    outline = outline_of(years.edition)
    assert [row.row.lineage for row in earlier_work(learner, outline).lessons] == [
        lesson.lineage for lesson in years.new[1:]
    ]
    assert (earlier_offer(other_learner, outline), earlier_work(other_learner, outline).lessons) == (None, ())


def test_what_is_new_is_shown_and_what_was_done_here_already_is_not(years: TwoYears, learner: User) -> None:
    extra = make_lesson(years.school.module, "Appeals")
    mark_done(user=learner, lesson=years.new[0], client_uuid=uuid.uuid4(), by=learner)
    work = earlier_work(learner, outline_of(years.edition))
    assert [row.title for row in work.new] == [extra.title]
    assert [row.row.lineage for row in work.same] == [lesson.lineage for lesson in years.new[1:]]


def test_strangers_and_newcomers_find_nothing(years: TwoYears, other_learner: User, client: Client) -> None:
    address = f"/learning/programmes/{years.edition.pk}/earlier/"
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    client.force_login(other_learner)
    assert client.get(address).headers["Location"] == years.edition.get_url()
    newest = newest_edition()
    assert newest is not None
    assert earlier_offer(None, newest) is None


@pytest.mark.parametrize("sent", [["no uuid"], [str(uuid.uuid4())], ["\x00"]])
def test_forged_choices_are_refused_kindly(years: TwoYears, learner: User, client: Client, sent: list[str]) -> None:
    client.force_login(learner)
    answer = client.post(f"/learning/programmes/{years.edition.pk}/earlier/", {"lesson": sent})
    assert answer.status_code == 422
    assert b"Look again, then choose" in answer.content
    assert Evidence.objects.filter(enrolment__year=2027).count() == 0


def test_looking_asks_the_same_for_one_lesson_and_for_three(years: TwoYears, learner: User) -> None:
    outline = outline_of(years.edition)
    found = []
    for left in (3, 1):
        with CaptureQueriesContext(connection) as asked:
            work = earlier_work(learner, outline)
        found.append((len(work.same), len(asked)))
        if left == 3:
            for lesson in years.old[1:]:
                unmark(user=learner, lesson=lesson, client_uuid=uuid.uuid4(), by=learner)
    assert found == [(3, 4), (1, 4)]


# --- what changed ---


def test_what_changed_is_shown_in_words_and_gives_no_answer_away(
    years: TwoYears, learner: User, client: Client
) -> None:
    lesson = years.new[0]
    body = [
        block("text", "<p>Most decisions start with a planning officer.</p>"),
        block("text", "<p>You can speak for three minutes.</p>"),
        single_choice("Who decides an appeal today?", block_id=lesson.raw_body()[1]["id"]),
    ]
    lesson.body = lesson.body.stream_block.to_python(body)
    change(lesson, lede="Somebody says yes, no, or later.")
    client.force_login(learner)
    page = client.get(f"/learning/lessons/{lesson.pk}/changes/").content.decode()
    for text in ("You did this lesson in 2026", "Somebody says yes, no, or later.", "You can speak for three minutes."):
        assert text in page
    assert "You can write to them." not in page


def test_a_lesson_says_when_it_teaches_something_new_since_it_was_done(
    years: TwoYears, learner: User, client: Client
) -> None:
    client.force_login(learner)
    lesson = years.new[0]
    mark_done(user=learner, lesson=lesson, client_uuid=uuid.uuid4(), by=learner)
    said = []
    for how, lede in (("editorial", "Somebody says: yes or no."), ("material", "Somebody says yes, no or later.")):
        lesson = change(lesson, how, lede=lede)
        said.append("It teaches something new since then" in client.get(lesson.url).content.decode())
    assert said == [False, True]
    assert "It teaches something new" not in client.get(years.new[1].url).content.decode()
    assert "teaches something new" not in Client().get(lesson.url).content.decode()


def test_a_corrected_answer_is_named_without_giving_it_away(years: TwoYears, learner: User, client: Client) -> None:
    lesson = years.new[0]
    raw = lesson.raw_body()
    for option in raw[1]["value"]["options"][:2]:
        option["value"]["correct"] = not option["value"]["correct"]
    lesson.body = lesson.body.stream_block.to_python(raw)
    change(lesson)
    client.force_login(learner)
    page = client.get(f"/learning/lessons/{lesson.pk}/changes/").content.decode()
    assert "The answers to this were changed" in page
    assert "Who decides the appeal?" in page
    assert "You can write to them." not in page


def test_counting_earlier_work_leaves_going_on_where_it_was(years: TwoYears, learner: User) -> None:
    recognise_earlier_work(user=learner, edition=years.edition, lineages=[years.new[1].lineage], by=learner)
    card = resume_for(learner)
    assert card is not None
    assert card.url == years.new[0].get_url()


def test_a_lesson_not_done_or_not_changed_says_so(years: TwoYears, learner: User, client: Client) -> None:
    address = f"/learning/lessons/{years.new[0].pk}/changes/"
    assert b"You have not done this lesson" in client.get(address).content
    client.force_login(learner)
    assert b"Nothing. The lesson says what it said" in client.get(address).content

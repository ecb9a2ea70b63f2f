"""Learners take their records along; an edition's leave only under pseudonyms, with a reason, and without what would
give people away."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import (
    Enrolment,
    Evidence,
    LessonCompletion,
    LessonVersion,
    QuestionVersion,
    RecordsExport,
    Reflection,
)
from courses.selectors.learning_records import own_records
from courses.services.completions import settle_lesson
from courses.services.enrolment import enrol
from courses.services.progress import mark_done, unmark
from lms.accounts.models import User
from lms.lib import clock
from tests.courses.conftest import School
from tests.courses.insight_school import answered, people_who_finished
from tests.courses.school import RIGHT, WRONG
from tests.courses.xapi_rules import VOIDED, faults_of

Statement = dict[str, Any]
OWN = "/my-learning/records.jsonl"


def lines(response: Any) -> list[Statement]:
    """Return a streamed file's statements."""
    return [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]


def still_done(found: list[Statement]) -> set[str]:
    """Return the lessons that a receiver would say are done: completed or attended, and not voided."""
    voided = {one["object"]["id"] for one in found if one["verb"]["id"] == VOIDED}
    completing = ("/completed", "/attended")
    return {one["object"]["id"] for one in found if one["verb"]["id"].endswith(completing) and one["id"] not in voided}


def test_a_learner_takes_along_what_they_did(
    school: School, learner: User, client_of: Callable[[User], Client]
) -> None:
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    mark_done(user=learner, lesson=school.lessons[1], client_uuid=uuid.uuid4(), by=learner)
    unmark(user=learner, lesson=school.lessons[1], client_uuid=uuid.uuid4(), by=learner)
    version = QuestionVersion.objects.get(lineage=school.first.lineage)
    answered(Enrolment.objects.get(), version, [WRONG])
    answered(Enrolment.objects.get(), version, [RIGHT], right=True, number=2)
    response = client_of(learner).get(OWN)
    assert response.headers["Content-Disposition"] == 'attachment; filename="my-learning-xapi.jsonl"'
    found = lines(response)
    assert [one["verb"]["display"]["en"] for one in found] == [
        "completed",
        "completed",
        "voided",
        "answered",
        "answered",
    ]
    assert [fault for one in found for fault in faults_of(one)] == []
    assert [one["result"]["success"] for one in found[3:]] == [False, True]
    assert still_done(found) == {found[0]["object"]["id"]}
    whole = json.dumps(found)
    assert [secret for secret in ("Ama", "ama@example.org", str(learner.public_id)) if secret in whole] == []


def test_that_something_was_written_for_oneself_leaves_without_what(
    school: School, learner: User, client_of: Callable[[User], Client]
) -> None:
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    asked = QuestionVersion(
        lineage=school.first.lineage,
        block_id=uuid.uuid4(),
        number=1,
        sha256="0" * 64,
        kind="reflection",
        payload={"question": "What would you ask?"},
        created_at=clock.now(),
    )
    asked.save()
    Reflection.objects.create(
        enrolment=Enrolment.objects.get(),
        lineage=asked.lineage,
        block_id=asked.block_id,
        question_version=asked,
        text="The zebra landlord",
        client_uuid=uuid.uuid4(),
        written_at=clock.now(),
    )
    written = lines(client_of(learner).get(OWN))[-1]
    assert (faults_of(written), written["result"]) == ([], {"completion": True})
    assert "zebra" not in json.dumps(written)


def test_who_was_cut_off_goes_on_after_the_last_statement(
    school: School, learner: User, client_of: Callable[[User], Client]
) -> None:
    for lesson in school.lessons:
        mark_done(user=learner, lesson=lesson, client_uuid=uuid.uuid4(), by=learner)
    browser = client_of(learner)
    found = lines(browser.get(OWN))
    assert lines(browser.get(f"{OWN}?after={found[0]['id']}")) == found[1:]
    assert lines(browser.get(f"{OWN}?after={uuid.uuid4()}")) == found
    for odd in ("1", "x" * 9000, "%00", "1e9999"):
        assert lines(browser.get(f"{OWN}?after={odd}&version=9")) == found
    assert {one["version"] for one in lines(browser.get(f"{OWN}?version=2.0"))} == {"2.0.0"}


def test_what_is_new_is_never_left_out_whichever_statement_was_the_last(
    school: School, learner: User, client_of: Callable[[User], Client]
) -> None:
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    version = QuestionVersion.objects.get(lineage=school.first.lineage)
    answered(Enrolment.objects.get(), version, [WRONG])
    browser = client_of(learner)
    done, tried = lines(browser.get(OWN))
    mark_done(user=learner, lesson=school.lessons[1], client_uuid=uuid.uuid4(), by=learner)
    answered(Enrolment.objects.get(), version, [RIGHT], right=True, number=2)
    whole = lines(browser.get(OWN))
    assert lines(browser.get(f"{OWN}?after={tried['id']}")) == [one for one in whole if one != tried]
    assert lines(browser.get(f"{OWN}?after={done['id']}")) == [one for one in whole if one != done]
    assert len(whole) == 4


def test_nobody_gets_the_records_of_others(
    school: School, learner: User, other_learner: User, client_of: Callable[[User], Client]
) -> None:
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    assert lines(client_of(other_learner).get(OWN)) == []
    assert Client().get(OWN).status_code == 302


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from(["marked", "unmarked", "attended", "quiz"]), st.integers(0, 2), st.integers(0, 9)),
        max_size=12,
    )
)
def test_any_history_makes_good_statements_that_agree_with_what_is_done(
    school: School, learner: User, history: list[tuple[str, int, int]]
) -> None:
    with transaction.atomic():
        enrolment = enrol(user=learner, edition=school.edition, by=learner)
        now = clock.now()
        for kind, place, minutes in history:
            lesson = school.lessons[place]
            Evidence(
                enrolment=enrolment,
                lineage=lesson.lineage,
                kind=kind,
                lesson_version=LessonVersion.objects.filter(lineage=lesson.lineage).latest("number"),
                client_uuid=uuid.uuid4(),
                occurred_at=now - timedelta(minutes=minutes),
                received_at=now,
                payload={"block_id": str(uuid.uuid4())} if kind == "quiz" else {},
            ).save()
            settle_lesson(enrolment=enrolment, lineage=lesson.lineage)
        found = list(own_records(learner, "1.0.3"))
        ids = [one["id"] for one in found]
        assert len(set(ids)) == len(ids)
        assert [fault for one in found for fault in faults_of(one)] == []
        before: set[str] = set()
        for one in found:
            assert one["verb"]["id"] != VOIDED or one["object"]["id"] in before
            before.add(one["id"])
        done = LessonCompletion.objects.filter(enrolment=enrolment, undone_at=None).values_list("lineage", flat=True)
        assert {name.rpartition("/")[2] for name in still_done(found)} == {str(lineage) for lineage in done}
        transaction.set_rollback(True)


@pytest.fixture
def exporter(trainer: User) -> User:
    """Return a trainer who was given the right to export."""
    trainer.user_permissions.add(Permission.objects.get(codename="export_records"))
    return trainer


def address(school: School) -> str:
    """Return where an edition is exported."""
    return f"/learning/reports/{school.edition.lineage}/{school.edition.year}/records/"


REASON = {"reason": "Our evaluator compares how people learn in two years."}


def test_an_edition_leaves_under_pseudonyms_with_a_reason_written_down(
    school: School, exporter: User, learner: User, client_of: Callable[[User], Client]
) -> None:
    people = people_who_finished(school.edition, school.lessons, [1] * 6 + [2] * 5 + [3] * 2)
    Enrolment.objects.filter(pk=people[0].pk).update(user=learner)
    answered(people[0], QuestionVersion.objects.get(lineage=school.first.lineage), [WRONG])
    response = client_of(exporter).post(address(school), REASON)
    found = lines(response)
    assert [fault for one in found for fault in faults_of(one)] == []
    per_lesson = [sum(str(lesson.lineage) in one["object"]["id"] for one in found) for lesson in school.lessons]
    assert per_lesson == [13, 7, 0]  # two people finished the third: too few
    assert {one["verb"]["display"]["en"] for one in found} == {"completed"}
    assert {one["timestamp"][8:] for one in found} == {"01T00:00:00.000Z"}
    row = RecordsExport.objects.get()
    assert (row.by, row.year, row.reason) == (exporter, 2027, REASON["reason"])
    whole = json.dumps(found)
    own = {one["id"] for one in own_records(learner, "1.0.3")}
    known = [
        str(learner.public_id),
        "Ama",
        WRONG,
        *own,
        *map(str, Evidence.objects.values_list("public_id", flat=True)),
    ]
    assert [secret for secret in known if secret in whole] == []


def test_within_a_month_nobody_sees_who_was_first(
    school: School, exporter: User, client_of: Callable[[User], Client]
) -> None:
    people = people_who_finished(school.edition, school.lessons, [3] * 12)
    LessonCompletion.objects.filter(enrolment__in=people[:5]).update(first_at=clock.now() - timedelta(days=90))
    found = lines(client_of(exporter).post(address(school), REASON))
    places = [(one["object"]["id"], one["timestamp"], one["id"]) for one in found]
    assert len({place[:2] for place in places}) == 6
    assert places == sorted(places)


def test_two_editions_cannot_be_laid_side_by_side(
    school: School, exporter: User, client_of: Callable[[User], Client]
) -> None:
    people_who_finished(school.edition, school.lessons, [1] * 6)
    browser = client_of(exporter)

    def everybody() -> set[str]:
        found = lines(browser.post(address(school), REASON))
        return {one["actor"]["account"]["name"] for one in found} | {one["context"]["registration"] for one in found}

    first = everybody()
    assert first == everybody()
    Enrolment.objects.update(year=2026)
    type(school.edition).objects.filter(pk=school.edition.pk).update(year=2026)
    school.edition.refresh_from_db()
    assert first.isdisjoint(everybody())


@pytest.mark.parametrize("reason", ["", "   ", "statistics", "x" * 501])
def test_without_a_good_reason_nothing_leaves(
    school: School, exporter: User, client_of: Callable[[User], Client], reason: str
) -> None:
    people_who_finished(school.edition, school.lessons, [1] * 6)
    response = client_of(exporter).post(address(school), {"reason": reason})
    assert response.status_code == 422
    assert RecordsExport.objects.count() == 0


def test_below_five_people_nothing_leaves(school: School, exporter: User, client_of: Callable[[User], Client]) -> None:
    people_who_finished(school.edition, school.lessons, [1] * 4 + [0] * 6)
    response = client_of(exporter).post(address(school), REASON)
    assert response.status_code == 422
    assert "Fewer than five people" in response.content.decode()
    assert RecordsExport.objects.count() == 0


def test_seeing_reports_is_not_enough_to_export(
    school: School, trainer: User, client_of: Callable[[User], Client]
) -> None:
    people_who_finished(school.edition, school.lessons, [1] * 6)
    for answer in (client_of(trainer).get(address(school)), client_of(trainer).post(address(school), REASON)):
        assert answer.status_code == 404
    assert RecordsExport.objects.count() == 0


def test_an_export_without_a_reason_cannot_be_kept(school: School) -> None:
    row = RecordsExport(programme=school.edition.lineage, year=2027, reason="", exported_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()

"""A certificate is issued with the completion that earns it, once, with facts that no later edit changes."""

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from cms.models import Branding
from courses.models import (
    Certificate,
    CertificateWithdrawal,
    Enrolment,
    Evidence,
    ForgottenCertificate,
    ProgrammeCompletion,
)
from courses.models.permanent import PermanentRowError
from courses.selectors.certificates import certificates_of, find_certificate, paper_of
from courses.services.certificate_codes import LOOK_ALIKES, code_hash, folded, new_code
from courses.services.certificate_keeping import issue_missing
from courses.services.certificates import issue_again, issue_for_programme, withdraw_certificate
from courses.services.data_rights import erase_learning, export_learning
from courses.services.progress import mark_done, record_evidence, unmark
from lms.accounts.models import User
from lms.accounts.services.merging import merge_people
from lms.lib import clock
from lms.lib.tokens import READABLE
from tests.courses.conftest import School
from tests.courses.finishing import finish, of_programmes
from tests.courses.school import make_lesson, make_module, publish

TOGETHER = 4


def all_at_once(act: Callable[[int], object]) -> list[Exception]:
    """Run an act in several threads that start together, each with its own connection; return what went wrong."""
    gate, faults = threading.Barrier(TOGETHER), []

    def run(place: int) -> None:
        try:
            gate.wait(timeout=20)
            act(place)
        except Exception as fault:  # noqa: BLE001  (a thread's faults are handed to the test)
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return faults


def test_finishing_earns_one_and_undoing_takes_none_away(school: School, learner: User) -> None:
    certificate = finish(learner, school.lessons)
    completion = ProgrammeCompletion.objects.get()
    assert (certificate.earned_at, certificate.subject) == (completion.earned_at, school.edition.lineage)
    unmark(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    assert [row.pk for row in of_programmes()] == [certificate.pk]


def test_nothing_is_issued_before_the_last_lesson(school: School, learner: User) -> None:
    for lesson in school.lessons[:-1]:
        mark_done(user=learner, lesson=lesson, client_uuid=uuid.uuid4(), by=learner)
    assert certificates_of(learner) == []


def test_a_finished_module_has_one_of_its_own(school: School, learner: User) -> None:
    school.module.outcomes = "tell who decides"
    publish(school.module)
    other = make_lesson(make_module(school.edition, 2), "Something else")
    for lesson in school.lessons:
        mark_done(user=learner, lesson=lesson, client_uuid=uuid.uuid4(), by=learner)
    (paper,) = certificates_of(learner)
    assert (paper.is_module, paper.statement, paper.eyebrow) == (True, "finished module 1,", "Homes 2027, 2027")
    assert (paper.facts.outcomes, len(paper.facts.lessons)) == (("tell who decides",), 3)
    finish(learner, [other])
    assert sorted(paper.facts.title for paper in certificates_of(learner)) == ["Homes 2027", "Module 1", "Module 2"]


@pytest.mark.django_db(transaction=True)
def test_four_finishes_at_once_earn_one(school: School, learner: User) -> None:
    for lesson in school.lessons[1:]:
        mark_done(user=learner, lesson=lesson, client_uuid=uuid.uuid4(), by=learner)
    faults = all_at_once(
        lambda place: mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    )
    assert (faults, of_programmes().count(), Certificate.objects.count()) == ([], 1, 2)


@pytest.mark.django_db(transaction=True)
def test_four_issues_and_four_reissues_at_once_make_one_each(school: School, learner: User) -> None:
    first = finish(learner, school.lessons)
    Certificate.objects.all().erase()
    completion = ProgrammeCompletion.objects.select_related("enrolment").get()
    faults = all_at_once(lambda place: issue_for_programme(completion=completion))
    assert faults == []
    kept = of_programmes().get()
    faults = all_at_once(lambda place: issue_again(certificate=kept, reason="The code got lost.", by=None))
    assert (faults, Certificate.objects.count(), CertificateWithdrawal.objects.count()) == ([], 2, 1)
    assert kept.pk != first.pk


def test_the_facts_of_the_day_are_frozen(school: School, learner: User) -> None:
    school.edition.outcomes, school.edition.hours = "read a notice\nwrite a comment", 6
    school.edition.edition_name = "Year 2"
    edition = publish(school.edition)
    facts = paper_of(finish(learner, school.lessons)).facts
    said = (facts.title, facts.edition_name, facts.year, facts.hours, facts.outcomes)
    assert said == ("Homes 2027", "Year 2", 2027, 6, ("read a notice", "write a comment"))
    assert [(row["title"], row["version"]) for row in facts.lessons] == [(lesson.title, 1) for lesson in school.lessons]
    assert (facts.issuer, facts.rule["percent"]) == (Branding().site_name, 100)
    edition.title, edition.hours, edition.outcomes = "Another name", 99, "something else"
    publish(edition)
    school.first.unpublish()
    assert [paper.facts for paper in certificates_of(learner) if not paper.is_module] == [facts]


def test_lessons_recognised_from_an_earlier_year_are_said(school: School, learner: User) -> None:
    record_evidence(
        user=learner,
        lesson=school.first,
        kind=Evidence.Kind.CARRIED,
        client_uuid=uuid.uuid4(),
        payload={"from_year": 2026},
        by=learner,
    )
    paper = paper_of(finish(learner, school.lessons[1:]))
    assert paper.recognised == ["1 lesson recognised from 2026"]


def test_the_database_refuses_a_second_first_certificate(school: School, learner: User) -> None:
    kept = finish(learner, school.lessons)
    twin = Certificate(
        **{name: getattr(kept, name) for name in ("enrolment", "kind", "subject", "title", "year", "facts")},
        code="X",
        code_hash=code_hash("X"),
        earned_at=kept.earned_at,
        issued_at=kept.issued_at,
    )
    with pytest.raises(IntegrityError, match=r"courses_certificate_first_once|UNIQUE"), transaction.atomic():
        twin.save()


def test_the_database_refuses_a_certificate_issued_before_it_was_earned(school: School, learner: User) -> None:
    kept = finish(learner, school.lessons)
    early = Certificate(
        enrolment=kept.enrolment,
        kind="module",
        subject=uuid.uuid4(),
        title="Early",
        year=2027,
        facts={},
        code="Y",
        code_hash=code_hash("Y"),
        earned_at=kept.earned_at,
        issued_at=kept.earned_at - timedelta(seconds=1),
    )
    with pytest.raises(IntegrityError, match="courses_certificate_earned_before_issued"), transaction.atomic():
        early.save()


def test_a_withdrawal_has_a_reason_and_happens_once(school: School, learner: User, editor: User) -> None:
    kept = finish(learner, school.lessons)
    with pytest.raises(IntegrityError, match="courses_withdrawal_has_reason"), transaction.atomic():
        CertificateWithdrawal(certificate=kept, withdrawn_at=clock.now(), reason="").save()
    first = withdraw_certificate(certificate=kept, reason="Issued by mistake.", by=editor)
    assert withdraw_certificate(certificate=kept, reason="Again.", by=editor).pk == first.pk
    assert [paper.is_module for paper in certificates_of(learner)] == [True]


def test_issuing_again_gives_new_code_and_the_same_facts(school: School, learner: User, editor: User) -> None:
    old = finish(learner, school.lessons)
    new = issue_again(certificate=old, reason="The code got into wrong hands.", by=editor)
    assert (new.facts, new.earned_at) == (old.facts, old.earned_at)
    assert new.code != old.code
    assert [paper.certificate.pk for paper in certificates_of(learner) if not paper.is_module] == [new.pk]
    found = find_certificate(code_hash=old.code_hash)
    assert found is not None and not found.stands


def test_rows_are_never_changed(school: School, learner: User) -> None:
    kept = finish(learner, school.lessons)
    kept.title = "Something better"
    with pytest.raises(PermanentRowError):
        kept.save()
    with pytest.raises(PermanentRowError):
        Certificate.objects.update(title="Something better")


def test_a_year_that_is_still_being_written_promises_only_what_was_done(school: School, learner: User) -> None:
    school.edition.hours, school.edition.outcomes = 31, "win a campaign"
    publish(school.edition)
    school.module.outcomes = "say who decides"
    publish(school.module)
    make_lesson(make_module(school.edition, 2, title="Later"), "Not written yet", live=False)
    certificate = finish(learner, school.lessons)
    assert (certificate.facts["hours"], list(certificate.facts["outcomes"])) == (None, ["say who decides"])


def test_people_who_had_finished_before_get_theirs_once(school: School, learner: User, other_learner: User) -> None:
    for person in (learner, other_learner):
        finish(person, school.lessons)
    Certificate.objects.all().erase()
    assert [issue_missing(), issue_missing()] == [4, 0]
    earned = dict(ProgrammeCompletion.objects.values_list("enrolment", "earned_at"))
    assert dict(of_programmes().values_list("enrolment", "earned_at")) == earned


def test_a_guest_who_becomes_somebody_keeps_the_one_earned_first(school: School, guest: User, learner: User) -> None:
    theirs = finish(guest, school.lessons)
    mine = finish(learner, school.lessons)
    merge_people(source=guest, target=learner)
    kept = of_programmes().get()
    assert Certificate.objects.count() == 2
    assert (kept.pk, kept.code, kept.enrolment.user) == (theirs.pk, theirs.code, learner)
    found = find_certificate(code_hash=mine.code_hash)
    assert found is not None and found.stands and found.is_forgotten


def test_a_withdrawn_one_never_takes_the_place_of_one_that_stands(school: School, guest: User, learner: User) -> None:
    theirs = finish(guest, school.lessons)
    mine = finish(learner, school.lessons)
    withdraw_certificate(certificate=theirs, reason="Issued by mistake.", by=None)
    merge_people(source=guest, target=learner)
    assert [(row.pk, row.withdrawn_at) for row in of_programmes()] == [(mine.pk, None)]


def test_a_guest_without_one_changes_nothing(school: School, guest: User, learner: User) -> None:
    mine = finish(learner, school.lessons)
    mark_done(user=guest, lesson=school.first, client_uuid=uuid.uuid4(), by=guest)
    merge_people(source=guest, target=learner)
    assert [row.code for row in of_programmes()] == [mine.code]


def test_a_guests_only_certificate_moves_along(school: School, guest: User, learner: User) -> None:
    theirs = finish(guest, school.lessons)
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    merge_people(source=guest, target=learner)
    assert [paper.certificate.code for paper in certificates_of(learner) if not paper.is_module] == [theirs.code]


def test_erasing_a_person_leaves_a_code_that_was_real_and_nobody_behind_it(
    school: School, learner: User, other_learner: User
) -> None:
    certificate, other = finish(learner, school.lessons), finish(other_learner, school.lessons)
    withdraw_certificate(certificate=other, reason="Issued by mistake.", by=None)
    for person in (learner, learner, other_learner):
        erase_learning(person)
    assert (Certificate.objects.count(), Enrolment.objects.count()) == (0, 0)
    rows = {row.code_hash: row for row in ForgottenCertificate.objects.all()}
    assert {certificate.code_hash, other.code_hash} < set(rows)
    assert len(rows) == 4
    assert [field.name for field in ForgottenCertificate._meta.get_fields() if field.is_relation] == []
    assert rows[certificate.code_hash].withdrawn_on is None
    assert rows[other.code_hash].withdrawn_on is not None


def test_the_export_holds_ones_own_facts(school: School, learner: User, other_learner: User) -> None:
    finish(other_learner, school.lessons)
    certificate = finish(learner, school.lessons)
    rows = export_learning(learner)["certificates"]
    (row,) = [row for row in rows if row["what"] == "Programme"]
    assert len(rows) == 2
    assert (row["code"], row["says"]["title"], row["withdrawn_at"]) == (certificate.code, "Homes 2027", None)


def test_codes_are_too_many_to_guess_and_forgive_slips() -> None:
    code = new_code()
    signs = set(READABLE.translate(LOOK_ALIKES))
    assert len(signs) ** len(folded(code)) >= 2**80
    slip = code.lower().replace("-", " ").replace("b", "8").replace("s", "5").replace("z", "2").replace("v", "u")
    assert code_hash(slip) == code_hash(code)
    assert code_hash(code[:-1]) != code_hash(code)

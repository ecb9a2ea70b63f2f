"""A school to which anything may happen: what learners and editors do, as rules for Hypothesis, beside a small model
that knows what must come of it (learning.md section 3). tests/courses/test_ten_invariants.py runs it.
"""

import json
import random
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.test import Client
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from courses.errors import DifferentAct
from courses.models import (
    Answer,
    Enrolment,
    Evidence,
    LessonCompletion,
    LessonPage,
    LessonVersion,
    ModuleCompletion,
    ModulePage,
    ProgrammeCompletion,
    ProgrammePage,
    ProgressRollup,
)
from courses.selectors.outline import outline_of
from courses.selectors.progress import completed_lessons, progress_in, progress_of_many
from courses.services.answers import answer_question, check_choice
from courses.services.progress import record_evidence
from courses.services.rollups import rebuild, settle_dirty
from lms.accounts.models import User
from lms.accounts.services.merging import merge_people
from lms.lib.process_memory import forget_all
from tests.courses.school import RIGHT, WRONG, make_lesson, publish, single_choice

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUESTION = "7c3a8b52-0f5e-4d0c-8a51-2f1f6f0f8a01"
NAMES = uuid.UUID("5b8f6a0e-3a34-4f7f-9a4e-0c8f3f9f7a11")
COMPLETING = {"marked", "attended", "facilitated", "carried", "override"}
BY_OTHERS = ("attended", "facilitated", "override")
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
PLACES = st.integers(0, 40)
MINUTES = st.integers(0, 6)
WHO = st.sampled_from(["learner", "guest"])


@dataclass(frozen=True)
class Act:
    """One act as the model remembers it."""

    id: uuid.UUID
    year: int
    lineage: uuid.UUID
    kind: str
    at: datetime


@dataclass
class Person:
    """Somebody, and all that they ever sent."""

    user: User
    acts: dict[uuid.UUID, Act] = field(default_factory=dict)

    def of(self, year: int, lineage: uuid.UUID) -> list[Act]:
        """Return the acts for one lesson in order of time, then id."""
        rows = [act for act in self.acts.values() if (act.year, act.lineage) == (year, lineage)]
        return sorted(rows, key=lambda act: (act.at, str(act.id)))


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the SQL that runs meanwhile."""
    seen: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


class SchoolMachine(RuleBasedStateMachine):
    """Rules, and after each of them the invariants. The school that a test made is there again for each run."""

    programme: uuid.UUID
    year: int

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        forget_all()
        self.count = 0
        self.earned: dict[tuple[str, int, object], tuple[Any, ...]] = {}
        self.frozen: dict[int, tuple[str, int]] = {}
        self.asked: dict[int, str] = {}

    @initialize()
    def people_come(self) -> None:
        """Begin with somebody known and a guest."""
        self.people = {
            "learner": Person(User.objects.create_user("machine@example.org")),
            "guest": Person(User.objects.create_guest()),
        }

    def teardown(self) -> None:
        """Forget all that happened."""
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)
        forget_all()

    # What there is.

    def editions(self) -> list[ProgrammePage]:
        """Return this programme's years."""
        return list(ProgrammePage.objects.filter(lineage=self.programme).order_by("year"))

    def lessons(self) -> list[LessonPage]:
        """Return all lessons, drafts and retired ones too."""
        return list(LessonPage.objects.order_by("path"))

    def published_once(self) -> list[LessonPage]:
        """Return the lessons that learners may have read in their year; a copy of a retired one was never open there."""
        frozen = set(LessonVersion.objects.values_list("year", "lineage"))
        return [page for page in self.lessons() if (self.year_of(page), page.lineage) in frozen]

    def year_of(self, page: LessonPage) -> int:
        """Return the year a lesson stands in."""
        return int(ProgrammePage.objects.ancestor_of(page).get().year)

    def name(self) -> uuid.UUID:
        """Return the next client id."""
        self.count += 1
        return uuid.uuid5(NAMES, str(self.count))

    # What learners do.

    def send(self, person: Person, page: LessonPage, act: Act, **more: Any) -> None:
        """Send one act and remember it."""
        self.tell(person, page, act, **more)
        person.acts[act.id] = act

    def tell(self, person: Person, page: LessonPage, act: Act, **more: Any) -> None:
        """Send one act through the door."""
        by = User.objects.create_user(f"{act.id}@example.org") if act.kind in BY_OTHERS else person.user
        sent = {"kind": act.kind, "client_uuid": act.id, "occurred_at": act.at, "by": by, **more}
        record_evidence(user=person.user, lesson=page, **sent)

    @precondition(lambda self: self.published_once())
    @rule(
        who=WHO,
        place=PLACES,
        kind=st.sampled_from(["marked", "marked", "marked", "unmarked", *BY_OTHERS]),
        minute=MINUTES,
    )
    def act(self, who: str, place: int, kind: str, minute: int) -> None:
        """Somebody marks, unmarks, was there, did it with a group, or is helped by a trainer."""
        pages = self.published_once()
        page = pages[place % len(pages)]
        at = START + timedelta(minutes=minute)
        self.send(self.people[who], page, Act(self.name(), self.year_of(page), page.lineage, kind, at))

    @rule(who=WHO, minute=MINUTES)
    def do_everything(self, who: str, minute: int) -> None:
        """Somebody finishes the newest year that is open."""
        edition = self.editions()[-1]
        for page in LessonPage.objects.descendant_of(edition).live():
            at = START + timedelta(minutes=minute)
            self.send(self.people[who], page, Act(self.name(), edition.year, page.lineage, "marked", at))

    @precondition(lambda self: len(self.editions()) > 1)
    @rule(who=WHO, place=PLACES)
    def carry_over(self, who: str, place: int) -> None:
        """Somebody lets a lesson of an earlier year count in the new one."""
        person, newest = self.people[who], self.editions()[-1]
        done = {act.lineage for act in person.acts.values() if act.year < newest.year and act.kind in COMPLETING}
        pages = [page for page in LessonPage.objects.descendant_of(newest).live() if page.lineage in done]
        if pages:
            page = pages[place % len(pages)]
            self.send(person, page, Act(self.name(), newest.year, page.lineage, "carried", START))

    @rule(who=WHO, seed=st.integers(0, 999))
    def replay(self, who: str, seed: int) -> None:
        """I2: everything is sent again, twice, in another order: to the same person, and to somebody new."""
        person, new = self.people[who], Person(User.objects.create_guest())
        pages = {(self.year_of(page), page.lineage): page for page in self.published_once()}
        stream = [act for act in person.acts.values() if (act.year, act.lineage) in pages] * 2
        random.Random(seed).shuffle(stream)
        before = self.completions(person)
        for act in stream:
            for receiver in (person, new):
                self.again(receiver, pages[act.year, act.lineage], act)
        assert self.completions(person) == before
        there = {key: value for key, value in before.items() if key in pages}
        assert self.completions(new) == there
        self.check_lessons(person)

    def again(self, person: Person, page: LessonPage, act: Act) -> None:
        """Send an act that may be known already, as an outbox would."""
        by = person.user if act.kind not in BY_OTHERS else User.objects.filter(email=f"{act.id}@example.org").first()
        record_evidence(
            user=person.user, lesson=page, kind=act.kind, client_uuid=act.id, occurred_at=act.at, by=by or person.user
        )

    @rule(who=WHO, place=PLACES)
    def reuse_an_id(self, who: str, place: int) -> None:
        """The id of another act is refused, and nothing is written."""
        person = self.people[who]
        known = [act for act in person.acts.values() if act.kind != "carried"]
        pages = self.published_once()
        if not known:
            return
        act = known[place % len(known)]
        page = next((page for page in pages if self.year_of(page) == act.year and page.lineage != act.lineage), None)
        if page is not None:
            before = Evidence.objects.count()
            try:
                self.again(person, page, act)
                raise AssertionError("an id was taken twice")
            except DifferentAct:
                assert Evidence.objects.count() == before

    @rule(who=WHO, option=st.sampled_from([RIGHT, WRONG]))
    def answer(self, who: str, option: str) -> None:
        """Somebody answers the question, where its lesson is open; the model remembers how it was asked."""
        page = LessonPage.objects.filter(lineage=self.asking, live=True).order_by("-path").first()
        if page is None or page.get_ancestors().filter(live=False, depth__gt=1).exists():
            return
        choice = check_choice(lesson=page, block_id=uuid.UUID(QUESTION), option_ids=[option], seen=0)
        user = self.people[who].user
        answer = answer_question(user=user, lesson=page, choice=choice, client_uuid=self.name(), by=user)
        question = next(child for child in page.body if str(child.id) == QUESTION)
        self.asked.setdefault(answer.pk, question.value["question"])

    @rule()
    def guest_signs_in(self) -> None:
        """The guest turns out to be the learner: the union; a new guest comes."""
        learner, guest = self.people["learner"], self.people["guest"]
        told = [text for pk, text in self.asked.items() if Answer.objects.filter(pk=pk).exists()]
        merge_people(source=guest.user, target=learner.user)
        learner.acts |= guest.acts
        self.people["guest"] = Person(User.objects.create_guest())
        texts = Answer.objects.values_list("question_version__payload", flat=True)
        assert sorted(payload["question"] for payload in texts) == sorted(told)
        self.asked = {row.pk: row.question_version.payload["question"] for row in Answer.objects.all()}
        self.earned = {key: self.standing()[key] for key in self.standing()}

    # What editors do. I3: none of it changes what people did or earned.

    @contextmanager
    def editing(self) -> Iterator[None]:
        """Compare what people have before and after something that only an editor did."""
        before = [self.completions(person) for person in self.people.values()], self.standing()
        yield
        forget_all()
        assert ([self.completions(person) for person in self.people.values()], self.standing()) == before

    def pick(self, place: int, *, live: bool | None = None) -> LessonPage | None:
        """Return one lesson."""
        pages = [page for page in self.lessons() if live is None or page.live == live]
        return pages[place % len(pages)] if pages else None

    @rule(place=PLACES, required=st.booleans())
    def change_and_publish(self, place: int, required: bool) -> None:
        """An editor changes a lesson, perhaps whether it counts, and publishes: a retired one is restored."""
        page = self.pick(place)
        if page is not None:
            with self.editing():
                self.count += 1
                page.title, page.required = f"Changed {self.count}", required
                if page.lineage == self.asking:
                    page.body = json.dumps([single_choice(f"Asked anew {self.count}?", QUESTION)])
                publish(page)

    @rule(place=PLACES)
    def retire(self, place: int) -> None:
        """An editor takes a lesson away."""
        page = self.pick(place, live=True)
        if page is not None:
            with self.editing():
                page.unpublish()

    @rule(place=PLACES)
    def restore(self, place: int) -> None:
        """An editor brings a retired lesson back."""
        page = self.pick(place, live=False)
        if page is not None:
            with self.editing():
                publish(page)

    @rule(place=PLACES, to=st.integers(0, 5))
    def reorder(self, place: int, to: int) -> None:
        """An editor moves a lesson to the end of a module of its edition."""
        page = self.pick(place)
        if page is not None:
            modules = list(ModulePage.objects.child_of(ProgrammePage.objects.ancestor_of(page).get()))
            with self.editing():
                page.move(modules[to % len(modules)], pos="last-child")

    @rule(place=PLACES, required=st.booleans())
    def add_lesson(self, place: int, required: bool) -> None:
        """An editor writes another lesson."""
        modules = list(ModulePage.objects.order_by("path"))
        with self.editing():
            self.count += 1
            make_lesson(modules[place % len(modules)], f"Added {self.count}", required=required)

    @precondition(lambda self: len(self.lessons()) > 2)
    @rule(place=PLACES)
    def delete(self, place: int) -> None:
        """An editor deletes a lesson for good."""
        page = self.pick(place)
        if page is not None:
            with self.editing():
                page.delete()

    @rule(place=PLACES)
    def close_or_open_a_module(self, place: int) -> None:
        """An editor takes a whole module away, or brings it back."""
        modules = list(ModulePage.objects.order_by("path"))
        module = modules[place % len(modules)]
        with self.editing():
            if module.live:
                module.unpublish()
            else:
                publish(module)

    @precondition(lambda self: len(self.editions()) < 2)
    @rule()
    def roll_over(self) -> None:
        """I7: next year's edition is made from this year's, and starts at nothing for everybody."""
        (edition,) = self.editions()
        with self.editing():
            year = edition.year + 1
            changes = {"year": year, "slug": f"homes-{year}", "title": f"Homes {year}"}
            edition.copy(recursive=True, update_attrs=changes, keep_live=True)
        copy = self.editions()[-1]
        taught = set(LessonPage.objects.descendant_of(copy).values_list("lineage", flat=True))
        assert taught == set(LessonPage.objects.descendant_of(edition).values_list("lineage", flat=True))
        for page in LessonPage.objects.descendant_of(copy).live():
            publish(page)
        assert not Enrolment.objects.filter(year=year).exists()

    # What is looked at.

    @rule(who=st.sampled_from(["stranger", "guest", "learner"]), method=st.sampled_from(["get", "head"]))
    def look(self, who: str, method: str) -> None:
        """I5: nobody who looks writes anything, whoever they are."""
        pages = [*self.editions(), *ModulePage.objects.live(), *LessonPage.objects.live()[:2]]
        browser = Client()
        if who in self.people:
            browser.force_login(self.people[who].user, backend="lms.accounts.backends.PlaceBackend")
        for address in ["/my-learning/", *(page.url for page in pages if page.url)]:
            with statements() as seen:
                assert getattr(browser, method)(address).status_code in {200, 302, 404}
            assert [sql for sql in seen if WRITES.match(sql)] == []

    @rule()
    def forget_the_numbers(self) -> None:
        """I6: what was settled, and what is made again from nothing, is the same; and it is what people see."""
        settle_dirty()
        settled = self.rollups()
        ProgressRollup.objects.all().delete()
        list(rebuild())
        assert self.rollups() == settled
        for enrolment in Enrolment.objects.all():
            done, required, percent, dirty = settled[enrolment.pk]
            progress = self.progress(enrolment)
            assert (done, required, percent, dirty) == (progress.done, progress.required, progress.percent or 0, False)
            if progress.finished:
                assert ProgrammeCompletion.objects.filter(enrolment=enrolment).exists()

    def rollups(self) -> dict[int, tuple[int, int, int, bool]]:
        """Return every row by its enrolment."""
        rows = ProgressRollup.objects.values_list("enrolment", "done", "required", "percent", "dirty")
        return {number: tuple(rest) for number, *rest in rows}

    # What must hold after everything.

    def completions(self, person: Person) -> dict[tuple[int, uuid.UUID], tuple[Any, ...]]:
        """Return a person's lessons as the database has them."""
        rows = LessonCompletion.objects.filter(enrolment__user=person.user)
        fields = ("enrolment__year", "lineage", "first_at", "undone_at", "evidence__client_uuid")
        return {(year, lineage): tuple(rest) for year, lineage, *rest in rows.values_list(*fields)}

    def standing(self) -> dict[tuple[str, int, object], tuple[Any, ...]]:
        """Return what was earned, by person, year and subject."""
        kept = {}
        for who, person in self.people.items():
            for row in ProgrammeCompletion.objects.filter(enrolment__user=person.user).select_related("enrolment"):
                kept[who, row.enrolment.year, None] = (row.earned_at, row.lineages_sha256, row.rule_snapshot)
            for row in ModuleCompletion.objects.filter(enrolment__user=person.user).select_related("enrolment"):
                kept[who, row.enrolment.year, row.lineage] = (row.earned_at, row.lineages_sha256, row.rule_snapshot)
        return kept

    def progress(self, enrolment: Enrolment) -> Any:
        """Return how far somebody is, as their pages say."""
        edition = next(page for page in self.editions() if page.year == enrolment.year)
        return progress_in(outline_of(edition), completed_lessons(enrolment))

    def check_lessons(self, person: Person) -> None:
        """I2: the completions are what the acts say, whatever the order in which they came; and nothing else."""
        expected = {}
        for year, lineage in {(act.year, act.lineage) for act in person.acts.values()}:
            acts = person.of(year, lineage)
            first = next((act for act in acts if act.kind in COMPLETING), None)
            if first is not None:
                undone = None if acts[-1].kind in COMPLETING else acts[-1].at
                expected[year, lineage] = (first.at, undone, first.id)
        assert self.completions(person) == expected

    @invariant()
    def lessons_follow_from_acts(self) -> None:
        """I2 and I7: also in another year nothing is done that nobody did there."""
        for person in getattr(self, "people", {}).values():
            self.check_lessons(person)

    @invariant()
    def percentages_are_true(self) -> None:
        """I1, against the pages and completions as they lie in the database."""
        for edition in self.editions():
            open_modules = [page.path for page in ModulePage.objects.child_of(edition).live()]
            pages = LessonPage.objects.descendant_of(edition).live()
            live = {page.lineage: page.required for page in pages if page.path[:-4] in open_modules}
            enrolments = list(Enrolment.objects.filter(year=edition.year))
            with statements() as seen:
                outline = outline_of(edition)
                many = progress_of_many(outline, [row.pk for row in enrolments])
            assert len([sql for sql in seen if "lessoncompletion" in sql]) == bool(enrolments)  # I10
            for enrolment in enrolments:
                rows = LessonCompletion.objects.filter(enrolment=enrolment, undone_at=None)
                done = dict(rows.values_list("lineage", "lesson_version__required"))
                required = {lineage for lineage, counts in live.items() if counts}
                required |= {lineage for lineage, counted in done.items() if counted and lineage not in live}
                progress = progress_in(outline, completed_lessons(enrolment))
                assert (progress.done, progress.required) == (len(required & done.keys()), len(required))
                assert (many[enrolment.pk].done, many[enrolment.pk].required) == (progress.done, progress.required)
                percent = progress.percent
                assert (percent is None) == (not required)
                assert percent is None or 0 <= percent <= 100
                assert percent is None or percent == len(required & done.keys()) * 100 // len(required)
                assert (percent == 100) == (bool(required) and required <= done.keys())

    @invariant()
    def what_was_earned_stays(self) -> None:
        """I3: nothing that was earned ever goes or changes."""
        now = self.standing() if hasattr(self, "people") else {}
        assert {key: now.get(key) for key in self.earned} == self.earned
        self.earned = now

    @invariant()
    def evidence_stays_readable(self) -> None:
        """I4: with the title and the version that were there when it happened."""
        now = dict(Evidence.objects.values_list("public_id", "lesson_version"))
        titles = {
            row.public_id: (row.lesson_version.title, row.lesson_version.number)
            for row in Evidence.objects.select_related("lesson_version").defer("lesson_version__snapshot")
        }
        assert len(titles) == len(now)
        for act, was in self.frozen.items():
            assert titles.get(act, was) == was
        self.frozen = titles

    @invariant()
    def answers_keep_their_question(self) -> None:
        """I8: each answer is shown with the words that were asked."""
        rows = Answer.objects.select_related("question_version")
        assert {row.pk: row.question_version.payload["question"] for row in rows} == self.asked

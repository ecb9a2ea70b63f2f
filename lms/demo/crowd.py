"""Many guests with progress, so that the demo school's reports have something to show. They have no names: nobody is
invented. Their acts are written at once, in the shape the services give them; what follows from acts, services work out.
"""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from courses.models import (
    Answer,
    Attempt,
    Enrolment,
    Evidence,
    LessonCompletion,
    LessonPage,
    LessonVersion,
    ProgrammePage,
    ProgressRollup,
    QuestionVersion,
)
from courses.selectors.outline import Outline, outline_of
from courses.selectors.progress import completed_lessons
from courses.services.completions import settle_module
from courses.services.rollups import settle_dirty
from lms.accounts.models import User
from lms.demo.pages import stable_id
from lms.lib import clock

THIS_YEAR, LAST_YEAR = 140, 90
GO_ON = 0.88  # of those who did a lesson, who does the next
QUIET = 0.2  # who did nothing for three weeks
TAKEN = "crowd"


@dataclass(frozen=True)
class Guest:
    """One of them: how many lessons they did, and when."""

    number: int
    chance: random.Random
    done: int
    last: datetime


def load_crowd(*, programme: ProgrammePage, total: int) -> None:
    """Give an edition its crowd. Run again, nothing is doubled: one edition gets one crowd."""
    first = uuid.UUID(stable_id(f"{TAKEN}:{programme.year}:0"))
    lessons = list(LessonPage.objects.descendant_of(programme).live().order_by("path"))
    if not lessons or User.objects.filter(public_id=first).exists():
        return
    with transaction.atomic():
        enrolments = write(programme, lessons, [guest(programme.year, n, len(lessons)) for n in range(total)])
        finish_modules(outline_of(programme), enrolments)
    settle_dirty()


def guest(year: int, number: int, lessons: int) -> Guest:
    """Return one guest, always the same for their number."""
    chance = random.Random(f"{TAKEN}:{year}:{number}")
    done = 1
    while done < lessons and chance.random() < GO_ON:
        done += 1
    ago = timedelta(days=21 if chance.random() < QUIET else chance.randint(0, 9), minutes=number)
    return Guest(number, chance, done, clock.now() - ago)


def write(programme: ProgrammePage, lessons: list[LessonPage], guests: list[Guest]) -> list[Enrolment]:
    """Write people, enrolments, acts, completions and answers."""
    year = programme.year
    people = User.objects.bulk_create(
        User(is_guest=True, password=make_password(None), public_id=stable_id(f"{TAKEN}:{year}:{one.number}"))
        for one in guests
    )
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(
            user=person,
            programme=programme.lineage,
            year=year,
            page=programme,
            title=programme.title,
            started_at=one.last - timedelta(days=one.done),
            place=lessons[one.done - 1].lineage,
            place_at=one.last,
        )
        for person, one in zip(people, guests, strict=True)
    )
    ProgressRollup.objects.bulk_create(
        ProgressRollup(enrolment=row, programme=row.programme, year=year) for row in enrolments
    )
    versions = {
        version.lineage: version
        for version in LessonVersion.objects.filter(programme=programme.lineage, year=year).order_by("number")
    }
    acts = Evidence.objects.bulk_create(
        Evidence(
            enrolment=row,
            lineage=lessons[place].lineage,
            kind=Evidence.Kind.MARKED,
            lesson_version=versions[lessons[place].lineage],
            client_uuid=stable_id(f"{TAKEN}:{year}:{one.number}:{lessons[place].lineage}"),
            occurred_at=one.last - timedelta(days=one.done - 1 - place),
            received_at=one.last,
        )
        for row, one in zip(enrolments, guests, strict=True)
        for place in range(one.done)
    )
    LessonCompletion.objects.bulk_create(
        LessonCompletion(
            enrolment=act.enrolment,
            lineage=act.lineage,
            first_at=act.occurred_at,
            lesson_version=act.lesson_version,
            evidence=act,
        )
        for act in acts
    )
    write_answers(lessons, enrolments, guests)
    return enrolments


def write_answers(lessons: list[LessonPage], enrolments: list[Enrolment], guests: list[Guest]) -> None:
    """Write a first answer for each question somebody came past: how many are right depends on the question."""
    newest: dict[tuple[uuid.UUID, uuid.UUID], QuestionVersion] = {}
    for version in QuestionVersion.objects.filter(lineage__in=[page.lineage for page in lessons]).order_by("number"):
        newest[version.lineage, version.block_id] = version
    by_lesson = [[one for (lineage, _), one in newest.items() if lineage == page.lineage] for page in lessons]
    chosen = [
        (row, one, version, *choice)
        for row, one in zip(enrolments, guests, strict=True)
        for place in range(min(one.done + 1, len(lessons)))  # the lesson they stopped at is begun
        for version in by_lesson[place]
        for choice in choices(version, one.chance)
    ]
    attempts = Attempt.objects.bulk_create(
        Attempt(
            enrolment=row,
            lineage=version.lineage,
            block_id=version.block_id,
            number=1,
            client_uuid=stable_id(f"{TAKEN}:{row.year}:{one.number}:{version.block_id}"),
            submitted_at=one.last,
        )
        for row, one, version, _, _ in chosen
    )
    Answer.objects.bulk_create(
        Answer(attempt=attempt, question_version=version, option_ids=[option_id], right=right)
        for attempt, (_, _, version, option_id, right) in zip(attempts, chosen, strict=True)
    )


def choices(version: QuestionVersion, chance: random.Random) -> Iterator[tuple[str, bool]]:
    """Yield what somebody chose first, and whether it was right; nothing for questions without one answer to choose."""
    options = version.payload.get("options", [])
    if version.kind not in {"single_choice", "true_false"}:
        return
    easy = 0.35 + version.block_id.int % 55 / 100
    right = [option for option in options if option["correct"]]
    wrong = [option for option in options if not option["correct"]]
    is_right = chance.random() < easy
    among = right if is_right else wrong[:1] * 3 + wrong[1:]
    yield str(chance.choice(among)["id"]), is_right


def finish_modules(outline: Outline, enrolments: list[Enrolment]) -> None:
    """Let the service find who finished a module."""
    for row in enrolments:
        completed = completed_lessons(row)
        for module in outline.modules:
            settle_module(enrolment=row, module=module, completed=completed)

"""A school with many learners for reports: written at once, as the services would have written it."""

import uuid
from collections.abc import Iterable
from datetime import timedelta

from courses.models import (
    Answer,
    Attempt,
    Enrolment,
    Evidence,
    LessonCompletion,
    LessonPage,
    LessonVersion,
    ModuleCompletion,
    ProgrammeCompletion,
    ProgrammePage,
    ProgressRollup,
    QuestionVersion,
)
from lms.accounts.models import User
from lms.lib import clock


def people_who_finished(edition: ProgrammePage, lessons: list[LessonPage], numbers: Iterable[int]) -> list[Enrolment]:
    """Add one learner for each number: who did that many of the lessons, from the start. All of them finishes."""
    wanted = list(numbers)
    now = clock.now()
    versions = [LessonVersion.objects.filter(lineage=lesson.lineage).latest("number") for lesson in lessons]
    module = lessons[0].get_parent().specific.lineage
    users = User.objects.bulk_create([User(is_guest=True, password="!") for _ in wanted])
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(
            user=user,
            programme=edition.lineage,
            year=edition.year,
            page=edition,
            title=edition.title,
            started_at=now,
            place=lessons[max(0, number - 1)].lineage,
            place_at=now,
        )
        for user, number in zip(users, wanted, strict=True)
    )
    acts = Evidence.objects.bulk_create(
        Evidence(
            enrolment=enrolment,
            lineage=lessons[place].lineage,
            kind=Evidence.Kind.MARKED,
            lesson_version=versions[place],
            client_uuid=uuid.uuid4(),
            occurred_at=now - timedelta(days=1),
            received_at=now,
        )
        for enrolment, number in zip(enrolments, wanted, strict=True)
        for place in range(number)
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
    ProgressRollup.objects.bulk_create(
        ProgressRollup(
            enrolment=enrolment,
            programme=edition.lineage,
            year=edition.year,
            done=number,
            required=len(lessons),
            percent=100 * number // len(lessons),
            dirty=False,
        )
        for enrolment, number in zip(enrolments, wanted, strict=True)
    )
    earned = {"earned_at": now, "rule_snapshot": {}, "lineages_sha256": "", "evidence_ids": []}
    done = [enrolment for enrolment, number in zip(enrolments, wanted, strict=True) if number == len(lessons)]
    ModuleCompletion.objects.bulk_create(ModuleCompletion(enrolment=row, lineage=module, **earned) for row in done)
    ProgrammeCompletion.objects.bulk_create(ProgrammeCompletion(enrolment=row, **earned) for row in done)
    return enrolments


def answered(
    enrolment: Enrolment,
    version: QuestionVersion,
    option_ids: Iterable[str] = (),
    *,
    right: bool = False,
    text: str = "",
    number: int = 1,
) -> None:
    """Add one try at a question."""
    attempt = Attempt(
        enrolment=enrolment,
        lineage=version.lineage,
        block_id=version.block_id,
        number=number,
        client_uuid=uuid.uuid4(),
        submitted_at=clock.now(),
    )
    attempt.save()
    Answer(attempt=attempt, question_version=version, option_ids=list(option_ids), right=right, text=text).save()

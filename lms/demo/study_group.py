"""A group that learns together on Tuesdays, made through the same services as everybody's. Nicknames, not people."""

import datetime
import uuid

from django.utils import timezone

from courses.models import Cohort, CohortMember, LessonPage, ProgrammePage
from courses.selectors.outline import Outline, outline_of
from courses.services.cohort_dates import set_date
from courses.services.cohort_members import join_cohort
from courses.services.cohort_sessions import hold_session
from courses.services.cohorts import open_cohort
from courses.services.progress import record_evidence
from lms.accounts.models import User
from lms.demo.pages import stable_id
from lms.demo.people import LEARNER, ORGANISER
from lms.lib import clock

NAME = "Tuesday group"
# Nickname, lessons finished from the start, whether they share. The demo learner is "Kitchen window".
NICKNAMES = (
    ("Blue door", 3, True),
    ("Flat 12", 2, False),
    ("Third floor", 2, False),
    ("Corner shop", 1, False),
    ("Top deck", 1, False),
    ("Number 40", 1, True),
    ("Night shift", 1, True),
    ("Bus stop", 0, False),
    ("Garden gate", 2, False),
    ("Launderette", 0, False),
    ("Bench by the pond", 0, False),
)
TUESDAY = 1
EVENING = datetime.time(19)


def load_group(*, programme: ProgrammePage) -> None:
    """Make the group unless it was made before: who joined, left or closed it meanwhile stays as they chose."""
    organiser = User.objects.get(email=ORGANISER[0])
    outline = outline_of(programme)
    first = next((module for module in outline.modules if module.lessons), None)
    if first is None or CohortMember.objects.filter(user=organiser).exists():
        return
    if Cohort.objects.filter(programme=programme.lineage, year=programme.year).exists():
        return
    cohort = open_cohort(
        name=NAME,
        nickname="Tea urn",
        outline=outline,
        module=first.lineage,
        client_uuid=uuid.UUID(stable_id(f"group:{programme.year}")),
        by=organiser,
    )
    lessons = [LessonPage.objects.get(pk=row.page_id) for row in first.lessons]
    members = load_members(cohort, lessons)
    today = timezone.localdate(clock.now())
    last_tuesday = today - datetime.timedelta(days=(today.weekday() - TUESDAY) % 7)
    hold_session(
        cohort=cohort,
        lesson=lessons[0],
        on=last_tuesday,
        members=members[:7],
        heads=9,
        client_uuid=uuid.UUID(stable_id(f"group:{programme.year}:1")),
        by=organiser,
    )
    load_dates(cohort, outline, last_tuesday, by=organiser)


def load_members(cohort: Cohort, lessons: list[LessonPage]) -> list[CohortMember]:
    """Let the guests and the demo learner in, and give the guests what they finished."""
    members = []
    for nickname, done, shares in NICKNAMES:
        guest = User.objects.create_guest()
        members.append(join_cohort(cohort=cohort, user=guest, nickname=nickname, shares=shares, by=guest))
        for lesson in lessons[:done]:
            record_evidence(user=guest, lesson=lesson, kind="marked", client_uuid=uuid.uuid4(), by=guest)
    learner = User.objects.get(email=LEARNER[0])
    join_cohort(cohort=cohort, user=learner, nickname="Kitchen window", shares=False, by=learner)
    return members


def load_dates(cohort: Cohort, outline: Outline, last_tuesday: datetime.date, *, by: User) -> None:
    """Set a date for each lesson of the module, one a week."""
    lessons = next(module.lessons for module in outline.modules if module.lineage == cohort.module)
    for week, row in enumerate(lessons):
        on = last_tuesday + datetime.timedelta(weeks=week)
        set_date(cohort=cohort, lineage=row.lineage, on=on, at=EVENING, place="Community room", by=by)

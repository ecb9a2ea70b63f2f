"""Last year's edition of the demo school: its first module as it was, so that people can come back and past years read.

It teaches the same lineages as this year's, in pages of its own. One lesson said something else then.
"""

import uuid
from datetime import UTC, datetime

from django.db import transaction

from courses.models import LearnIndexPage, LessonPage, ProgrammePage
from courses.services.progress import record_evidence
from lms.accounts.models import User
from lms.demo.files import read
from lms.demo.learning import lineage, load_module
from lms.demo.pages import put_page, stable_id
from lms.demo.people import LEARNER, ORGANISER
from lms.lib import clock

MODULE = "1"
SAID_THEN = {"1.4": {"lede": "Two headlines say opposite things, and both are true. Three questions help you see why."}}
CAME_BACK = (LEARNER[0], ORGANISER[0])


@transaction.atomic
def load_last_year(*, year: int, owner: User) -> ProgrammePage:
    """Make the edition before `year` with its one module, done in spring by the people who came back."""
    before = year - 1
    data = read("programme.toml")
    programme = put_page(
        LearnIndexPage.objects.get(),
        ProgrammePage,
        owner=owner,
        slug=data["slug"].format(year=before),
        title=data["title"].format(year=before),
        lineage=lineage("programme"),
        year=before,
        edition_name="The first try",
        tagline="One module, to see whether it helps.",
        lede=data["lede"],
        outcomes=data["outcomes"][0],
        hours=1,
    )
    row = next(module for module in data["modules"] if module["key"] == MODULE)
    load_module(programme, row, owner=owner, said_then=SAID_THEN)
    lessons = LessonPage.objects.descendant_of(programme).live().order_by("path")
    for email in CAME_BACK:
        person = User.objects.get(email=email)
        for place, lesson in enumerate(lessons):
            record_evidence(
                user=person,
                lesson=lesson,
                kind="marked",
                client_uuid=uuid.UUID(stable_id(f"act:{email}:{before}:{lesson.lineage}")),
                occurred_at=min(datetime(before, 3, 2 + 4 * place, 19, 0, tzinfo=UTC), clock.now()),
                by=person,
            )
    return programme

"""Many learners with progress, for measuring, written through the real service in batches."""

import random
from datetime import timedelta

from django.db import transaction

from courses.models import LessonPage, ProgrammePage
from courses.services.progress import record_evidence
from lms.accounts.models import User
from lms.demo.learners import act_id
from lms.lib import clock

BATCH = 100


def grow_learners(*, total: int, programme: ProgrammePage) -> None:
    """Make learners until the demo has `total` of them, each with a few lessons done. Run again, nothing is doubled."""
    lessons = list(LessonPage.objects.descendant_of(programme).live().order_by("path"))
    known = set(User.objects.filter(email__endswith="@scale.example").values_list("email", flat=True))
    wanted = [f"learner-{number:06}@scale.example" for number in range(total)]
    missing = [email for email in wanted if email not in known]
    for start in range(0, len(missing), BATCH):
        with transaction.atomic():
            for email in missing[start : start + BATCH]:
                grow_one(email, lessons)


def grow_one(email: str, lessons: list[LessonPage]) -> None:
    """Make one learner who did the first few lessons, as many as their name decides."""
    person = User.objects.create_user(email, display_name=email.partition("@")[0].replace("-", " ").capitalize())
    done = random.Random(email).choice((0, 1, 1, 2, 2, 3, 4, 6, len(lessons)))
    for place, lesson in enumerate(lessons[:done]):
        record_evidence(
            user=person,
            lesson=lesson,
            kind="marked",
            client_uuid=act_id(email, lesson, "marked"),
            occurred_at=clock.now() - timedelta(days=done - place),
            by=person,
        )

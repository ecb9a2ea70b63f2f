"""A few learners with progress, written through the same services as everybody's."""

import uuid
from datetime import timedelta

from courses.models import LessonPage, ProgrammePage, QuestionVersion
from courses.services.answers import answer_question, check_choice
from courses.services.progress import record_evidence
from courses.services.versions import freeze_questions
from lms.accounts.models import User
from lms.demo.pages import stable_id
from lms.demo.people import LEARNER, ORGANISER
from lms.lib import clock

# Who, how many lessons they did from the start, and in how many more they only answered a question.
PROGRESS = ((LEARNER[0], 6, 1), (ORGANISER[0], 3, 0))
DAYS_BETWEEN = 4


def load_learners(*, programme: ProgrammePage) -> None:
    """Give the demo learners their progress. Run again, nothing is doubled: every act keeps its id."""
    lessons = list(LessonPage.objects.descendant_of(programme).live().order_by("path"))
    for email, done, begun in PROGRESS:
        person = User.objects.get(email=email)
        for place, lesson in enumerate(lessons[: done + begun]):
            answer_all(person, lesson, first_try_right=place % 3 != 1)
            if place < done:
                record_evidence(
                    user=person,
                    lesson=lesson,
                    kind="marked",
                    client_uuid=act_id(email, lesson, "marked"),
                    occurred_at=clock.now() - timedelta(days=DAYS_BETWEEN * (done + begun - place)),
                    by=person,
                )


def act_id(email: str, lesson: LessonPage, act: str) -> uuid.UUID:
    """Return the id that one act of one learner always has."""
    return uuid.UUID(stable_id(f"act:{email}:{lesson.lineage}:{act}"))


def choices_to_make(version: QuestionVersion) -> list[list[str]]:
    """Return what to choose, wrong and then right; in order and matched things are put right at once."""
    payload = version.payload
    if version.kind == "ordering":
        return [payload["order"]]
    if version.kind == "matching":
        return [[f"{term['id']}={term['right']}" for term in payload["terms"]]]
    options = payload.get("options", [])
    right = [option["id"] for option in options if option.get("correct")]
    wrong = [option["id"] for option in options if not option.get("correct")][:1]
    return [chosen for chosen in (wrong, right) if chosen and right]


def answer_all(person: User, lesson: LessonPage, *, first_try_right: bool) -> None:
    """Answer a lesson's questions to choose from right; where asked, the first of them wrong before."""
    for place, (block_id, version) in enumerate(freeze_questions(lesson=lesson).items()):
        tries = choices_to_make(version)
        for number, chosen in enumerate(tries if place == 0 and not first_try_right else tries[-1:]):
            choice = check_choice(lesson=lesson, block_id=uuid.UUID(block_id), option_ids=chosen, seen=version.number)
            answer_question(
                user=person,
                lesson=lesson,
                choice=choice,
                client_uuid=act_id(person.email or "", lesson, f"{block_id}:{number}"),
                by=person,
            )

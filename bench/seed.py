"""Run as a process of its own, with the benchmark's settings: makes a school of a given size fast, and says as JSON what
to ask it for. `python -m bench.seed LESSONS LEARNERS DONE READERS` writes everything that people would have written, in a
few statements; READERS of the learners are signed in.
"""

import json
import os
import sys
import time
import uuid
from datetime import timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings_uncached")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402
from wagtail.signal_handlers import disable_reference_index_auto_update  # noqa: E402

from bench.counting import count_acts, count_reads  # noqa: E402
from cms.models import HomePage  # noqa: E402
from courses.models import (  # noqa: E402
    Enrolment,
    LearnIndexPage,
    LessonPage,
    LessonVersion,
    ModulePage,
    ProgrammePage,
)
from courses.services.versions import freeze_published  # noqa: E402
from lms.accounts.backends import PLACE_BACKEND  # noqa: E402
from lms.accounts.models import User  # noqa: E402
from lms.accounts.services.identity import RENEWED  # noqa: E402
from lms.lib import clock  # noqa: E402
from lms.lib.freshness import content_changed  # noqa: E402

IN_A_MODULE = 10
BATCH = 5_000
PROSE = (
    "<p>The council decides within eight weeks, and it must say why. Ask for the reasons in writing and keep them.</p>"
)
UUID_MADE_BY = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}


def body(number: int) -> list[dict[str, Any]]:
    """Return a lesson of usual length: prose, and four questions with three options each."""
    blocks: list[dict[str, Any]] = []
    for part in range(4):
        blocks.append({"type": "text", "id": str(uuid.uuid4()), "value": PROSE * 4})
        options = [
            {"type": "item", "id": str(uuid.uuid4()), "value": {"text": text, "correct": place == 1, "why": "Because."}}
            for place, text in enumerate(("The same councillors", "An inspector", "A ballot"))
        ]
        value = {"question": f"Who decides case {number}.{part}?", "options": options}
        blocks.append({"type": "single_choice", "id": str(uuid.uuid4()), "value": value})
    return blocks


def publish(parent: Page, page: Any) -> Any:
    """Publish a page below another, without the history that an editor would leave."""
    parent.add_child(instance=page)
    if isinstance(page, LessonPage):
        freeze_published(lesson=page)
    return page


@transaction.atomic
def make_programme(lessons: int) -> tuple[ProgrammePage, list[LessonPage]]:
    """Make one edition with so many lessons, ten in a module."""
    home = Page.objects.get(depth=1).add_child(instance=HomePage(title="Home", slug="front"))
    Site.objects.filter(is_default_site=True).update(root_page=home, hostname="127.0.0.1")
    index = publish(home, LearnIndexPage(title="Learn", slug="learn"))
    edition = publish(index, ProgrammePage(title="Measured", slug="measured", year=2027))
    pages = []
    module = None
    for number in range(lessons):
        if module is None or number % IN_A_MODULE == 0:
            place = number // IN_A_MODULE + 1
            module = publish(edition, ModulePage(title=f"Module {place}", slug=f"module-{place}", number=place))
        page = LessonPage(title=f"Lesson {number}", slug=f"lesson-{number}", body=json.dumps(body(number)))
        page.summary, page.outcomes = "One line\nAnother line", "say who decides\nread a notice"
        pages.append(publish(module, page))
    return edition, pages


@transaction.atomic
def make_learners(edition: ProgrammePage, count: int) -> None:
    """Make so many people who are taking the edition."""
    now = clock.now()
    for start in range(0, count, BATCH):
        people = User.objects.bulk_create(
            User(email=f"measured-{number}@scale.example", password="!")
            for number in range(start, min(start + BATCH, count))
        )
        Enrolment.objects.bulk_create(
            Enrolment(
                user=person,
                programme=edition.lineage,
                year=edition.year,
                page=edition,
                title=edition.title,
                started_at=now,
            )
            for person in people
        )


@transaction.atomic
def make_completions(lessons: list[LessonPage], done: int) -> None:
    """Let every learner have done the first lessons: `done` of them at most, one fewer for every next learner."""
    at = clock.now() - timedelta(days=1)
    versions = {version.lineage: version.pk for version in LessonVersion.objects.all()}
    form = UUID_MADE_BY[connection.vendor]
    with connection.cursor() as cursor:
        for place, lesson in enumerate(lessons[:done]):
            lineage = lesson.lineage.hex if connection.vendor == "sqlite" else lesson.lineage
            cursor.execute(
                "INSERT INTO courses_evidence (public_id, enrolment_id, lineage, kind, lesson_version_id, client_uuid, "  # noqa: S608
                "occurred_at, received_at, payload, by_id) "
                f"SELECT {form}, id, %s, 'marked', %s, {form}, %s, %s, '{{}}', user_id "
                "FROM courses_enrolment WHERE id %% %s >= %s",
                [lineage, versions[lesson.lineage], at, at, done, place],
            )
        cursor.execute(
            "INSERT INTO courses_lessoncompletion (enrolment_id, lineage, first_at, lesson_version_id, evidence_id) "
            "SELECT enrolment_id, lineage, occurred_at, lesson_version_id, id FROM courses_evidence"
        )


def cookies(count: int) -> list[str]:
    """Return the session cookies of the first so many learners, spread over all of them."""
    signed_in = []
    with transaction.atomic():
        for person in User.objects.filter(email__endswith="@scale.example").order_by("pk")[:count]:
            client = Client(headers={"host": "127.0.0.1"})
            client.force_login(person, backend=PLACE_BACKEND)
            session = client.session
            session[RENEWED] = int(time.time())  # as whoever signs in at our doors gets it
            session.save()
            name = settings.SESSION_COOKIE_NAME
            signed_in.append(f"{name}={client.cookies[name].value}")
    return signed_in


def main() -> None:
    """Make everything, and say where it is."""
    lessons, learners, done, readers = map(int, sys.argv[1:5])
    with disable_reference_index_auto_update():
        edition, pages = make_programme(lessons)
    content_changed()
    make_learners(edition, learners)
    make_completions(pages, done)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    signed_in = cookies(readers)
    lesson = pages[min(2, len(pages) - 1)]
    found = {
        "lessons": [page.pk for page in pages],
        "path": lesson.get_url() or "",
        "cookies": signed_in,
        "reads": count_reads(lesson.get_url() or "", signed_in[0]),
        "acts": count_acts([page.pk for page in pages], signed_in),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()

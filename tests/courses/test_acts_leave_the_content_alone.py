"""What learners do changes no page: what is remembered of the content stays, however a lesson came to be published."""

import uuid

import pytest

from courses.models import LessonPage, LessonVersion
from courses.services.progress import mark_done
from lms.accounts.models import User
from lms.lib.freshness import revision
from tests.courses.conftest import School

pytestmark = pytest.mark.django_db(transaction=True)


def acts_move_the_content(lesson: LessonPage) -> bool:
    """Tell whether what two people do moves the revision, after the first act of all."""
    people = [User.objects.create_guest() for _ in range(3)]
    mark_done(user=people[0], lesson=lesson, client_uuid=uuid.uuid4(), by=people[0])
    before = revision()
    for person in people[1:]:
        mark_done(user=person, lesson=lesson, client_uuid=uuid.uuid4(), by=person)
    return revision() != before


def test_a_lesson_published_twice_unchanged_has_one_version_and_acts_find_it(school: School) -> None:
    lesson = school.first
    lesson.save_revision().publish()
    lesson.refresh_from_db()
    assert LessonVersion.objects.get(lineage=lesson.lineage).revision_id != lesson.live_revision_id
    assert not acts_move_the_content(lesson)


def test_a_lesson_without_any_revision_is_frozen_once(school: School) -> None:
    lesson = LessonPage(title="Imported", slug="imported", body="[]", live=True)
    school.module.add_child(instance=lesson)
    assert not LessonVersion.objects.filter(lineage=lesson.lineage).exists()
    assert not acts_move_the_content(lesson)
    assert LessonVersion.objects.filter(lineage=lesson.lineage).count() == 1

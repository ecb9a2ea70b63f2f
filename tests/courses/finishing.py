"""Finishing a programme in tests, the way a learner does."""

import uuid
from typing import Any

from courses.models import Certificate
from courses.services.progress import mark_done
from lms.accounts.models import User


def finish(user: User, lessons: list[Any]) -> Certificate:
    """Mark every lesson done and return the person's newest certificate."""
    for lesson in lessons:
        mark_done(user=user, lesson=lesson, client_uuid=uuid.uuid4(), by=user)
    found: Certificate = Certificate.objects.of(user)[0]
    return found

"""Private notes: kept, changed and deleted by the person who wrote them."""

import logging
import uuid
from datetime import datetime

from django.db import transaction

from courses.errors import NoteChanged
from courses.models import Enrolment, QuestionVersion, Reflection
from lms.accounts.models import User

logger = logging.getLogger(__name__)


def keep_reflection(
    *,
    enrolment: Enrolment,
    version: QuestionVersion,
    text: str,
    client_uuid: uuid.UUID,
    kept: int | None,
    at: datetime,
) -> Reflection:
    """Keep a note, or change the one there is. Call inside a transaction that holds the enrolment.

    A form may be sent again, and changed and sent again. Raises NoteChanged where another window has changed the note
    since this form showed its edit number `kept` (0: there was none), so that nothing is written over unseen.
    """
    where = {"enrolment": enrolment, "lineage": version.lineage, "block_id": version.block_id}
    note = Reflection.objects.filter(**where).first()
    if note is None:
        note = Reflection(**where, edit=0)
    elif note.text == text:
        return note
    elif kept is not None and kept != note.edit and client_uuid != note.client_uuid:
        raise NoteChanged
    elif at < note.written_at:
        return note
    note.text, note.question_version, note.client_uuid, note.written_at = text, version, client_uuid, at
    note.edit += 1
    note.save()
    logger.info("reflection.kept reflection=%s enrolment=%s", note.pk, enrolment.pk)
    return note


@transaction.atomic
def delete_reflection(*, user: User, lineage: uuid.UUID, block_id: uuid.UUID, by: User | None) -> int:
    """Delete a person's notes on one question, whichever years they wrote them in; return how many there were."""
    count, _ = Reflection.objects.filter(enrolment__user=user, lineage=lineage, block_id=block_id).delete()
    logger.info("reflection.deleted count=%s person=%s by=%s", count, user.pk, getattr(by, "pk", None))
    return count

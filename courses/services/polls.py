"""Voting in a poll: one vote each, changed as often as one likes."""

import logging
import uuid
from datetime import datetime

from courses.models import Enrolment, PollVote, QuestionVersion

logger = logging.getLogger(__name__)


def cast_vote(
    *, enrolment: Enrolment, version: QuestionVersion, option_id: str, client_uuid: uuid.UUID, at: datetime
) -> PollVote:
    """Give a person's vote, or change it. Call inside a transaction that holds the enrolment.

    The later vote stands, whichever arrives first. What is logged says that somebody voted, never for what.
    """
    where = {"enrolment": enrolment, "lineage": version.lineage, "block_id": version.block_id}
    vote = PollVote.objects.filter(**where).first() or PollVote(**where)
    if vote.pk and (at < vote.voted_at or vote.option_id == option_id):
        return vote
    vote.option_id, vote.question_version, vote.client_uuid, vote.voted_at = option_id, version, client_uuid, at
    vote.save()
    logger.info("poll.voted vote=%s enrolment=%s", vote.pk, enrolment.pk)
    return vote

"""Taking learning records out of the school."""

import logging

from django.db import transaction

from courses.errors import TooFewPeople
from courses.models import ProgrammePage, RecordsExport
from courses.selectors.learning_records import people_in
from lms.accounts.models import User
from lms.lib import clock
from lms.lib.small_numbers import LEAST

logger = logging.getLogger(__name__)


@transaction.atomic
def note_export(*, edition: ProgrammePage, reason: str, by: User) -> RecordsExport:
    """Write down who exports an edition and why, before anything leaves. Raises TooFewPeople below five."""
    if people_in(edition) < LEAST:
        raise TooFewPeople
    row = RecordsExport(
        by=by, programme=edition.lineage, year=edition.year, reason=reason.strip(), exported_at=clock.now()
    )
    row.save()
    logger.info("records.exported export=%s programme=%s year=%s by=%s", row.pk, edition.lineage, edition.year, by.pk)
    return row

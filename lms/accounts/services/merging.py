"""Two people who turn out to be one: a guest who signs in keeps everything."""

import logging

from django.db import transaction

from lms.accounts.access import is_editor
from lms.accounts.device_mark import device_mark
from lms.accounts.errors import MergeRefusedError
from lms.accounts.models import ConsentRecord, MergedGuest, ResumeCode, User
from lms.accounts.signals import people_merged

logger = logging.getLogger(__name__)
KEPT_WHERE_MISSING = ("display_name", "language", "time_zone")


@transaction.atomic
def merge_people(*, source: User, target: User) -> None:
    """Give `target` everything of the guest `source`, then remove the guest. Done twice it is done once.

    Apps move their rows when they receive `people_merged`, inside this transaction. Raises MergeRefusedError when
    `source` is no guest: somebody who can sign in is never dissolved into somebody else.
    """
    rows = {
        row.pk: row for row in User.objects.select_for_update().filter(pk__in=[source.pk, target.pk]).order_by("pk")
    }
    if source.pk == target.pk or source.pk not in rows:
        return
    guest, keeper = rows[source.pk], rows[target.pk]
    if not guest.is_guest:
        raise MergeRefusedError(
            "These lessons belong to somebody who can sign in by email. Sign in with that address instead."
        )
    people_merged.send(sender=User, source=guest, target=keeper)
    ConsentRecord.objects.filter(person=guest).update(person=keeper)
    MergedGuest.objects.filter(person=guest).update(person=keeper)
    MergedGuest.objects.create(mark=device_mark(guest), person=keeper)
    if not is_editor(keeper):
        ResumeCode.objects.filter(person=guest).update(person=keeper)
    missing = [name for name in KEPT_WHERE_MISSING if not getattr(keeper, name) and getattr(guest, name)]
    for name in missing:
        setattr(keeper, name, getattr(guest, name))
    keeper.save(update_fields=missing)
    logger.info("people.merged source=%s target=%s", guest.pk, keeper.pk)
    guest.delete()

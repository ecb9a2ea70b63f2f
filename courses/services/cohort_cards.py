"""Places made before anybody comes: a sheet of cards for a room without phones, or without time."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from courses.errors import GroupRefused
from courses.models import Cohort, CohortMember, Enrolment
from courses.services.cohort_members import lock
from lms.accounts.models import User
from lms.accounts.services.data_rights import erase_person
from lms.accounts.services.resume import make_resume_code
from lms.lib import clock
from lms.lib.limits import require

logger = logging.getLogger(__name__)
MOST_CARDS = 40  # on one sheet, and waiting at one time
SHEETS_A_DAY = 20
CARD_DAYS = 30
AT_ONCE = 100


def prepare_places(*, cohort: Cohort, number: int, by: User) -> list[str]:
    """Make guest places that wait on cards, and return their resume codes, which cannot be shown again.

    Nobody is in the group by it: a place counts once somebody has opened it and chosen a nickname. Unused ones go after
    CARD_DAYS days. Raises GroupRefused where too many wait already, and TooManyTriesError.
    """
    require(f"cohort-sheets:{cohort.pk}", SHEETS_A_DAY, 24 * 60 * 60)
    with transaction.atomic():
        locked = lock(cohort)
        if locked.members.waiting().count() + number > MOST_CARDS:
            raise GroupRefused(
                _("Only %(most)s cards can wait at one time. Use those you have, or stop them first.")
                % {"most": MOST_CARDS}
            )
        expires_at = clock.now() + timedelta(days=CARD_DAYS)
        codes = []
        for _place in range(number):
            guest = User.objects.create_guest()
            CohortMember.objects.create(cohort=locked, user=guest, expires_at=expires_at)
            codes.append(make_resume_code(person=guest))
    logger.info("cohort.cards_made cohort=%s number=%s by=%s", cohort.pk, number, by.pk)
    return codes


def stop_cards(*, cohort: Cohort, by: User) -> int:
    """Stop the cards of a group that nobody used; return how many there were."""
    number = forget_places(list(cohort.members.waiting().select_related("user")))
    logger.info("cohort.cards_stopped cohort=%s number=%s by=%s", cohort.pk, number, by.pk)
    return number


def forget_expired_places() -> int:
    """Stop the cards whose time is over, AT_ONCE at most; return how many there were."""
    over = CohortMember.objects.waiting().filter(expires_at__lte=clock.now()).select_related("user")
    return forget_places(list(over.order_by("expires_at")[:AT_ONCE]))


def forget_places(places: list[CohortMember]) -> int:
    """Take unused places out of their group. Their guests go too, unless somebody has begun to learn as one."""
    return sum(forget_place(place) for place in places)


@transaction.atomic
def forget_place(place: CohortMember) -> bool:
    """Take one place out, unless somebody chose a nickname on it meanwhile: they keep it. Return whether it went."""
    guest = User.objects.select_for_update().filter(pk=place.user_id).first()
    here = CohortMember.objects.select_for_update().waiting().filter(pk=place.pk).first()
    if guest is None or here is None:
        return False
    used = not guest.is_guest or Enrolment.objects.filter(user=guest).exists()
    if used or CohortMember.objects.filter(user=guest).exclude(pk=place.pk).exists():
        here.delete()
    else:
        erase_person(person=guest)
    return True

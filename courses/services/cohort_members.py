"""Coming into a group and going, what organisers may see, and who looks after it."""

import logging

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from courses.errors import GroupRefused, JoinRefused, LastOrganiser, NicknameTaken
from courses.models import Cohort, CohortMember, Evidence, GroupPresence
from courses.services.cohorts import refile
from lms.accounts.models import User
from lms.lib import clock
from lms.lib.limits import require

logger = logging.getLogger(__name__)
MOST_MEMBERS = 200
JOINS_AN_HOUR = 300


def join_cohort(*, cohort: Cohort, user: User, nickname: str, shares: bool, by: User) -> CohortMember:
    """Let somebody into a group and return their place; who is in already stays as they are.

    Raises JoinRefused when the group closed meanwhile, NicknameTaken, GroupRefused when it is full, TooManyTriesError.
    """
    require(f"cohort-joined:{cohort.pk}", JOINS_AN_HOUR, 3600)
    with transaction.atomic():
        locked = lock(cohort)
        refile(cohort=locked)
        member = locked.members.filter(user=user).first()
        if member is not None and member.joined_at:
            return member
        if locked.members.joined().count() >= MOST_MEMBERS:
            raise GroupRefused(_("This group is full. Ask the organiser to start a second one."))
        member = member or CohortMember(cohort=locked, user=user)
        now = clock.now()
        member.nickname, member.joined_at, member.expires_at = nickname, now, None
        member.shares_since = now if shares else None
        save_nickname(member)
    logger.info("cohort.joined cohort=%s person=%s by=%s", cohort.pk, user.pk, by.pk)
    return member


def lock(cohort: Cohort) -> Cohort:
    """Return the open group, so that nobody else changes who is in it until the transaction ends."""
    locked = Cohort.objects.select_for_update().filter(pk=cohort.pk, closed_at=None).first()
    if locked is None:
        raise JoinRefused
    return locked


def save_nickname(member: CohortMember) -> None:
    """Write a place with its nickname; the constraint decides whether the nickname is free."""
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError as error:
        raise NicknameTaken from error


@transaction.atomic
def change_nickname(*, member: CohortMember, nickname: str, by: User) -> None:
    """Call somebody otherwise in their group."""
    member.nickname = nickname
    save_nickname(member)
    logger.info("cohort.nickname_changed member=%s by=%s", member.pk, by.pk)


@transaction.atomic
def set_sharing(*, member: CohortMember, on: bool, by: User) -> None:
    """Switch on or off that organisers see what somebody finished. It holds from the next page they open."""
    rows = CohortMember.objects.filter(pk=member.pk, shares_since__isnull=on)
    changed = rows.update(shares_since=clock.now() if on else None)
    if changed:
        logger.info("cohort.sharing member=%s on=%s by=%s", member.pk, on, by.pk)


@transaction.atomic
def leave_cohort(*, member: CohortMember, by: User) -> None:
    """Take somebody out of a group: at their own wish, or by an organiser. What they learned stays theirs.

    Raises LastOrganiser: of two organisers who leave at once one stays, as the group's row is locked first.
    """
    Cohort.objects.select_for_update().get(pk=member.cohort_id)
    here = CohortMember.objects.filter(pk=member.pk).first()
    if here is None:
        return
    if here.is_organiser and not others_organise(here):
        raise LastOrganiser
    forget_who_marked(here)
    here.delete()
    logger.info("cohort.left cohort=%s person=%s by=%s", member.cohort_id, member.user_id, by.pk)


def forget_who_marked(member: CohortMember) -> None:
    """Take the organiser's name off what somebody did with the group: nothing says later that they were in it."""
    together = GroupPresence.objects.filter(member=member).values("client_uuid")
    Evidence.objects.filter(
        enrolment__user=member.user_id, kind=Evidence.Kind.FACILITATED, client_uuid__in=together
    ).hand_over(by=None)


@transaction.atomic
def step_down(*, member: CohortMember, by: User) -> None:
    """Let an organiser become an ordinary member. Raises LastOrganiser."""
    Cohort.objects.select_for_update().get(pk=member.cohort_id)
    here = CohortMember.objects.get(pk=member.pk)
    if here.is_organiser and not others_organise(here):
        raise LastOrganiser
    here.role = CohortMember.Role.MEMBER
    here.save(update_fields=["role"])
    logger.info("cohort.stepped_down member=%s by=%s", member.pk, by.pk)


def others_organise(member: CohortMember) -> bool:
    """Tell whether somebody else looks after the group too."""
    return CohortMember.objects.filter(cohort=member.cohort_id).organisers().exclude(pk=member.pk).exists()


@transaction.atomic
def invite_organiser(*, member: CohortMember, by: User) -> None:
    """Ask somebody in the group to look after it too. Nothing changes until they say yes."""
    invited = CohortMember.objects.joined().filter(pk=member.pk, role=CohortMember.Role.MEMBER, invited_at=None)
    if invited.update(invited_at=clock.now()):
        logger.info("cohort.organiser_invited member=%s by=%s", member.pk, by.pk)


@transaction.atomic
def answer_invitation(*, member: CohortMember, yes: bool, by: User) -> None:
    """Become an organiser, or say no. Without an invitation nothing happens."""
    role = CohortMember.Role.ORGANISER if yes else CohortMember.Role.MEMBER
    if CohortMember.objects.filter(pk=member.pk, invited_at__isnull=False).update(role=role, invited_at=None):
        logger.info("cohort.invitation_answered member=%s yes=%s by=%s", member.pk, yes, by.pk)

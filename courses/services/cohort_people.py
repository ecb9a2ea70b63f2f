"""A person's groups as their own data: handed over, erased, and kept when a guest turns out to be somebody."""

from typing import Any

from django.db import transaction

from courses.models import Cohort, CohortMember, GroupPresence, GroupSession
from courses.services.cohort_closing import close_where_nobody_organises
from lms.accounts.models import User


def export_groups(user: User) -> dict[str, Any]:
    """Return what is kept about a person's groups as plain data; times are ISO 8601 in UTC. Nobody else is in it."""
    members = CohortMember.objects.filter(user=user).joined().select_related("cohort").order_by("joined_at")
    return {
        "groups": [
            {
                "name": member.cohort.name,
                "year": member.cohort.year,
                "nickname": member.nickname,
                "role": member.get_role_display(),
                "joined_at": member.joined_at.isoformat() if member.joined_at else None,
                "shares_finished_lessons_since": member.shares_since.isoformat() if member.shares_since else None,
                "asked_to_organise_at": member.invited_at.isoformat() if member.invited_at else None,
                "done_together": [
                    {
                        "lesson": presence.session.title,
                        "on": presence.session.on.isoformat(),
                        "taken_back_at": presence.undone_at.isoformat() if presence.undone_at else None,
                    }
                    for presence in member.presences.select_related("session").order_by("session__on", "pk")
                ],
            }
            for member in members
        ],
        "lessons_you_led": [
            {"lesson": session.title, "on": session.on.isoformat()}
            for session in GroupSession.objects.filter(by=user).order_by("on", "pk")
        ],
    }


@transaction.atomic
def erase_groups(user: User) -> None:
    """Take a person out of every group. A group that only they looked after closes: nobody could answer for it."""
    close_where_nobody_organises(person=user)
    CohortMember.objects.filter(user=user).delete()


@transaction.atomic
def unite_groups(*, source: User, target: User) -> None:
    """Give the person who stays the guest's places in groups. Where both are in one, it is one place with all of both.

    What is shared stays as the person who stays had chosen: a merge never shares more.
    """
    theirs = {member.cohort_id: member for member in CohortMember.objects.filter(user=target)}
    for member in CohortMember.objects.select_for_update().filter(user=source).order_by("pk"):
        kept = theirs.get(member.cohort_id)
        if kept is None:
            CohortMember.objects.filter(pk=member.pk).update(user=target)
        elif member.joined_at is None:
            member.delete()
        elif kept.joined_at is None:
            kept.delete()
            CohortMember.objects.filter(pk=member.pk).update(user=target)
        else:
            unite_places(source=member, target=kept)
    GroupSession.objects.filter(by=source).update(by=target)
    Cohort.objects.filter(created_by=source).update(created_by=target)


def unite_places(*, source: CohortMember, target: CohortMember) -> None:
    """Make one place of two in the same group."""
    been = GroupPresence.objects.filter(member=target).values("session")
    GroupPresence.objects.filter(member=source).exclude(session__in=been).update(member=target)
    if source.is_organiser:
        target.role, target.invited_at = CohortMember.Role.ORGANISER, None
    source.delete()
    target.save(update_fields=["role", "invited_at"])

"""Who may do what in a group. What is not one's own answers 404, the same for groups of others as for none."""

import uuid

from django.http import Http404, HttpRequest

from courses.models import CohortMember

SEE_GROUPS, CLOSE_GROUPS = "courses.view_cohort", "courses.change_cohort"  # of staff: totals only, and closing one


def place_in(request: HttpRequest, group: uuid.UUID) -> CohortMember:
    """Return one's own place in an open group, also one from a card that has no nickname yet; or answer 404."""
    places = CohortMember.objects.filter(cohort__public_id=group, cohort__closed_at=None, user=request.user.pk)
    place = places.select_related("cohort").first()
    if place is None:
        raise Http404
    return place


def member_of(request: HttpRequest, group: uuid.UUID) -> CohortMember:
    """Return one's own place in a group one has joined, or answer 404."""
    member = place_in(request, group)
    if member.joined_at is None:
        raise Http404
    return member


def organiser_of(request: HttpRequest, group: uuid.UUID) -> CohortMember:
    """Return one's own place in a group one looks after, or answer 404: also to its other members."""
    member = member_of(request, group)
    if not member.is_organiser:
        raise Http404
    return member


def other_member(member: CohortMember, public_id: uuid.UUID) -> CohortMember:
    """Return the place of somebody else in the same group, or answer 404."""
    others = CohortMember.objects.joined().filter(cohort=member.cohort_id).exclude(pk=member.pk)
    other = others.filter(public_id=public_id).first()
    if other is None:
        raise Http404
    return other

"""A group's own page, for its organisers and for its members, and what a member may do there."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import group_access as access
from courses.forms.groups import JoinForm, NicknameForm, TogetherForm
from courses.models import CohortMember, GroupPresence
from courses.selectors.cohort_edition import lesson_of, outline_for
from courses.selectors.cohort_screen import OrganiserScreen, member_screen, organiser_screen
from courses.services.cohort_members import (
    answer_invitation,
    change_nickname,
    join_cohort,
    leave_cohort,
    set_sharing,
    step_down,
)
from courses.services.cohort_sessions import undo_presence
from courses.services.cohorts import link_of, words_of
from courses.views.forms_sent import SeeOther
from lms.accounts.views.gates import me, person_required, personal
from lms.lib import clock
from lms.lib.errors import DomainError
from lms.lib.qr import qr_path


def to_group(member: CohortMember, part: str = "") -> SeeOther:
    """Lead back to the group's page."""
    return SeeOther(reverse("courses:group", args=[member.cohort.public_id]) + part)


@require_safe
@person_required
@personal
def group(request: HttpRequest, group: uuid.UUID) -> HttpResponse:
    """Show a group to whoever is in it; whose card has no nickname yet chooses one first."""
    place = access.place_in(request, group)
    if place.joined_at is None:
        return render(request, "courses/groups/nickname.html", {"form": JoinForm(), "place": place})
    if place.is_organiser:
        return organisers_page(request, organiser_screen(place))
    return render(request, "courses/groups/member.html", {"screen": member_screen(place)})


def organisers_page(request: HttpRequest, screen: OrganiserScreen, form: TogetherForm | None = None) -> HttpResponse:
    """Show the organiser's page, with the form of what was done together as it was sent or empty."""
    cohort = screen.frame.cohort
    token = link_of(cohort)
    link = request.build_absolute_uri(reverse("courses:join_group", args=[token])) if token else ""
    initial = {"client_uuid": uuid.uuid4(), "on": timezone.localdate(clock.now())}
    parts = {
        "screen": screen,
        "words": words_of(cohort),
        "link": link,
        "qr": qr_path(link) if link else None,
        "where": request.get_host() + reverse("courses:join_words"),
        "form": form or TogetherForm(frame=screen.frame, members=screen.members, initial=initial),
    }
    return render(request, "courses/groups/organiser.html", parts, status=422 if form else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@person_required
@personal
def nickname(request: HttpRequest, group: uuid.UUID) -> HttpResponse:
    """Choose a nickname: the first one on a place from a card, or another one."""
    place = access.place_in(request, group)
    first = place.joined_at is None
    kind = JoinForm if first else NicknameForm
    form = kind(request.POST) if request.method == "POST" else kind(initial={"nickname": place.nickname})
    if form.is_bound and form.is_valid():
        typed, person = form.cleaned_data["nickname"], me(request)
        try:
            if isinstance(form, JoinForm):
                join_cohort(cohort=place.cohort, user=person, nickname=typed, shares=form.shares, by=person)
            else:
                change_nickname(member=place, nickname=typed, by=person)
        except DomainError as error:
            form.add_error("nickname", error.message)
        else:
            return to_group(place)
    parts = {"form": form, "place": place}
    return render(request, "courses/groups/nickname.html", parts, status=422 if form.is_bound else 200)


@require_POST
@person_required
@personal
def sharing(request: HttpRequest, group: uuid.UUID) -> HttpResponse:
    """Switch on or off that organisers see one's finished lessons."""
    member = access.member_of(request, group)
    on = request.POST.get("share") == "on"
    set_sharing(member=member, on=on, by=me(request))
    said = _("Your organisers now see which lessons you finished.") if on else _("Only you see your ticks now.")
    messages.success(request, said)
    return to_group(member)


@require_POST
@person_required
@personal
def leave(request: HttpRequest, group: uuid.UUID) -> HttpResponse:
    """Leave with one tap. The last organiser hands over first."""
    member = access.member_of(request, group)
    try:
        leave_cohort(member=member, by=me(request))
    except DomainError as error:
        messages.error(request, error.message)
        return to_group(member)
    messages.success(request, _("You have left the group. What you learned stays yours."))
    return SeeOther(reverse("courses:my_learning"))


@require_POST
@person_required
@personal
def undo(request: HttpRequest, group: uuid.UUID, session: uuid.UUID) -> HttpResponse:
    """Take back one's own mark of what the group did together."""
    member = access.member_of(request, group)
    presence = (
        GroupPresence.objects.filter(member=member, session__public_id=session, session__cohort=member.cohort_id)
        .select_related("session")
        .first()
    )
    if presence is None:
        raise Http404
    outline = outline_for(member.cohort)
    lesson = lesson_of(outline.by_lineage.get(presence.session.lineage) if outline else None)
    undo_presence(presence=presence, lesson=lesson, by=me(request))
    messages.success(request, _("Taken back. Your organiser cannot mark it again for you."))
    return to_group(member)


@require_POST
@person_required
@personal
def answer(request: HttpRequest, group: uuid.UUID) -> HttpResponse:
    """Say yes or no to looking after the group, or stop doing so."""
    member = access.member_of(request, group)
    wish = request.POST.get("answer", "")
    if wish in {"yes", "no"}:
        answer_invitation(member=member, yes=wish == "yes", by=me(request))
    elif wish == "step-down":
        try:
            step_down(member=member, by=me(request))
        except DomainError as error:
            messages.error(request, error.message)
    return to_group(member)

"""What organisers do: mark what was done together, set dates, print, hand over, close."""

import datetime
import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import group_access as access
from courses.forms.groups import CardsForm, DateForm, PresentForm, TogetherForm
from courses.models import CohortMember, GroupPresence, GroupSession
from courses.selectors import words
from courses.selectors.cohort_edition import lesson_of
from courses.selectors.cohort_screen import frame_of, organiser_screen
from courses.services.cohort_cards import CARD_DAYS, prepare_places, stop_cards
from courses.services.cohort_closing import close_cohort
from courses.services.cohort_dates import remove_date, set_date
from courses.services.cohort_members import invite_organiser, leave_cohort
from courses.services.cohort_sessions import add_present, hold_session
from courses.services.cohorts import link_of, renew_words, words_of
from courses.views.forms_sent import SeeOther
from courses.views.group_pages import organisers_page, to_group
from lms.accounts.views.gates import me, person_required, personal
from lms.lib import clock
from lms.lib.errors import DomainError
from lms.lib.qr import qr_path


@require_POST
@person_required
@personal
def together(request: HttpRequest, group: uuid.UUID) -> HttpResponse:
    """Mark a lesson for those who were there."""
    member = access.organiser_of(request, group)
    screen = organiser_screen(member)
    form = TogetherForm(request.POST, frame=screen.frame, members=screen.members)
    if form.is_valid():
        outline = screen.frame.outline
        lesson = lesson_of(outline.by_lineage.get(uuid.UUID(form.cleaned_data["lesson"])) if outline else None)
        if lesson is None:
            raise Http404
        try:
            hold_session(
                cohort=member.cohort,
                lesson=lesson,
                on=form.cleaned_data["on"],
                members=form.members,
                heads=form.cleaned_data["heads"] or 0,
                client_uuid=form.cleaned_data["client_uuid"] or uuid.uuid4(),
                by=me(request),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Marked. Each person can take their own mark back."))
            return to_group(member, "#together")
    return organisers_page(request, screen, form)


@require_http_methods(["GET", "HEAD", "POST"])
@person_required
@personal
def session(request: HttpRequest, group: uuid.UUID, session: uuid.UUID) -> HttpResponse:
    """Add people who came late, or were forgotten, to what was done together."""
    member = access.organiser_of(request, group)
    held = GroupSession.objects.filter(cohort=member.cohort_id, public_id=session).first()
    if held is None:
        raise Http404
    members = list(CohortMember.objects.filter(cohort=member.cohort_id).joined().order_by("nickname", "pk"))
    there = set(GroupPresence.objects.filter(session=held).values_list("member", flat=True))
    frame = frame_of(member, len(members))
    lesson = lesson_of(frame.outline.by_lineage.get(held.lineage) if frame.outline else None)
    missing = [one for one in members if one.pk not in there]
    form = PresentForm(request.POST if request.method == "POST" else None, members=missing)
    if form.is_bound and form.is_valid():
        if lesson is None:
            raise Http404
        try:
            add_present(session=held, lesson=lesson, members=form.members, by=me(request))
        except DomainError as error:
            form.add_error("present", error.message)
        else:
            messages.success(request, _("Marked. Each person can take their own mark back."))
            return to_group(member, "#together")
    parts = {
        "form": form,
        "frame": frame,
        "held": held,
        "day": words.day(held.on),
        "there": [one.nickname for one in members if one.pk in there],
        "missing": missing,
        "open": lesson is not None,
    }
    return render(request, "courses/groups/session.html", parts, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@person_required
@personal
def dates(request: HttpRequest, group: uuid.UUID) -> HttpResponse:
    """Set and take away the group's own dates."""
    member = access.organiser_of(request, group)
    people = CohortMember.objects.filter(cohort=member.cohort_id).joined().count()
    frame = frame_of(member, people)
    if request.method == "POST" and "remove" in request.POST:
        gone = next((date.lineage for date in frame.dates if str(date.lineage) == request.POST["remove"]), None)
        if gone is not None:
            remove_date(cohort=member.cohort, lineage=gone, by=me(request))
        return SeeOther(reverse("courses:group_dates", args=[group]))
    form = DateForm(request.POST if request.method == "POST" else None, frame=frame)
    if form.is_bound and form.is_valid():
        try:
            set_date(
                cohort=member.cohort,
                lineage=uuid.UUID(form.cleaned_data["what"]),
                on=form.cleaned_data["on"],
                at=form.cleaned_data["at"],
                place=form.cleaned_data["place"],
                by=me(request),
            )
        except DomainError as error:
            form.add_error("on", error.message)
        else:
            return SeeOther(reverse("courses:group_dates", args=[group]))
    parts = {"form": form, "frame": frame}
    return render(request, "courses/groups/dates.html", parts, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@person_required
@personal
def people(request: HttpRequest, group: uuid.UUID) -> HttpResponse:
    """Ask somebody to organise too, or take somebody out. Only nicknames are shown."""
    member = access.organiser_of(request, group)
    if request.method == "POST":
        other = access.other_member(member, known_id(request.POST.get("member", "")))
        wish = request.POST.get("act", "")
        if wish == "invite":
            invite_organiser(member=other, by=me(request))
            messages.success(request, _("Asked. They find the question on the group's page."))
        elif wish == "take-out" and not other.is_organiser:
            leave_cohort(member=other, by=me(request))
            messages.success(request, _("They are out of the group. What they learned stays theirs."))
        return SeeOther(reverse("courses:group_people", args=[group]))
    members = list(CohortMember.objects.filter(cohort=member.cohort_id).joined().order_by("nickname", "pk"))
    return render(request, "courses/groups/people.html", {"frame": frame_of(member, len(members)), "members": members})


def known_id(text: str) -> uuid.UUID:
    """Return an id that a form sent, or answer 404."""
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error


@require_POST
@person_required
@personal
def new_words(request: HttpRequest, group: uuid.UUID) -> HttpResponse:
    """Stop the words and the link, and make new ones."""
    member = access.organiser_of(request, group)
    renew_words(cohort=member.cohort, by=me(request))
    messages.success(request, _("These are your new words. The old ones and the old link let nobody in any more."))
    return to_group(member)


@require_safe
@person_required
@personal
def poster(request: HttpRequest, group: uuid.UUID) -> HttpResponse:
    """Show the words, the link and the QR code as a sheet for the wall."""
    member = access.organiser_of(request, group)
    link = request.build_absolute_uri(reverse("courses:join_group", args=[link_of(member.cohort) or "-"]))
    parts = {
        "cohort": member.cohort,
        "words": words_of(member.cohort),
        "link": link,
        "qr": qr_path(link),
        "where": request.get_host() + reverse("courses:join_words"),
    }
    return render(request, "courses/groups/poster.html", parts)


@require_http_methods(["GET", "HEAD", "POST"])
@person_required
@personal
def cards(request: HttpRequest, group: uuid.UUID) -> HttpResponse:
    """Make places on cards and show the sheet, this once; or stop those that nobody used."""
    member = access.organiser_of(request, group)
    cohort = member.cohort
    if request.method == "POST" and "stop" in request.POST:
        stop_cards(cohort=cohort, by=me(request))
        return SeeOther(reverse("courses:group_cards", args=[group]))
    form = CardsForm(request.POST) if request.method == "POST" else CardsForm()
    if form.is_bound and form.is_valid():
        try:
            codes = prepare_places(cohort=cohort, number=form.cleaned_data["number"], by=me(request))
        except DomainError as error:
            form.add_error("number", error.message)
        else:
            return sheet(request, member, codes)
    parts = {"form": form, "cohort": cohort, "waiting": cohort.members.waiting().count(), "days": CARD_DAYS}
    return render(request, "courses/groups/cards.html", parts, status=422 if form.is_bound else 200)


def sheet(request: HttpRequest, member: CohortMember, codes: list[str]) -> HttpResponse:
    """Show the cards, ten to a page."""
    made = [
        {"code": code, "qr": qr_path(request.build_absolute_uri(reverse("courses:join_card", args=[code])))}
        for code in codes
    ]
    parts = {
        "cohort": member.cohort,
        "cards": made,
        "where": request.get_host() + reverse("accounts:resume"),
        "until": words.day((clock.now() + datetime.timedelta(days=CARD_DAYS)).date()),
    }
    return render(request, "courses/groups/sheet.html", parts)


@require_http_methods(["GET", "HEAD", "POST"])
@person_required
@personal
def close(request: HttpRequest, group: uuid.UUID) -> HttpResponse:
    """Ask once more, then close the group for everybody."""
    member = access.organiser_of(request, group)
    if request.method == "POST":
        close_cohort(cohort=member.cohort, by=me(request))
        messages.success(request, _("The group is closed. Names are gone; what everybody learned stays theirs."))
        return SeeOther(reverse("courses:my_learning"))
    return render(request, "courses/groups/close.html", {"cohort": member.cohort})

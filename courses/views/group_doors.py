"""Coming into a group: by three words, by a link or QR code, by a card; and making a new one."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.access import reader
from courses.errors import JoinRefused, NicknameTaken
from courses.forms.groups import JoinForm, NewGroupForm, WordsForm
from courses.models import Cohort, CohortMember
from courses.selectors.cohort_edition import outline_for
from courses.selectors.cohort_screen import doing
from courses.selectors.home import newest_edition
from courses.services.cohort_members import join_cohort
from courses.services.cohorts import cohort_by_link, cohort_by_words, has_way_back, link_of, open_cohort
from courses.views.forms_sent import SeeOther
from lms.accounts.errors import CodeRefusedError
from lms.accounts.models import User
from lms.accounts.services.identity import ensure_person
from lms.accounts.services.resume import make_resume_code, redeem_resume_code
from lms.accounts.views.gates import personal
from lms.lib.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def join_words(request: HttpRequest) -> HttpResponse:
    """Take three words and lead to the group's door. What is wrong is answered alike, whatever is behind it."""
    form = WordsForm(request.POST) if request.method == "POST" else WordsForm()
    if form.is_bound and form.is_valid():
        try:
            cohort = cohort_by_words(request, typed=form.cleaned_data["words"])
        except JoinRefused as error:
            form.add_error("words", error.message)
        else:
            return SeeOther(reverse("courses:join_group", args=[link_of(cohort)]))
    return render(request, "courses/groups/words.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def join_group(request: HttpRequest, token: str) -> HttpResponse:
    """Show whose door this is and let people in with a nickname. Guests get their resume card, this once."""
    try:
        cohort = cohort_by_link(token)
    except JoinRefused as error:
        return no_such_group(request, error)
    form = JoinForm(request.POST) if request.method == "POST" else JoinForm()
    here = reader(request)
    if here is not None and CohortMember.objects.joined().filter(cohort=cohort, user=here).exists():
        return SeeOther(reverse("courses:group", args=[cohort.public_id]))
    if form.is_bound and form.is_valid():
        try:
            return let_in(request, cohort, form)
        except JoinRefused as error:
            return no_such_group(request, error)
        except DomainError as error:
            form.add_error("nickname", error.message)
    parts = {"form": form, "cohort": cohort, "doing": doing(cohort, outline_for(cohort))}
    return render(request, "courses/groups/join.html", parts, status=422 if form.is_bound else 200)


def let_in(request: HttpRequest, cohort: Cohort, form: JoinForm) -> HttpResponse:
    """Join; a guest without a card gets one, because it is their only way back."""
    nickname = form.cleaned_data["nickname"]
    if CohortMember.objects.filter(cohort=cohort, nickname__iexact=nickname).exists():
        raise NicknameTaken
    person = ensure_person(request)
    member = join_cohort(cohort=cohort, user=person, nickname=nickname, shares=form.shares, by=person)
    if has_way_back(person):
        messages.success(request, _("You are in."))
        return SeeOther(reverse("courses:group", args=[cohort.public_id]))
    return show_card(request, person, member)


def show_card(request: HttpRequest, person: User, member: CohortMember | None = None) -> HttpResponse:
    """Make a resume card and show it, this once."""
    onward = reverse("courses:group", args=[member.cohort.public_id]) if member else reverse("courses:new_group")
    parts = {
        "code": make_resume_code(person=person),
        "where": request.build_absolute_uri(reverse("accounts:resume")),
        "member": member,
        "onward": onward,
    }
    return render(request, "courses/groups/card.html", parts)


def no_such_group(request: HttpRequest, error: JoinRefused) -> HttpResponse:
    """Answer 404 with a field for the words: the same for links that are unknown, stopped, or of a closed group."""
    parts = {"form": WordsForm(), "problem": error.message}
    return render(request, "courses/groups/words.html", parts, status=404)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def join_card(request: HttpRequest, code: str) -> HttpResponse:
    """Open the place that a printed card holds. Reading looks nothing up, so it says nothing about a code."""
    parts = {"code": code, "problem": ""}
    if request.method == "POST":
        try:
            person = redeem_resume_code(request, typed=code)
        except CodeRefusedError as error:
            return render(request, "courses/groups/card_door.html", {**parts, "problem": error.message}, status=404)
        place = CohortMember.objects.waiting().filter(user=person).select_related("cohort").order_by("-pk").first()
        if place is None:
            return redirect(settings.LOGIN_REDIRECT_URL)
        return SeeOther(reverse("courses:group", args=[place.cohort.public_id]))
    return render(request, "courses/groups/card_door.html", parts)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def new_group(request: HttpRequest) -> HttpResponse:
    """Make a group. Who could not come back from another phone gets a way back first."""
    outline = newest_edition()
    here = reader(request)
    if outline is None:
        return render(request, "courses/groups/no_edition.html", status=404 if request.method == "POST" else 200)
    if request.method == "POST" and "card" in request.POST:
        try:
            return show_card(request, ensure_person(request))
        except DomainError as error:
            return render(request, "courses/groups/way_back.html", {"problem": error.message}, status=422)
    if here is None or not has_way_back(here):
        return render(request, "courses/groups/way_back.html", status=422 if request.method == "POST" else 200)
    if request.method == "POST":
        form = NewGroupForm(request.POST, outline=outline)
    else:
        initial = {"client_uuid": uuid.uuid4(), "nickname": here.display_name}
        form = NewGroupForm(outline=outline, initial=initial)
    if form.is_bound and form.is_valid():
        module = form.cleaned_data["module"]
        try:
            cohort = open_cohort(
                name=form.cleaned_data["name"],
                nickname=form.cleaned_data["nickname"],
                outline=outline,
                module=uuid.UUID(module) if module else None,
                client_uuid=form.cleaned_data["client_uuid"] or uuid.uuid4(),
                by=here,
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return SeeOther(reverse("courses:group", args=[cohort.public_id]))
    return render(request, "courses/groups/new.html", {"form": form}, status=422 if form.is_bound else 200)

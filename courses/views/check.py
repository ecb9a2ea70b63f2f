"""Anybody checks a certificate by its code. Nothing here leads to a person (promises A5, V12)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from courses.forms.certificates import CodeForm, NameCheckForm
from courses.selectors.certificates import Found, find_certificate
from courses.services.certificate_codes import code_hash, well_grouped
from courses.services.printed_names import is_same_name
from lms.accounts.views.gates import personal
from lms.lib.client_address import network_of
from lms.lib.limits import require

CODES_A_MINUTE = 30
NAMES_A_MINUTE = 10
NAMES_AN_HOUR = 60  # for one certificate, whoever asks
SHOWN = 40  # of what was typed


@require_safe
@personal
def check(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and go on to its page."""
    form = CodeForm(request.GET) if "code" in request.GET else CodeForm()
    if form.is_bound and form.is_valid():
        typed = well_grouped(form.cleaned_data["code"])
        if typed:
            return redirect("courses:check_code", code=typed)
        form.add_error("code", form.fields["code"].error_messages["required"])
    return render(request, "courses/check.html", {"form": form}, status=422 if form.is_bound else 200)


@sensitive_post_parameters("name")
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def check_code(request: HttpRequest, code: str) -> HttpResponse:
    """Say what a code stands for; on POST, whether a name is the one on the paper."""
    require(f"certificate-checked:{network_of(request)}", CODES_A_MINUTE, 60)
    found = find_certificate(code_hash=code_hash(code))
    form = NameCheckForm(request.POST) if request.method == "POST" else NameCheckForm()
    answer = ""
    if form.is_bound and form.is_valid():
        require(f"certificate-name:{network_of(request)}", NAMES_A_MINUTE, 60)
        require(f"certificate-name-of:{code_hash(code)}", NAMES_AN_HOUR, 3600)
        answer = name_answer(found, form.cleaned_data["name"])
    if found is None:
        context = {"typed": code[:SHOWN], "form": CodeForm()}
        return unlisted(render(request, "courses/check_unknown.html", context, status=404))
    context = {"found": found, "form": form, "answer": answer, "code": found.code or well_grouped(code)}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return unlisted(render(request, "courses/check_found.html", context, status=status))


def name_answer(found: Found | None, typed: str) -> str:
    """Return "yes", "no" or "none" (no name was printed). Takes as long for each."""
    name = found.name if found and found.stands else None
    same = is_same_name(typed, salt=name.salt if name else "", kept=name.hash if name else "")
    return "none" if name is None else "yes" if same else "no"


def unlisted(response: HttpResponse) -> HttpResponse:
    """Keep search engines away from what a code leads to."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response

"""One's own certificate: to read, to print with a name that is not kept, as a PDF, as a badge file."""

import json
import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from courses import access
from courses.errors import NoSigningKey
from courses.forms.certificates import PrintForm
from courses.rendering.certificate_pdf import NoPdf, certificate_pdf
from courses.selectors.certificates import Paper, paper_of
from courses.services.badges import badge_for
from courses.services.certificates import remember_printed_name
from lms.accounts.views.gates import personal
from lms.lib.errors import DomainError
from lms.lib.limits import require
from lms.lib.qr import qr_path


def certificate_for(request: HttpRequest, public_id: uuid.UUID) -> Paper:
    """Return a certificate of whoever asks, or answer 404, the same for unknown ones and other people's."""
    certificate = access.own_certificate(request, public_id)
    if certificate is None:
        raise Http404
    return paper_of(certificate)


@sensitive_post_parameters("name")
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def certificate(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show a certificate; on POST with the typed name on it, as a page to print or as a PDF."""
    paper = certificate_for(request, public_id)
    if request.method != "POST":
        return page(request, paper, PrintForm())
    form = PrintForm(request.POST)
    if not form.is_valid():
        return page(request, paper, form, status=422)
    require(f"certificate-printed:{paper.certificate.pk}", 30, 600)
    name = form.cleaned_data["name"]
    try:
        remember_printed_name(certificate=paper.certificate, name=name)
        if request.POST.get("as") == "pdf":
            return as_file(
                certificate_pdf(paper, name=name, address=address_of(paper), short=short_address()),
                "application/pdf",
                "pdf",
            )
    except NoPdf as error:
        return page(request, paper, form, name=name, problem=error.message)
    except DomainError as error:
        form.add_error("name", error.message)
        return page(request, paper, form, status=422)
    return page(request, paper, form, name=name)


def page(
    request: HttpRequest, paper: Paper, form: PrintForm, *, name: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    """Answer with the certificate's page."""
    context = {"paper": paper, "form": form, "name": name, "problem": problem, **check_parts(paper)}
    return render(request, "courses/certificate.html", context, status=status)


def check_parts(paper: Paper) -> dict[str, object]:
    """Return where and how others check a certificate."""
    address = address_of(paper)
    return {"address": address, "short": short_address(), "qr": qr_path(address)}


def address_of(paper: Paper) -> str:
    """Return the public address at which a certificate is checked."""
    return settings.PUBLIC_BASE_URL + reverse("courses:check_code", args=[paper.certificate.code])


def short_address() -> str:
    """Return where a code is typed, as people say it: without https and the last slash."""
    address = settings.PUBLIC_BASE_URL + reverse("courses:check")
    return address.split("://", 1)[1].rstrip("/")


def as_file(content: bytes, kind: str, ending: str) -> HttpResponse:
    """Answer with a file to keep. Its name says nothing about whose it is."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="certificate.{ending}"'
    return response


@require_safe
@personal
def badge(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Say in plain words what a badge file is."""
    paper = certificate_for(request, public_id)
    return render(request, "courses/badge.html", {"paper": paper, **check_parts(paper)})


@require_safe
@personal
def badge_file(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Hand over the signed Open Badge."""
    paper = certificate_for(request, public_id)
    if paper.certificate.withdrawn_at:
        raise Http404
    require(f"badge-file:{paper.certificate.pk}", 30, 600)
    try:
        signed = badge_for(paper.certificate)
    except NoSigningKey as error:
        parts = {"paper": paper, "problem": error.message, **check_parts(paper)}
        return render(request, "courses/badge.html", parts, status=503)
    text = json.dumps(signed, indent=2, ensure_ascii=False)
    return as_file(text.encode(), "application/ld+json", "json")

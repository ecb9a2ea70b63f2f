"""What badge readers fetch: who issues here, with which keys, and which badges were withdrawn."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from courses.badges.linked_data import Document
from courses.errors import NoSigningKey
from courses.services.badges import STATUS_SECONDS, issuer_document, status_credential


@require_safe
def issuer(request: HttpRequest) -> HttpResponse:
    """Show this school as an issuer."""
    return for_readers(issuer_document())


@require_safe
def withdrawn(request: HttpRequest, number: int) -> HttpResponse:
    """Show one list of withdrawn badges."""
    try:
        document = status_credential(number)
    except NoSigningKey as error:
        raise Http404 from error
    if document is None:
        raise Http404
    return for_readers(document)


def for_readers(document: Document) -> HttpResponse:
    """Answer with linked data that programs of any site may read."""
    response = HttpResponse(json.dumps(document, indent=1, ensure_ascii=False), content_type="application/ld+json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = f"public, max-age={STATUS_SECONDS}"
    return response

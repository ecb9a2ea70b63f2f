"""What every learning form sends, read without trusting it; and where to go afterwards."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

LARGEST_FORM = 64 * 1024  # bytes


class SeeOther(HttpResponseRedirect):
    """303: the act is done, now look at this page. Going back or reloading repeats nothing."""

    status_code = 303


def go_on(request: HttpRequest, address: str) -> HttpResponse:
    """Answer that the act is done: our script gets the next address alone, everybody else is brought there."""
    if request.headers.get("X-Fragment") == "address":
        return HttpResponse(address, content_type="text/plain; charset=utf-8")
    return SeeOther(address)


def client_uuid(request: HttpRequest) -> uuid.UUID:
    """Return the id that the form got when it was rendered; a new one when it is missing or broken."""
    try:
        return uuid.UUID(request.POST.get("client_uuid", ""))
    except ValueError:
        return uuid.uuid4()


def number(request: HttpRequest, name: str) -> int:
    """Return a whole number from the form, 0 when it is missing or broken."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def wants_fragment(request: HttpRequest) -> bool:
    """Return whether our script asks for the question alone."""
    return request.headers.get("X-Fragment") == "question"


def too_much(request: HttpRequest) -> HttpResponse | None:
    """Return the answer to a form that is bigger than any of ours can be, None for all others. Nothing of it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isascii() and length.isdigit() and int(length) <= LARGEST_FORM:
        return None
    return render(request, "courses/too_much.html", status=413)

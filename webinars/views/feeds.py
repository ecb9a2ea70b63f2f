"""Calendar files over HTTP. No session, no cookie, no sign-in; a 304 whenever nothing has changed."""

import re
from collections.abc import Callable
from datetime import UTC
from email.utils import parsedate_to_datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from webinars.access import date_for
from webinars.selectors.feeds import Feed, Mark, event_feed, public_feed, public_mark, public_stamp
from webinars.selectors.single_files import date_file

TAG = re.compile(r'(?:W/)?"([^"]*)"|\*')


def is_known(request: HttpRequest, mark: Mark) -> bool:
    """Return whether the client has these bytes already (RFC 9110 13.1.2 and 13.1.3).

    If-None-Match decides where it is given: a list, weak marks and * are understood, and so is the gzip variant's tag.
    """
    tags = request.headers.get("If-None-Match")
    if tags is not None:
        own = mark.etag.strip('"')
        return any(found[0] == "*" or found[1] in (own, f"{own}-gzip") for found in TAG.finditer(tags))
    since = request.headers.get("If-Modified-Since")
    if since is None:
        return False
    try:
        moment = parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False
    return mark.changed_at <= (moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def send(request: HttpRequest, mark: Mark, load: Callable[[], Feed], filename: str) -> HttpResponse:
    """Return 304, or the file that `load` brings, packed if the client takes it."""
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    if is_known(request, mark):
        response = HttpResponse(status=304)
    else:
        feed = load()
        response = HttpResponse(feed.packed if packed else feed.body, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'inline; filename="{filename}"'
        if packed:
            response["Content-Encoding"] = "gzip"
    response["ETag"] = f'{mark.etag[:-1]}-gzip"' if packed else mark.etag
    response["Last-Modified"] = http_date(mark.changed_at.timestamp())
    response["Cache-Control"] = "public, max-age=900"
    response["Vary"] = "Accept-Encoding"
    return response


@require_safe
def public_calendar(request: HttpRequest) -> HttpResponse:
    """Everything public, in one feed."""
    stamp = public_stamp()
    return send(request, public_mark(stamp), lambda: public_feed(stamp), "events.ics")


@require_safe
def event_calendar(request: HttpRequest, uid: str) -> HttpResponse:
    """One event with all its dates."""
    feed = event_feed(uid)
    if feed is None:
        raise Http404
    return send(request, feed, lambda: feed, "training.ics")


@require_safe
def date_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """One date to add by hand: a copy that never changes."""
    row = date_for(request.user, pk)
    response = HttpResponse(date_file(row), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="training-{row.starts_local:%Y-%m-%d}.ics"'
    response["Cache-Control"] = "public, max-age=900"
    return response

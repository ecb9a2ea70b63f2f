"""The page that explains how to follow trainings in one's own calendar."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lms.lib.qr import qr_path
from webinars.selectors.listing import upcoming


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """Show the public calendar's address in every form that calendars take."""
    address = settings.PUBLIC_BASE_URL + reverse("webinars:feed")
    webcal = "webcal:" + address.split(":", 1)[1]
    context = {
        "feed_url": address,
        "webcal_url": webcal,
        "google_url": f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        "outlook_url": f"https://outlook.live.com/calendar/0/addfromweb?url={quote(address, safe='')}",
        "qr": qr_path(address),
        "total": upcoming().planned().count(),
    }
    return render(request, "webinars/subscribe.html", context)

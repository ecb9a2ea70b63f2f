"""The site's own colours as a stylesheet, and the note to robots."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.models import Branding


@require_safe
def stylesheet(request: HttpRequest) -> HttpResponse:
    """Answer the colours chosen in the settings; empty when there are none."""
    branding = Branding.objects.filter(site=Site.find_for_request(request)).first() or Branding()
    css = render_to_string("cms/brand.css", {"branding": branding})
    return HttpResponse(css, content_type="text/css; charset=utf-8", headers={"Cache-Control": "public, max-age=300"})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep robots out of what is personal."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /account/",
        "Disallow: /bookings/",
        "Disallow: /my-learning/",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")

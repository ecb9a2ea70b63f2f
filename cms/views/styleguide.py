"""The gallery of every part of the interface, for those who build and check it."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cms.icons import ICONS
from cms.views.samples import samples


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show each component once, on a developer's machine or to signed-in staff; elsewhere there is no such page."""
    if not (settings.DEBUG or request.user.is_staff):
        raise Http404("The gallery is for staff.")
    context = samples() | {
        "icons": sorted(ICONS),
        "pages": Paginator(range(30), 10).get_page(request.GET.get("page")),
    }
    return render(request, "cms/styleguide.html", context)

"""Search over lessons, events and pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.selectors.search import search_site


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the form, and what was found when something was asked."""
    found = search_site(request.GET.get("q", ""))
    return render(request, "cms/search.html", {"found": found})

"""Reading settings for those whose browser runs no script: the same form as the dialog, on a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from lms.lib import reading_settings as reading


@require_http_methods(["GET", "HEAD", "POST"])
def reading_settings(request: HttpRequest) -> HttpResponse:
    """Show the form; on POST keep the choice in the reader's own cookie and go back to where they were."""
    if request.method != "POST":
        return render(request, "cms/reading_settings.html")
    onward = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        onward, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        onward = "/"
    response = redirect(onward)
    chosen = reading.pack(request.POST)
    if chosen:
        response.set_cookie(
            reading.COOKIE,
            chosen,
            max_age=reading.COOKIE_AGE,
            samesite="Lax",
            secure=request.is_secure(),
        )
    else:
        response.delete_cookie(reading.COOKIE, samesite="Lax")
    return response

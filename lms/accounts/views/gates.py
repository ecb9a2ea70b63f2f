"""What a view of the account asks for first."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def person_required(view: View[P]) -> View[P]:
    """Send strangers to sign-in; they come back afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        query = urlencode({"next": request.get_full_path() if request.method == "GET" else reverse("accounts:profile")})
        return HttpResponseRedirect(f"{reverse('accounts:sign_in')}?{query}")

    return guarded


def personal(view: View[P]) -> View[P]:
    """Keep what a page shows out of every cache, and its address out of the next site's logs."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        response.headers["Referrer-Policy"] = "no-referrer" if response.status_code == 200 else "same-origin"
        return response

    return guarded

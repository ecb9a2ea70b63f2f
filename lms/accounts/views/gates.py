"""What a view of the account asks for first."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control

from lms.accounts.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def me(request: HttpRequest) -> User:
    """Return whose request this is, behind `person_required`."""
    return cast(User, request.user)


def person_required(view: View[P]) -> View[P]:
    """Send strangers to sign-in; they come back afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        query = urlencode({"next": request.get_full_path() if request.method == "GET" else reverse("accounts:profile")})
        return HttpResponseRedirect(f"{reverse('accounts:sign_in')}?{query}")

    return guarded


def personal(view: View[P]) -> View[P]:
    """Keep what a page shows out of every cache. The site's referrer policy keeps its address from other sites already;
    a stricter one would make old browsers hide where our own forms come from, and they would be refused."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return guarded

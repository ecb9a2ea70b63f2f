"""Who may open a report: trainers and editors who were given the right, in a session opened with a password."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.contrib.auth import BACKEND_SESSION_KEY
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control

from lms.accounts.backends import PLACE_BACKEND
from lms.accounts.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def staff_with(permission: str) -> Callable[[View[P]], View[P]]:
    """Let in whoever has a right. Strangers, and staff whose session keeps only their place, sign in first; for
    everybody else there is no such page."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            user = request.user
            if user.is_authenticated and not user.has_perm(permission):
                raise Http404
            if not user.is_authenticated or request.session.get(BACKEND_SESSION_KEY) == PLACE_BACKEND:
                onward = urlencode({"next": request.get_full_path()})
                return HttpResponseRedirect(f"{reverse('accounts:staff_sign_in')}?{onward}")
            response = view(request, *args, **kwargs)
            patch_cache_control(response, private=True, no_store=True)
            return response

        return guarded

    return decorate


def who(request: HttpRequest) -> User:
    """Return whose request this is, behind `staff_with`."""
    return cast(User, request.user)

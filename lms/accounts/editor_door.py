"""Only a session opened with a password leads into the editor. An e-mailed code or a resume card keeps a place in the
lessons, also for somebody who is an editor: a lost card or an open mailbox must not publish pages."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from lms.accounts.backends import PLACE_BACKEND


class EditorDoorMiddleware:
    """Send sessions without a password to the staff's sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.paths: tuple[str, ...] = tuple(settings.EDITOR_PATHS)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(self.paths) and request.session.get(BACKEND_SESSION_KEY) == PLACE_BACKEND:
            onward = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('accounts:staff_sign_in')}?{onward}")
        return self.get_response(request)

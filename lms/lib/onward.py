"""Where to go after a form: only ever somewhere on this site."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 500


def onward_path(request: HttpRequest, wanted: str, default: str = "") -> str:
    """Return `wanted` as a path of this site, or `default` where it leads anywhere else, even in disguise."""
    inside = len(wanted) <= LONGEST and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if not inside:
        return default
    parts = urlsplit(wanted)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return path if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else default

"""Who sent a request, for rate limits only. Never store it: `lms.lib.limits` keeps a keyed hash."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def network_of(request: HttpRequest) -> str:
    """Return the sender's IPv4 address or IPv6 /64 network, "" where unknown.

    X-Forwarded-For can be made up by anyone, so it is believed only as far as TRUSTED_PROXIES (a number of own
    proxies, 0 by default) vouch for it: with one proxy its last entry, with two the last but one.
    """
    proxies: int = settings.TRUSTED_PROXIES
    sender = request.META.get("REMOTE_ADDR", "")
    if proxies:
        forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        sender = forwarded[-min(proxies, len(forwarded))]
    try:
        address = ipaddress.ip_address(sender)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)

"""Parts of a screen that come out the same for many people, rendered once and kept until the content changes.

A lesson list with two ticks, a question answered so: there are few of each, and rendering them is most of what a page
costs. Nothing personal may be kept that its key does not name. The id of a form's act differs each time, so it is
filled in afterwards.
"""

import hashlib
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lms.lib.freshness import UNKNOWN, revision

KEEP_SECONDS = 3600
HOLE = "00000000-0000-4000-8000-00000000hole"  # no uuid, so nothing that people type or we store can equal it


def kept_html(template: str, names: object, context: Mapping[str, Any], client_uuid: uuid.UUID) -> SafeString:
    """Return `template` rendered with `context`, kept under `names`, with this form's own id filled in.

    `names` must have a repr that says everything the template shows beyond the published content; None keeps nothing.
    The template prints `client_uuid` where the id goes.
    """
    now = revision()
    holed = {**context, "client_uuid": HOLE}
    if names is None or now == UNKNOWN:
        html = render_to_string(template, holed)
    else:
        digest = hashlib.sha256(repr(names).encode()).hexdigest()
        key = f"part:{template}:{get_language()}:{now}:{digest}"
        html = cache.get(key)
        if html is None:
            html = render_to_string(template, holed)
            cache.set(key, html, KEEP_SECONDS)
    return SafeString(html.replace(HOLE, str(client_uuid)))  # a template's own, escaped output

"""Parts of a screen that come out the same for many people, rendered once and kept until the content changes.

A lesson list with two ticks, a question answered so: there are few of each, and rendering them is most of what a page
costs. Nothing personal may be kept that its key does not name. The id of a form's act differs each time, so it is
filled in afterwards.
"""

import sys
import uuid
from collections.abc import Hashable, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lms.lib.process_memory import ProcessMemory

PARTS = ProcessMemory(16_000_000, size=sys.getsizeof)  # bytes in each process
HOLE = "00000000-0000-4000-8000-00000000hole"  # no uuid, so nothing that people type or we store can equal it


def kept_html(template: str, names: object, context: Mapping[str, Any], client_uuid: uuid.UUID) -> SafeString:
    """Return `template` rendered with `context`, kept under `names`, with this form's own id filled in.

    `names` must be equal only where everything is equal that the template shows beyond the published content; what
    cannot be hashed counts by its repr. None keeps nothing. The template prints `client_uuid` where the id goes.
    """
    if names is None:
        html = render_to_string(template, {**context, "client_uuid": HOLE})
    else:
        key = (template, get_language(), hashable(names))
        html = PARTS.recall(key, lambda: render_to_string(template, {**context, "client_uuid": HOLE}))
    return SafeString(html.replace(HOLE, str(client_uuid)))  # a template's own, escaped output


def hashable(names: object) -> Hashable:
    """Return names that may be a key: themselves, or all that their repr says."""
    try:
        hash(names)
    except TypeError:
        return repr(names)
    return names

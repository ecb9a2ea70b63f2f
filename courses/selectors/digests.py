"""Fingerprints of content: equal for equal teaching, whatever ids, spacing and link targets say."""

import hashlib
import json
import re
from typing import Any

from courses.blocks.questions import Payload

PAGE_LINK = re.compile(r'(<a[^>]*?linktype="page"[^>]*?) id="\d+"|(<a) id="\d+"([^>]*?linktype="page")')


def digest(content: Any) -> str:
    """Return the SHA-256 of plain data, 64 hex digits, the same whatever the order of its keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def normal_content(value: Any) -> Any:
    """Return raw stream data without what does not change what is taught: block ids, spacing, targets of page links."""
    if isinstance(value, dict):
        return {name: normal_content(inner) for name, inner in value.items() if not (name == "id" and "type" in value)}
    if isinstance(value, list):
        return [normal_content(inner) for inner in value]
    if isinstance(value, str):
        return " ".join(PAGE_LINK.sub(r"\1\2\3", value).split())
    return value


def question_digest(kind: str, payload: Payload) -> str:
    """Return the fingerprint of a frozen question. Option ids count: answers point at them."""
    return digest({"kind": kind, "payload": payload})

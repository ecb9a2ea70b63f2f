"""Fingerprints of content: equal for equal teaching, whatever ids, spacing and link targets say."""

import hashlib
import json
import re
from typing import Any

from courses.blocks.identity import is_uuid
from courses.blocks.questions import Payload
from courses.models import LessonPage

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
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


def question_shape(kind: str, payload: Payload) -> str:
    """Return the fingerprint of a question without its words: what a translation keeps. Ids, numbers and what is right
    count; lists of words, such as the spellings that are accepted, count too.
    """
    return digest({"kind": kind, "shape": without_words(payload)})


def without_words(value: Any, name: str = "") -> Any:
    """Return plain data with every text blanked that is no id and no number."""
    if isinstance(value, dict):
        return {key: without_words(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [inner if isinstance(inner, str) else without_words(inner) for inner in value]
    keep = not isinstance(value, str) or name == "id" or NUMBER.fullmatch(value) or is_uuid(value)
    return value if keep else ""


def lesson_content(lesson: LessonPage) -> dict[str, Any]:
    """Return what a lesson teaches as plain data: what is frozen when it is published."""
    return {
        "title": lesson.title,
        "lede": lesson.lede,
        "outcomes": lesson.outcome_list,
        "where_you_live": lesson.where_you_live,
        "body": normal_content(lesson.raw_body()),
        "summary": lesson.summary_list,
        "sources": lesson.source_list,
        "required": lesson.required,
    }


def lesson_digest(lesson: LessonPage) -> str:
    """Return the fingerprint of what a lesson teaches now."""
    return digest(normal_content(lesson_content(lesson)))

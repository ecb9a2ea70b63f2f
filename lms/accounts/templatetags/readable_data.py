"""Shows exported data in words: nested plain data as a flat list of rows."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

register = template.Library()
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)$")
MOST = 400  # rows on the page; the download holds all


@dataclass(frozen=True)
class Row:
    """One line: what it is, and its value."""

    label: str
    value: str


@register.filter
def as_words(name: str) -> str:
    """Return a key such as "lessons_done" as "Lessons done"."""
    words = str(name).replace("_", " ")
    return words[:1].upper() + words[1:]


@register.simple_tag
def data_rows(part: Any) -> list[Row]:
    """Return the rows of one part, MOST at most, the way down to each value in its label."""
    rows = _walk(part, [])
    return rows if len(rows) <= MOST else [*rows[:MOST], Row("…", _("The download holds everything."))]


def _walk(value: Any, path: list[str]) -> list[Row]:
    if isinstance(value, dict):
        return [row for key, inner in value.items() for row in _walk(inner, [*path, as_words(key)])]
    if isinstance(value, list | tuple):
        if all(isinstance(inner, str) for inner in value):
            return _walk(", ".join(value), path)
        return [row for number, inner in enumerate(value, 1) for row in _walk(inner, [*path, str(number)])]
    if value is None or value == "":
        return []
    if isinstance(value, bool):
        return [Row(": ".join(path), _("yes") if value else _("no"))]
    return [Row(": ".join(path), _moment(str(value)))]


def _moment(text: str) -> str:
    """Return a time in ISO 8601 as people write it, in the time zone of the page; any other text as it is."""
    if not MOMENT.match(text):
        return text
    return date_format(localtime(datetime.fromisoformat(text)), "j F Y, H:i")

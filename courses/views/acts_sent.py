"""Reads what a phone kept while it had no network: strict JSON, small, each act checked by itself."""

import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from courses.blocks.questions import Response
from courses.services.acts import ANSWER, KINDS_OF_EVIDENCE, Act, Given

MOST_ACTS = 100
MOST_BYTES = 64 * 1024
MOST_OPTIONS, LONGEST_OPTION, LONGEST_TEXT = 64, 200, 10_000
MOST_FIELDS, LONGEST_FORM = 200, 50_000  # 4,000 letters of any script, each written as up to four %XX
YEARS = range(2000, 2201)
VERSIONS = range(1_000_000_000)
FOR_ALL = frozenset({"id", "act", "programme", "year", "lesson", "at", "language"})
FOR_ANSWERS = frozenset({"question", "seen", "option_ids", "text", "form"})
NO_TEXT = re.compile("[\x00\ud800-\udfff]")  # what no database keeps and no person types


class BadBatch(Exception):
    """Nothing of it can be read; `status` and `message` say why."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.message, self.status = message, status


class BadAct(Exception):
    """One act cannot be read; the message says which part."""


@dataclass(frozen=True)
class Refused:
    """An act that could not be read, under the id it came with."""

    id: str
    message: str


@dataclass(frozen=True)
class Batch:
    """What a phone sent. `who` is the mark of the person the acts belong to; "" for somebody nobody knows yet."""

    who: str
    rows: list[Act | Refused]


def read_batch(raw: bytes) -> Batch:
    """Return the acts in a request's body. Raises BadBatch where it is too large or no batch."""
    if len(raw) > MOST_BYTES:
        raise BadBatch(_("That is too much at once. Send at most 64 kB."), 413)
    try:
        data = json.loads(raw.decode(), parse_constant=no_number)
    except (ValueError, RecursionError) as error:
        raise BadBatch(_("This is not JSON that we can read.")) from error
    if not isinstance(data, dict) or not {"acts"} <= set(data) <= {"acts", "who"}:
        raise BadBatch(_("Send an object with “acts” and “who”."))
    acts, who = data["acts"], data.get("who", "")
    if not isinstance(who, str) or not isinstance(acts, list):
        raise BadBatch(_("“acts” must be a list, and “who” a text."))
    if len(acts) > MOST_ACTS:
        raise BadBatch(_("That are too many acts at once. Send at most 100."), 413)
    return Batch(who, [read_row(row) for row in acts])


def no_number(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which are no JSON."""
    raise ValueError(name)


def read_row(row: Any) -> Act | Refused:
    """Return one act, or why it cannot be one."""
    try:
        return read_act(row)
    except BadAct as error:
        sent = row.get("id") if isinstance(row, dict) else None
        known = sent if isinstance(sent, str) and len(sent) <= 64 and not NO_TEXT.search(sent) else ""
        return Refused(known, str(error))


def read_act(row: Any) -> Act:
    """Return one act. Raises BadAct."""
    if not isinstance(row, dict):
        raise BadAct(_("An act must be an object."))
    what = part(row, "act", is_one_of(ANSWER, *KINDS_OF_EVIDENCE))
    if unknown := set(row) - FOR_ALL - (FOR_ANSWERS if what == ANSWER else frozenset()):
        raise BadAct(_("We do not know “%(name)s” here.") % {"name": ascii(min(unknown))[1:40].rstrip("'")})
    return Act(
        id=part(row, "id", a_uuid),
        act=what,
        programme=part(row, "programme", a_uuid),
        year=part(row, "year", a_number_in(YEARS)),
        lesson=part(row, "lesson", a_uuid),
        at=part(row, "at", a_moment) if row.get("at") is not None else None,
        given=read_given(row) if what == ANSWER else None,
        language=part(row, "language", a_text(12)) if "language" in row else "",
    )


def read_given(row: dict[str, Any]) -> Given:
    """Return the answer in an act."""
    return Given(
        question=part(row, "question", a_uuid),
        seen=part(row, "seen", a_number_in(VERSIONS)) if "seen" in row else 0,
        response=Response(
            part(row, "option_ids", option_ids) if "option_ids" in row else (),
            part(row, "text", a_text(LONGEST_TEXT)) if "text" in row else "",
        ),
        form=part(row, "form", a_form) if "form" in row else "",
    )


def part(row: dict[str, Any], name: str, read: Callable[[Any], Any]) -> Any:
    """Return one part of an act, read and checked. Raises BadAct, naming it."""
    try:
        return read(row[name])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise BadAct(_("“%(name)s” is missing or is not what it should be.") % {"name": name}) from error


def a_uuid(value: Any) -> uuid.UUID:
    """Return a uuid written with or without dashes."""
    if not isinstance(value, str) or len(value) > 36:
        raise ValueError
    return uuid.UUID(value)


def a_text(longest: int) -> Callable[[Any], str]:
    """Return a reader of text that a database can keep."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or len(value) > longest or NO_TEXT.search(value):
            raise ValueError
        return value

    return read


def is_one_of(*words: str) -> Callable[[Any], str]:
    """Return a reader that accepts these words only."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in words:
            raise ValueError
        return value

    return read


def a_number_in(numbers: range) -> Callable[[Any], int]:
    """Return a reader of whole numbers within bounds; true and false are none."""

    def read(value: Any) -> int:
        if type(value) is not int or value not in numbers:
            raise ValueError
        return value

    return read


def a_moment(value: Any) -> datetime:
    """Return an instant written as ISO 8601 with its offset from UTC."""
    moment = parse_datetime(value) if isinstance(value, str) and len(value) <= 40 else None
    if moment is None or moment.tzinfo is None:
        raise ValueError
    return moment


def a_form(value: Any) -> str:
    """Return the fields of a form, as browsers write them in an address."""
    form = a_text(LONGEST_FORM)(value)
    if form.count("&") >= MOST_FIELDS:
        raise ValueError
    return form


def option_ids(value: Any) -> tuple[str, ...]:
    """Return the ids of options, in order."""
    if not isinstance(value, list) or len(value) > MOST_OPTIONS:
        raise ValueError
    read = a_text(LONGEST_OPTION)
    return tuple(read(one) for one in value)

"""A lesson that asks in all nine ways, and the forms that answer it."""

import json
import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client

from courses.blocks.questions.serving import side_id
from courses.models import LessonPage
from tests.courses.conftest import School
from tests.courses.school import DECOY, EVERY_KIND, RIGHT, SENT, TERM_A, TERM_B, WRONG, Raw, publish

IDS = {kind: str(uuid.uuid5(uuid.NAMESPACE_DNS, kind)) for kind in EVERY_KIND}


def ask_everything(school: School) -> LessonPage:
    """Publish the first lesson with one question of each kind; ids of options differ from question to question."""
    body = [own_ids(make(block_id=IDS[kind]), kind) for kind, make in EVERY_KIND.items()]
    school.first.body = json.dumps(body)
    school.lessons[0] = publish(school.first)
    return school.first


def own(option_id: str, kind: str) -> str:
    """Return an option's id in the question of one kind: no id may stand twice in a lesson."""
    return str(uuid.uuid5(uuid.UUID(option_id), kind))


def own_ids(value: Any, kind: str) -> Any:
    """Return a stored question with its own ids for all items."""
    if isinstance(value, list):
        return [own_ids(one, kind) for one in value]
    if isinstance(value, dict):
        inner = {name: own_ids(one, kind) for name, one in value.items()}
        return {**inner, "id": own(value["id"], kind)} if value.get("type") == "item" else inner
    return value


def sent(kind: str, *, right: bool = True) -> Raw:
    """Return what the form of a kind sends: right, or not right yet."""
    if kind == "reflection":
        return {"text": "By June, which land?" if right else "Another thought", "kept": "0"}
    if kind == "poll":
        return {"option": own(RIGHT if right else WRONG, kind)}
    raw = SENT[kind][0 if right else 1]
    if kind in {"single_choice", "multiple_choice"}:
        options = raw["option"] if isinstance(raw["option"], list) else [raw["option"]]
        return {"option": [own(one, kind) for one in options]}
    if kind == "ordering":
        return {f"place-{own(name.removeprefix('place-'), kind)}": place for name, place in raw.items()}
    if kind == "matching":
        return matching(right)
    return dict(raw)


def matching(right: bool) -> Raw:
    """Return the form of the matching question, whose ids follow from its own items."""
    a, b, other = (own(one, "matching") for one in (TERM_A, TERM_B, DECOY))
    pairs = {a: a, b: b if right else other}
    return {f"match-{side_id(term, 'term')}": side_id(meaning, "meaning") for term, meaning in pairs.items()}


def address(school: School, kind: str) -> str:
    """Return where the question of one kind is answered."""
    return f"/learning/lessons/{school.first.pk}/questions/{IDS[kind]}/"


def answer(client: Client, school: School, kind: str, data: Raw | None = None, *, right: bool = True) -> HttpResponse:
    """Send a form, with a new id of its own unless one is given."""
    return client.post(
        address(school, kind), {"client_uuid": str(uuid.uuid4()), "seen": "1", **(data or sent(kind, right=right))}
    )


def read(client: Client, school: School) -> str:
    """Return the lesson as this browser sees it."""
    return client.get(school.first.url).content.decode()

"""The rules a statement must keep, written from the specification (xAPI-Data.md 1.0.3, parts 2.2 to 2.4 and appendix C;
IEEE 9274.1.1 for 2.0): `faults_of(statement)` returns what is wrong as sentences, nothing for a good one."""

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

Rule = Callable[[Any], Iterator[str]]

STATEMENT = {
    "id", "actor", "verb", "object", "result", "context", "timestamp", "stored", "authority", "version", "attachments",
}  # fmt: skip
IDENTIFIERS = {"mbox", "mbox_sha1sum", "openid", "account"}
COMPONENTS = {
    "choice": {"choices"}, "sequencing": {"choices"}, "likert": {"scale"}, "matching": {"source", "target"},
    "performance": {"steps"}, "true-false": set(), "fill-in": set(), "long-fill-in": set(), "numeric": set(),
    "other": set(),
}  # fmt: skip
DEFINITION = {
    "name", "description", "type", "moreInfo", "extensions", "interactionType", "correctResponsesPattern", "choices",
    "scale", "source", "target", "steps",
}  # fmt: skip
ABOUT_ACTIVITIES_ONLY = {"revision", "platform"}
CONTEXT = {
    "registration", "instructor", "team", "contextActivities", "language", "statement", "extensions",
} | ABOUT_ACTIVITIES_ONLY  # fmt: skip
LANGUAGE = re.compile(r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")
RFC3339 = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")
VERSION = re.compile(r"^(1\.0\.\d+|2\.0\.\d+)$")
VOIDED = "http://adlnet.gov/expapi/verbs/voided"


def faults_of(statement: Any) -> list[str]:
    """Return everything wrong with a statement."""
    return list(statement_faults(statement))


def unknown(thing: dict[str, Any], known: set[str], what: str) -> Iterator[str]:
    """Say which names do not belong."""
    yield from (f"{what}: unknown {name}" for name in sorted(set(thing) - known))


def no_nulls(thing: Any, path: str) -> Iterator[str]:
    """Null stands nowhere but in extensions, and nothing is an empty object."""
    if isinstance(thing, dict):
        for name, inner in thing.items():
            if name == "extensions":
                continue
            if inner is None:
                yield f"{path}.{name} is null"
            if inner == {}:
                yield f"{path}.{name} is empty"
            yield from no_nulls(inner, f"{path}.{name}")
    elif isinstance(thing, list):
        for place, inner in enumerate(thing):
            yield from no_nulls(inner, f"{path}[{place}]")


def is_iri(value: Any) -> bool:
    """Tell whether a value is an absolute IRI."""
    return isinstance(value, str) and bool(urlsplit(value).scheme) and not re.search(r"\s", value)


def is_uuid(value: Any) -> bool:
    """Tell whether a value is a UUID of RFC 4122 in its usual spelling."""
    try:
        return isinstance(value, str) and uuid.UUID(value).variant == uuid.RFC_4122 and len(value) == 36
    except ValueError:
        return False


def statement_faults(one: Any) -> Iterator[str]:
    """The statement as a whole."""
    if not isinstance(one, dict):
        yield "not an object"
        return
    yield from unknown(one, STATEMENT, "statement")
    yield from no_nulls(one, "statement")
    yield from (f"{name} is missing" for name in ("actor", "verb", "object") if name not in one)
    if "id" in one and not is_uuid(one["id"]):
        yield "id is not a UUID"
    if not VERSION.match(str(one.get("version", "1.0.0"))):
        yield "version is neither 1.0 nor 2.0"
    for name in ("timestamp", "stored"):
        if name in one:
            yield from moment_faults(one[name], name)
    yield from agent_faults(one.get("actor"), "actor")
    yield from verb_faults(one.get("verb"))
    yield from object_faults(one.get("object"), one.get("verb"))
    yield from result_faults(one.get("result"), one.get("object"))
    yield from context_faults(one.get("context"), one.get("object"))


def moment_faults(value: Any, name: str) -> Iterator[str]:
    """RFC 3339, with a zone that is known."""
    if not isinstance(value, str) or not RFC3339.match(value) or value.endswith("-00:00"):
        yield f"{name} is no moment"
        return
    try:
        datetime.fromisoformat(value)
    except ValueError:
        yield f"{name} is no moment"


def agent_faults(agent: Any, name: str) -> Iterator[str]:
    """A person or group with exactly one identifier."""
    if not isinstance(agent, dict):
        yield f"{name} is no agent"
        return
    found = IDENTIFIERS & set(agent)
    if agent.get("objectType", "Agent") not in {"Agent", "Group"}:
        yield f"{name} is neither agent nor group"
    yield from unknown(agent, IDENTIFIERS | {"objectType", "name", "member"}, name)
    if len(found) != 1 and not (agent.get("objectType") == "Group" and "member" in agent and not found):
        yield f"{name} has {len(found)} identifiers"
    if "mbox" in agent and not re.match(r"^mailto:[^@\s]+@[^@\s]+$", str(agent["mbox"])):
        yield f"{name}: mbox is no mailto"
    account = agent.get("account")
    if account is not None:
        yield from unknown(account, {"homePage", "name"}, f"{name}.account")
        if not is_iri(account.get("homePage")) or not isinstance(account.get("name"), str):
            yield f"{name}: account needs homePage and name"


def verb_faults(verb: Any) -> Iterator[str]:
    """An IRI, and words for it."""
    if not isinstance(verb, dict):
        yield "verb is no object"
        return
    yield from unknown(verb, {"id", "display"}, "verb")
    if not is_iri(verb.get("id")):
        yield "verb id is no IRI"
    yield from map_faults(verb.get("display", {}), "verb.display")


def map_faults(words: Any, name: str) -> Iterator[str]:
    """Language tags to text."""
    if not isinstance(words, dict):
        yield f"{name} is no language map"
        return
    for tag, text in words.items():
        if not LANGUAGE.match(tag) or not isinstance(text, str):
            yield f"{name}: {tag} is no language"


def object_faults(thing: Any, verb: Any) -> Iterator[str]:
    """What it is about; a voiding statement is about another statement."""
    if not isinstance(thing, dict):
        yield "object is no object"
        return
    kind = thing.get("objectType", "Activity")
    if isinstance(verb, dict) and verb.get("id") == VOIDED and kind != "StatementRef":
        yield "voided needs a StatementRef"
    if kind == "StatementRef":
        yield from unknown(thing, {"objectType", "id"}, "object")
        if not is_uuid(thing.get("id")):
            yield "StatementRef is no UUID"
    elif kind == "Activity":
        yield from activity_faults(thing, "object")
    elif kind in {"Agent", "Group"}:
        yield from agent_faults(thing, "object")
    else:
        yield "object of an unknown type"


def activity_faults(activity: Any, name: str) -> Iterator[str]:
    """An IRI, and a definition that keeps its own rules."""
    if not isinstance(activity, dict):
        yield f"{name} is no activity"
        return
    yield from unknown(activity, {"objectType", "id", "definition"}, name)
    if not is_iri(activity.get("id")):
        yield f"{name} id is no IRI"
    definition = activity.get("definition", {})
    yield from unknown(definition, DEFINITION, f"{name}.definition")
    for words in ("name", "description"):
        if words in definition:
            yield from map_faults(definition[words], f"{name}.{words}")
    for address in ("type", "moreInfo"):
        if address in definition and not is_iri(definition[address]):
            yield f"{name}.{address} is no IRI"
    yield from extension_faults(definition.get("extensions", {}), name)
    yield from interaction_faults(definition, name)


def interaction_faults(definition: dict[str, Any], name: str) -> Iterator[str]:
    """A known interaction type with its own components and no others, each with an id of its own."""
    lists = {"choices", "scale", "source", "target", "steps"} & set(definition)
    kind = definition.get("interactionType")
    if kind is None:
        if lists or "correctResponsesPattern" in definition:
            yield f"{name}: components without interactionType"
        return
    if kind not in COMPONENTS:
        yield f"{name}: unknown interactionType"
        return
    yield from (f"{name}: {wrong} does not belong to {kind}" for wrong in sorted(lists - COMPONENTS[kind]))
    for part in lists:
        ids = [component.get("id") for component in definition[part]]
        if len(set(ids)) != len(ids) or not all(
            isinstance(one, str) and one and not re.search(r"\s", one) for one in ids
        ):
            yield f"{name}: ids of {part}"
        for component in definition[part]:
            yield from unknown(component, {"id", "description"}, f"{name}.{part}")
            yield from map_faults(component.get("description", {}), f"{name}.{part}")


def extension_faults(extensions: Any, name: str) -> Iterator[str]:
    """Anything, under IRIs."""
    if not isinstance(extensions, dict) or not all(map(is_iri, extensions)):
        yield f"{name}: extensions need IRIs"


def result_faults(result: Any, thing: Any) -> Iterator[str]:
    """Scores in range, true or false, and a response in its interaction's format."""
    if result is None:
        return
    yield from unknown(result, {"score", "success", "completion", "response", "duration", "extensions"}, "result")
    for name in ("success", "completion"):
        if name in result and not isinstance(result[name], bool):
            yield f"result.{name} is not true or false"
    scaled = result.get("score", {}).get("scaled")
    if scaled is not None and not -1 <= scaled <= 1:
        yield "result.score.scaled is out of range"
    yield from extension_faults(result.get("extensions", {}), "result")
    if "response" in result:
        definition = thing.get("definition", {}) if isinstance(thing, dict) else {}
        yield from response_faults(result["response"], definition)


def response_faults(response: Any, definition: dict[str, Any]) -> Iterator[str]:
    """Components that exist, and pairs of them."""
    if not isinstance(response, str):
        yield "response is no text"
        return
    kind = definition.get("interactionType")
    known = {name: {one["id"] for one in definition.get(name, [])} for name in ("choices", "source", "target")}
    if kind == "true-false" and response not in {"true", "false"}:
        yield "response is neither true nor false"
    if kind in {"choice", "sequencing"}:
        chosen = response.split("[,]")
        if not set(chosen) <= known["choices"] or len(set(chosen)) != len(chosen):
            yield "response names no choice"
    if kind == "matching":
        pairs = [pair.split("[.]") for pair in response.split("[,]")]
        if not all(len(pair) == 2 and pair[0] in known["source"] and pair[1] in known["target"] for pair in pairs):
            yield "response names no pair"


def context_faults(context: Any, thing: Any) -> Iterator[str]:
    """Where it belongs."""
    if context is None:
        return
    yield from unknown(context, CONTEXT, "context")
    if "registration" in context and not is_uuid(context["registration"]):
        yield "registration is no UUID"
    if "language" in context and not LANGUAGE.match(str(context["language"])):
        yield "context.language is no language"
    is_activity = isinstance(thing, dict) and thing.get("objectType", "Activity") == "Activity"
    if ABOUT_ACTIVITIES_ONLY & set(context) and not is_activity:
        yield "revision and platform are about activities only"
    yield from extension_faults(context.get("extensions", {}), "context")
    activities = context.get("contextActivities", {})
    yield from unknown(activities, {"parent", "grouping", "category", "other"}, "contextActivities")
    for name, several in activities.items():
        if not isinstance(several, list):
            yield f"contextActivities.{name} is no list"
            continue
        for one in several:
            yield from activity_faults(one, f"contextActivities.{name}")

"""Questions and answers in the form of cmi.interaction (xAPI-Data.md, "Interaction Activities").

The right answer is never in it: a learner may download their records before they found it. What people write for
themselves is not in it either, and polls are not exported at all.
"""

from typing import Any

from courses.blocks.questions import Payload, Response
from courses.xapi.vocabulary import Json

NEXT, BETWEEN = "[,]", "[.]"
NOT_EXPORTED = frozenset({"poll"})

INTERACTIONS = {
    "single_choice": "choice",
    "multiple_choice": "choice",
    "true_false": "true-false",
    "ordering": "sequencing",
    "matching": "matching",
    "numeric": "numeric",
    "short_text": "fill-in",
    "reflection": "long-fill-in",
}


def definition(kind: str, payload: Payload, language: str) -> Json:
    """Return what belongs into a question's definition. A kind that is not known here is "other"."""
    interaction = INTERACTIONS.get(kind, "other")
    found: Json = {"interactionType": interaction}
    if interaction in {"choice", "sequencing"}:
        found["choices"] = components(payload["options"], language)
    if interaction == "matching":
        found["source"] = components(payload["terms"], language)
        found["target"] = components(payload["options"], language)
    return found


def components(parts: list[dict[str, Any]], language: str) -> list[Json]:
    """Return options as interaction components."""
    return [{"id": str(part["id"]), "description": {language: str(part["text"])}} for part in parts]


def response(kind: str, answer: Response) -> str | None:
    """Return what was answered as its format says; None where it is private, or cannot be said in a format."""
    interaction = INTERACTIONS.get(kind, "other")
    if interaction == "long-fill-in":
        return None
    if interaction == "matching":
        return NEXT.join(pair.replace("=", BETWEEN, 1) for pair in answer.option_ids)
    if interaction in {"numeric", "fill-in"}:
        return answer.text
    return NEXT.join(answer.option_ids)

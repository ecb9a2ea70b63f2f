"""Turns a lesson file's body into stored blocks. Every block and option has the same id on every load (G7)."""

from typing import Any

from cms.models import Fact
from lms.demo.pages import stable_id

Block = dict[str, Any]


def stored_body(lesson_key: str, body: list[Block]) -> list[Block]:
    """Return the stored form of a lesson's body.

    Questions are known by their key, everything else by its kind and its place among its kind.
    """
    seen: dict[str, int] = {}
    stored = []
    for block in body:
        kind = block["type"]
        seen[kind] = seen.get(kind, 0) + 1
        name = block.get("key") or f"{kind}:{seen[kind]}"
        path = f"lesson:{lesson_key}/{name}"
        stored.append({"type": kind, "value": MAKERS[kind](block, path), "id": stable_id(path)})
    return stored


def html_of(block: Block) -> str:
    """Return a block's rich text without the line breaks of the file."""
    return "".join(line.strip() for line in block["html"].splitlines())


def options_value(block: Block, path: str) -> Block:
    """Return a question whose options are a list of items with ids."""
    return {
        "question": block["question"],
        "options": [
            {
                "type": "item",
                "id": stable_id(f"{path}/option:{place}"),
                "value": {name: option[name] for name in ("text", "correct", "why")},
            }
            for place, option in enumerate(block["options"], start=1)
        ],
    }


def true_false_value(block: Block, path: str) -> Block:
    """Return a statement with its truth and a reason for each choice."""
    by_text = {option["text"].strip().lower(): option for option in block["options"]}
    return {
        "question": block["question"],
        "answer": "true" if by_text["true"]["correct"] else "false",
        "why_true": by_text["true"]["why"],
        "why_false": by_text["false"]["why"],
    }


def fact_value(block: Block, path: str) -> Block:
    """Return a fact by reference."""
    return {"fact": Fact.objects.values_list("pk", flat=True).get(key=block["fact"])}


MAKERS = {
    "text": lambda block, path: html_of(block),
    "heading": lambda block, path: block["text"],
    "callout": lambda block, path: {"kind": block["kind"], "title": block["title"], "text": html_of(block)},
    "quote": lambda block, path: {"text": block["text"], "who": block["who"]},
    "fact": fact_value,
    "prompt": lambda block, path: {"text": html_of(block)},
    "task": lambda block, path: {"title": block["title"], "minutes": block.get("minutes"), "text": html_of(block)},
    "single_choice": options_value,
    "multiple_choice": options_value,
    "true_false": true_false_value,
}

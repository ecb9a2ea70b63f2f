"""Turns a lesson file's body into stored blocks. Every block and option has the same id on every load (G7)."""

from collections.abc import Iterable
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


def stored_easy_read(lesson_key: str, parts: list[Block]) -> list[Block]:
    """Return the stored form of a lesson's Easy Read version: headings and ideas, in order."""
    return [
        {
            "type": "heading" if "heading" in part else "idea",
            "value": part.get("heading") or {"picture": None, "drawing": part["drawing"], "text": part["text"]},
            "id": stable_id(f"lesson:{lesson_key}/easy-read:{place}"),
        }
        for place, part in enumerate(parts, start=1)
    ]


def html_of(block: Block) -> str:
    """Return a block's rich text without the line breaks of the file."""
    return "".join(line.strip() for line in block["html"].splitlines())


def items(path: str, name: str, values: Iterable[Any]) -> list[Block]:
    """Return a stored list, its items known by their place in the file."""
    return [
        {
            "type": "item",
            "id": stable_id(f"{path}/{name}:{place}"),
            "value": value,
        }
        for place, value in enumerate(values, start=1)
    ]


def asked(block: Block, **parts: Any) -> Block:
    """Return a question that is marked, with where to read again."""
    return {"question": block["question"], **parts, "read_again": block.get("read_again", "")}


def options_value(block: Block, path: str) -> Block:
    """Return a question whose options are a list of items with ids."""
    options = ({name: option[name] for name in ("text", "correct", "why")} for option in block["options"])
    return asked(block, options=items(path, "option", options))


def ordering_value(block: Block, path: str) -> Block:
    """Return lines in their right order."""
    return asked(block, steps=items(path, "step", block["steps"]), why=block["why"])


def matching_value(block: Block, path: str) -> Block:
    """Return words with their meanings."""
    return asked(
        block,
        pairs=items(path, "pair", block["pairs"]),
        decoys=items(path, "decoy", block.get("decoys", [])),
    )


def numeric_value(block: Block, path: str) -> Block:
    """Return a number to work out."""
    parts = {name: block.get(name, "") for name in ("answer", "unit", "why", "not_yet")}
    return asked(
        block, **parts, tolerance=block.get("tolerance", "0"), slips=items(path, "slip", block.get("slips", []))
    )


def short_text_value(block: Block, path: str) -> Block:
    """Return a few words to type."""
    return asked(block, accepted=items(path, "accepted", block["accepted"]), why=block["why"])


def poll_value(block: Block, path: str) -> Block:
    """Return choices to vote for."""
    return {"question": block["question"], "options": items(path, "choice", block["choices"])}


def true_false_value(block: Block, path: str) -> Block:
    """Return a statement with its truth and a reason for each choice."""
    by_text = {option["text"].strip().lower(): option for option in block["options"]}
    return asked(
        block,
        answer="true" if by_text["true"]["correct"] else "false",
        why_true=by_text["true"]["why"],
        why_false=by_text["false"]["why"],
    )


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
    "ordering": ordering_value,
    "matching": matching_value,
    "numeric": numeric_value,
    "short_text": short_text_value,
    "reflection": lambda block, path: {"question": block["question"], "thought": block.get("thought", "")},
    "poll": poll_value,
}

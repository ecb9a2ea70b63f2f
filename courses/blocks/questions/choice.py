"""What questions with options have in common: their frozen shape, and the feedback that marking gives.

A frozen question (a payload) is plain data: `{"question": str, "options": [{"id", "text", "correct", "why"}]}`.
Marking looks at option ids only, never at positions or words, so a corrected typo re-marks nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from wagtail import blocks

Payload = dict[str, Any]


@dataclass(frozen=True)
class OptionNote:
    """What is said beside one option after checking: `right`, `wrong` or `missed`, and why."""

    state: str
    label: str
    why: str = ""


@dataclass(frozen=True)
class Mark:
    """The outcome of one answer, in words. `notes` is keyed by option id."""

    right: bool
    headline: str
    detail: str = ""
    notes: dict[str, OptionNote] = field(default_factory=dict)


class OptionBlock(blocks.StructBlock):
    """One possible answer."""

    text = blocks.CharBlock(label="Answer", max_length=300)
    correct = blocks.BooleanBlock(label="This is right", required=False)
    why = blocks.TextBlock(
        label="Why", rows=2, help_text="For example: “Not this one. Councillors vote, officers advise.”"
    )

    class Meta:
        icon = "list-ul"
        label_format = "{text}"


TWO_EMPTY = [{"text": "", "correct": False, "why": ""}, {"text": "", "correct": False, "why": ""}]


class ChoiceQuestion:
    """The part of a question kind that works on frozen questions. Mixed into its block."""

    kind: ClassVar[str]
    several: ClassVar[bool] = False  # whether more than one option may be chosen
    hint: ClassVar[str] = ""

    @classmethod
    def options_of(cls, payload: Payload) -> dict[str, dict[str, Any]]:
        """Return the options of a frozen question by id, in the order they were served."""
        return {option["id"]: option for option in payload["options"]}

    @classmethod
    def right_ids(cls, payload: Payload) -> frozenset[str]:
        """Return the ids of the right options. Server side only."""
        return frozenset(option["id"] for option in payload["options"] if option["correct"])

    @classmethod
    def accepts(cls, payload: Payload, chosen: Iterable[str]) -> bool:
        """Return whether these option ids could have been sent by this question's form."""
        ids = list(chosen)
        known = set(ids) <= set(cls.options_of(payload))
        return known and len(ids) == len(set(ids)) and bool(ids) and (cls.several or len(ids) == 1)

    @classmethod
    def plain(cls, payload: Payload) -> str:
        """Return the question for paper: letters to circle, and no answer key."""
        lines = [payload["question"]]
        for place, option in enumerate(payload["options"]):
            lines.append(f"  {chr(ord('A') + place)}. {option['text']}")
        return "\n".join(lines)


def mark_one(payload: Payload, chosen: frozenset[str]) -> Mark:
    """Mark a question with exactly one right answer. The reason stands in the feedback, right or wrong."""
    (choice,) = chosen
    option = ChoiceQuestion.options_of(payload)[choice]
    if option["correct"]:
        return Mark(True, "Yes, that’s right", option["why"], {choice: OptionNote("right", "Right")})
    note = OptionNote("wrong", "Not this one")
    return Mark(False, "Not quite. Have another go", option["why"], {choice: note})


def freeze_options(question: str, options: blocks.list_block.ListValue) -> Payload:
    """Return the payload of a question whose options are a list block; option ids are the list's item ids."""
    return {
        "question": question.strip(),
        "options": [
            {
                "id": child.id,
                "text": child.value["text"],
                "correct": bool(child.value["correct"]),
                "why": child.value["why"],
            }
            for child in options.bound_blocks
        ],
    }


def refuse(field_name: str, message: str) -> None:
    """Raise the error that Wagtail shows beside one field of a block."""
    raise blocks.StructBlockValidationError(block_errors={field_name: ValidationError(message)})


def check_options(options: blocks.list_block.ListValue) -> int:
    """Return how many options are right; refuse two with the same words or one without a reason."""
    texts = [str(option["text"]).strip().casefold() for option in options]
    if len(set(texts)) != len(texts):
        refuse("options", "Two answers say the same. Change one of them.")
    if not all(str(option["why"]).strip() for option in options):
        refuse("options", "Say why for every answer, right or wrong.")
    return sum(bool(option["correct"]) for option in options)

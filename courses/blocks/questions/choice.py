"""What questions with options to choose from have in common.

Their payload is `{"question": str, "options": [{"id", "text", "correct", "why"}]}`.
"""

from dataclasses import replace
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from wagtail import blocks

from courses.blocks.questions.protocol import (
    Line,
    Mark,
    OptionNote,
    Payload,
    QuestionBlock,
    Response,
    frozen,
    letter,
    refuse,
)
from courses.errors import NoAnswer, QuestionChanged


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


class ChoiceQuestion(QuestionBlock):
    """A fieldset of radios, or of checkboxes where `several` may be chosen."""

    several: ClassVar[bool] = False

    @classmethod
    def options_of(cls, payload: Payload) -> dict[str, dict[str, Any]]:
        """Return the options of a frozen question by id, in the order they are served."""
        return {option["id"]: option for option in payload["options"]}

    @classmethod
    def right_ids(cls, payload: Payload) -> frozenset[str]:
        """Return the ids of the right options. Server side only."""
        return frozenset(option["id"] for option in payload["options"] if option["correct"])

    @classmethod
    def accept(cls, payload: Payload, response: Response) -> Response:
        """Return the chosen ids, sorted. Raises NoAnswer for none, QuestionChanged for what the form does not have."""
        chosen = set(response.option_ids)
        if not chosen:
            raise NoAnswer
        if not chosen <= set(cls.options_of(payload)) or (len(chosen) > 1 and not cls.several):
            raise QuestionChanged
        return Response(tuple(sorted(chosen)))

    @classmethod
    def mark(cls, payload: Payload, response: Response) -> Mark:
        """Mark exactly one chosen option. The reason stands in the feedback, right or wrong."""
        (choice,) = response.option_ids
        option = cls.options_of(payload)[choice]
        if option["correct"]:
            return Mark(True, _("Yes, that’s right"), option["why"], {choice: OptionNote("right", _("Right"))})
        note = OptionNote("wrong", _("Not this one"))
        return Mark(False, _("Not quite. Have another go"), option["why"], {choice: note})

    @classmethod
    def lines(cls, payload: Payload, response: Response, mark: Mark | None) -> list[Line]:
        """Return the options as they are served."""
        return [
            noted(Line(option["id"], option["text"], checked=option["id"] in response.option_ids), mark)
            for option in payload["options"]
        ]

    @classmethod
    def plain(cls, payload: Payload) -> str:
        """Return the question for paper: letters to circle, and no answer key."""
        lines = [payload["question"]]
        lines += [f"  {letter(place)}. {option['text']}" for place, option in enumerate(payload["options"])]
        return "\n".join(lines)

    @classmethod
    def key(cls, payload: Payload) -> str:
        """Return the right options with their letters: "B. An inspector"."""
        places = enumerate(payload["options"])
        return "; ".join(f"{letter(place)}. {option['text']}" for place, option in places if option.get("correct"))

    @classmethod
    def in_words(cls, payload: Payload, response: Response) -> str:
        """Return the chosen options."""
        return "; ".join(option["text"] for option in payload["options"] if option["id"] in response.option_ids)


def noted(line: Line, mark: Mark | None) -> Line:
    """Return a line with what the marking says about it."""
    note = mark.notes.get(line.id) if mark else None
    return replace(line, note=note.state, label=note.label, why=note.why) if note else line


def freeze_options(value: Any) -> Payload:
    """Return the payload of a question whose options are a list block; option ids are the list's item ids."""
    options = [
        {
            "id": child.id,
            "text": child.value["text"],
            "correct": bool(child.value["correct"]),
            "why": child.value["why"],
        }
        for child in value["options"].bound_blocks
    ]
    return frozen(value, options=options)


def refuse_twins(field_name: str, texts: list[str]) -> None:
    """Refuse two lines that say the same: nobody could tell them apart."""
    folded = [text.strip().casefold() for text in texts]
    if len(set(folded)) != len(folded):
        refuse(field_name, "Two answers say the same. Change one of them.")


def check_options(options: blocks.list_block.ListValue) -> int:
    """Return how many options are right; refuse two with the same words or one without a reason."""
    refuse_twins("options", [str(option["text"]) for option in options])
    if not all(str(option["why"]).strip() for option in options):
        refuse("options", "Say why for every answer, right or wrong.")
    return sum(bool(option["correct"]) for option in options)

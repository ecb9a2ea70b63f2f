"""A number to work out, with room for rounding. However it is written, it counts (lms/lib/written_numbers.py).

Payload: `{"question", "answer", "tolerance", "unit", "why", "not_yet", "slips": [{"id", "value", "why"}]}`; numbers are
plain text, so that nothing is lost in them.
"""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from courses.blocks.questions.protocol import (
    Mark,
    Payload,
    QuestionBlock,
    Response,
    frozen,
    read_again_field,
    refuse,
    typed_text,
)
from courses.errors import NoAnswer, QuestionChanged
from lms.lib.written_numbers import LONGEST, read_number

CURRENCIES = {"£": ("pounds", "pound", "gbp"), "%": ("percent", "per cent")}


class NumberBlock(blocks.DecimalBlock):
    """A number of up to 18 digits, stored as plain text: 49 and 49.0 are the same."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=18, decimal_places=6, **kwargs)

    def get_prep_value(self, value: Decimal | None) -> str | None:
        """Return the stored form."""
        return None if value is None else plain_number(value)


class SlipBlock(blocks.StructBlock):
    """A number that people get by one known slip."""

    value = NumberBlock(label="If somebody says")
    why = blocks.TextBlock(label="Say", rows=2, help_text="For example: “That is the number of weeks.”")

    class Meta:
        icon = "warning"
        label_format = "{value}"


class NumericBlock(QuestionBlock):
    """A short text field with a number keyboard."""

    kind = "numeric"
    form = "courses/questions/typed.html"
    hint = gettext_lazy("A number, in figures or in words.")
    longest = LONGEST

    question = blocks.TextBlock(rows=2, help_text="For example: “Seven weeks: how many days is that?”")
    answer = NumberBlock(label="Right answer")
    tolerance = NumberBlock(
        label="Room for rounding",
        required=False,
        min_value=0,
        help_text="2 means that two more or two less is right as well. Empty: it must be exact.",
    )
    unit = blocks.CharBlock(required=False, max_length=20, help_text="For example: days, £, %")
    why = blocks.TextBlock(label="Why", rows=2, help_text="Said when it is right, for example: “Yes: 7 × 7 = 49.”")
    not_yet = blocks.TextBlock(
        label="A hint", rows=2, help_text="Said when it is not right yet, for example: “A week has seven days.”"
    )
    slips = blocks.ListBlock(SlipBlock(), label="Known slips", required=False, max_num=4, default=[])
    read_again = read_again_field()

    def clean(self, value: Any) -> Any:
        """Refuse a slip that would be right."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        room = cleaned["tolerance"] or Decimal(0)
        if any(abs(slip["value"] - cleaned["answer"]) <= room for slip in cleaned["slips"]):
            refuse("slips", "One of these numbers is right, so it is no slip.")
        return cleaned

    def freeze(self, value: Any) -> Payload:
        """Return the question as plain data."""
        return frozen(
            value,
            answer=plain_number(value["answer"]),
            tolerance=plain_number(value["tolerance"]),
            unit=str(value["unit"] or "").strip(),
            why=value["why"],
            not_yet=value["not_yet"],
            slips=[
                {"id": slip.id, "value": plain_number(slip.value["value"]), "why": slip.value["why"]}
                for slip in value["slips"].bound_blocks
            ],
        )

    @classmethod
    def accept(cls, payload: Payload, response: Response) -> Response:
        """Return what was typed. Raises NoAnswer where it is no number."""
        if response.option_ids:
            raise QuestionChanged
        text = typed_text(response.text, cls.longest)
        if number_in(text, payload["unit"]) is None:
            raise NoAnswer(_("Write it as a number, in figures or in words, then check it."))
        return Response(text=text)

    @classmethod
    def mark(cls, payload: Payload, response: Response) -> Mark:
        """Mark by distance from the right number; a known slip gets its own words."""
        number = number_in(response.text, payload["unit"]) or Decimal(0)
        if abs(number - Decimal(payload["answer"])) <= Decimal(payload["tolerance"]):
            return Mark(True, _("Yes, that’s right"), payload["why"])
        slips: dict[Decimal, str] = {Decimal(slip["value"]): slip["why"] for slip in payload["slips"]}
        return Mark(False, _("Not quite. Have another go"), slips.get(number) or payload["not_yet"])

    @classmethod
    def plain(cls, payload: Payload) -> str:
        """Return the question for paper: a line to write on."""
        return f"{payload['question']}\n  ____________ {payload['unit']}".rstrip()

    @classmethod
    def key(cls, payload: Payload) -> str:
        """Return the right number with its unit, and the room there is."""
        number = with_unit(payload["answer"], payload["unit"])
        if payload["tolerance"] == "0":
            return number
        return _("%(number)s, give or take %(room)s") % {"number": number, "room": payload["tolerance"]}

    class Meta:
        icon = "order"
        label = "A number"
        description = "A number to work out, however people write it"
        preview_value = {
            "question": "You will lose your home in seven weeks. How many days is that?",
            "answer": "49",
            "tolerance": "0",
            "unit": "days",
            "why": "Yes: 7 × 7 = 49.",
            "not_yet": "A week has seven days.",
            "slips": [],
        }


def plain_number(value: Decimal | None) -> str:
    """Return a number as text without an exponent or idle zeros: "49", "0.5"; "0" for none."""
    text = format(Decimal(value or 0), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def with_unit(number: str, unit: str) -> str:
    """Return "49 days", "£1200" or "65%"."""
    if unit in {"£", "$", "€"}:
        return f"{unit}{number}"
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}".rstrip()


def number_in(text: str, unit: str) -> Decimal | None:
    """Return the number in a text that may say the unit too: "49 days", "1 day", "12 pounds"."""
    tidy = " ".join(text.casefold().split())
    folded = unit.casefold()
    names = {folded, folded.rstrip("s"), f"{folded}s", *CURRENCIES.get(unit, ())} - {"", "s"}
    for name in sorted(names, key=len, reverse=True):
        if tidy.endswith(name):
            tidy = tidy[: -len(name)].rstrip()
            break
    return read_number(tidy)

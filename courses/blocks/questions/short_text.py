"""A few words to type, compared with several accepted answers. Where none fits, people compare and judge themselves.

Payload: `{"question", "accepted": [{"id", "text"}], "why"}`; the first accepted answer is shown as ours.
"""

import unicodedata
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
    typed_text,
)
from courses.errors import QuestionChanged

SAME = "same"  # "mine says the same"


class ShortTextBlock(QuestionBlock):
    """One line to type on."""

    kind = "short_text"
    form = "courses/questions/typed.html"
    hint = gettext_lazy("A few words. Capitals, commas and accents do not matter.")
    longest = 300
    by_words = True

    question = blocks.TextBlock(rows=2, help_text="For example: “Which words make it a complaint?”")
    accepted = blocks.ListBlock(
        blocks.CharBlock(max_length=300),
        label="Accepted answers",
        min_num=1,
        max_num=20,
        help_text="The first one is shown to people who want to compare. Add other ways of saying it.",
    )
    why = blocks.TextBlock(
        label="Why", rows=2, help_text="Said beside our answer, for example: “Those words start the clock.”"
    )
    read_again = read_again_field()

    def freeze(self, value: Any) -> Payload:
        """Return the question as plain data."""
        accepted = [{"id": child.id, "text": child.value} for child in value["accepted"].bound_blocks]
        return frozen(value, accepted=accepted, why=value["why"])

    @classmethod
    def accept(cls, payload: Payload, response: Response) -> Response:
        """Return what was typed, and whether its writer finds that it says the same as ours."""
        if set(response.option_ids) - {SAME}:
            raise QuestionChanged
        return Response(response.option_ids[:1], typed_text(response.text, cls.longest))

    @classmethod
    def mark(cls, payload: Payload, response: Response) -> Mark:
        """Compare with every accepted answer; else believe what people say about their own words."""
        ours = " ".join([f"“{payload['accepted'][0]['text']}”", payload["why"]])
        if folded(response.text) in {folded(one["text"]) for one in payload["accepted"]}:
            return Mark(True, _("Yes, that’s right"), payload["why"])
        if SAME in response.option_ids:
            return Mark(True, _("Yours says the same as ours"), ours)
        return Mark(False, _("Compare it with ours"), ours, compare=True)

    @classmethod
    def plain(cls, payload: Payload) -> str:
        """Return the question for paper: a line to write on."""
        return f"{payload['question']}\n  ________________________________________"

    @classmethod
    def key(cls, payload: Payload) -> str:
        """Return our answer."""
        return str(payload["accepted"][0]["text"])

    class Meta:
        icon = "pilcrow"
        label = "A few words"
        description = "A few words to type, with several accepted answers"
        preview_value = {
            "question": "“Please fix it” is a service request. Which words make it a complaint?",
            "accepted": ["This is a stage 1 complaint"],
            "why": "Those words start the clock.",
        }


def folded(text: str) -> str:
    """Return a text without what does not matter: capitals, accents, punctuation, spacing. "&" counts as "and"."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    kept = [
        character if unicodedata.category(character)[0] in "LNM" else " "
        for character in plain
        if not unicodedata.combining(character) and character not in "'’"
    ]
    return " ".join("".join(kept).split())

"""A statement that is true or false: good for myths."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from wagtail import blocks

from courses.blocks.questions.choice import ChoiceQuestion
from courses.blocks.questions.protocol import Line, Mark, Payload, Response, frozen, read_again_field

TRUE, FALSE = "true", "false"


class TrueFalseBlock(ChoiceQuestion):
    """Two radios with fixed option ids; each has its own reason."""

    kind = "true_false"

    question = blocks.TextBlock(
        label="Statement", rows=2, help_text="For example: “You must be a British citizen to object to a plan.”"
    )
    answer = blocks.ChoiceBlock(label="It is", choices=[(TRUE, "True"), (FALSE, "False")])
    why_true = blocks.TextBlock(label="Said to people who choose “True”", rows=2)
    why_false = blocks.TextBlock(label="Said to people who choose “False”", rows=2)
    read_again = read_again_field()

    def freeze(self, value: Any) -> Payload:
        """Return the question as plain data."""
        options = [
            {"id": TRUE, "text": "True", "correct": value["answer"] == TRUE, "why": value["why_true"]},
            {"id": FALSE, "text": "False", "correct": value["answer"] == FALSE, "why": value["why_false"]},
        ]
        return frozen(value, options=options)

    @classmethod
    def lines(cls, payload: Payload, response: Response, mark: Mark | None) -> list[Line]:
        """Return both options in the reader's language: their words are ours, not the trainer's."""
        words = {TRUE: _("True"), FALSE: _("False")}
        return [replace(line, text=words[line.id]) for line in super().lines(payload, response, mark)]

    class Meta:
        icon = "help"
        label = "True or false"
        description = "A statement to think about: true or false?"
        label_format = "True or false: {question}"
        preview_value = {
            "question": "You must be a British citizen to object to a planning application.",
            "answer": FALSE,
            "why_true": "Anyone affected can write to the council.",
            "why_false": "Right. Anyone affected can write.",
        }

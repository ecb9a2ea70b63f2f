"""A question with one right answer among several."""

from typing import Any

from wagtail import blocks

from courses.blocks.questions.choice import TWO_EMPTY, ChoiceQuestion, OptionBlock, check_options, freeze_options
from courses.blocks.questions.protocol import Payload, read_again_field, refuse


class SingleChoiceBlock(ChoiceQuestion):
    """Radios in a fieldset; each answer has its reason."""

    kind = "single_choice"

    question = blocks.TextBlock(rows=2, help_text="For example: “The council said no. Who decides the appeal?”")
    options = blocks.ListBlock(OptionBlock(), label="Answers", min_num=2, max_num=6, default=TWO_EMPTY)
    read_again = read_again_field()

    def clean(self, value: Any) -> Any:
        """Refuse anything but exactly one right answer."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:  # a draft may be half written; publishing asks for all of it
            return cleaned
        if check_options(cleaned["options"]) != 1:
            refuse("options", "Tick exactly one right answer. For several, use “Several answers”.")
        return cleaned

    def freeze(self, value: Any) -> Payload:
        """Return the question as plain data."""
        return freeze_options(value)

    class Meta:
        icon = "radio-empty"
        label = "One answer"
        description = "A question with one right answer and a reason for each"
        preview_value = {
            "question": "A developer’s plan was refused by the council. Who decides the appeal?",
            "options": [
                {"text": "The same councillors, in a second vote", "correct": False, "why": "They had their vote."},
                {"text": "An inspector who works for the government", "correct": True, "why": "You can write to them."},
                {"text": "Local residents, in a ballot", "correct": False, "why": "There is no ballot."},
            ],
        }

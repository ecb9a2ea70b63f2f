"""A poll: what people think, counted together. No right answer, one vote each, and small numbers are never shown.

Payload: `{"question", "options": [{"id", "text"}]}`. Votes are kept in a table of their own (courses/models/poll.py).
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from courses.blocks.questions.choice import ChoiceQuestion, refuse_twins
from courses.blocks.questions.protocol import Mark, Payload, Response, frozen


class PollBlock(ChoiceQuestion):
    """Radios, and once somebody chose, the counts in words and bars."""

    kind = "poll"
    marked = False
    form = "courses/questions/poll.html"
    hint = gettext_lazy("There is no right answer. Nobody sees what you chose, only how many chose it.")

    question = blocks.TextBlock(rows=2, help_text="For example: “Which of these shall we start with?”")
    options = blocks.ListBlock(blocks.CharBlock(max_length=200), label="Choices", min_num=2, max_num=8)

    def clean(self, value: Any) -> Any:
        """Refuse two choices that say the same."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse_twins("options", [str(option) for option in cleaned["options"]])
        return cleaned

    def freeze(self, value: Any) -> Payload:
        """Return the question as plain data."""
        return frozen(value, options=[{"id": one.id, "text": one.value} for one in value["options"].bound_blocks])

    @classmethod
    def mark(cls, payload: Payload, response: Response) -> Mark:
        """Say that the choice is kept. There is nothing to be right or wrong."""
        return Mark(True, _("Thank you, your choice is counted"), _("You can change it at any time."))

    class Meta:
        icon = "user"
        label = "Poll"
        description = "What people think, counted together; small numbers stay hidden"
        label_format = "Poll: {question}"
        preview_value = {
            "question": "Which of these shall we start with in the live Q&A?",
            "options": ["Damp and mould", "Rent increases", "Complaints that work"],
        }

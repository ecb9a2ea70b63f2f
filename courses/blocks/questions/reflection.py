"""Something to think about and write down. Private, never marked; its writer may change or delete it.

Payload: `{"question", "thought"}`. What people write is kept in a table of its own (courses/models/reflection.py).
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from courses.blocks.questions.protocol import Mark, Payload, QuestionBlock, Response, frozen, typed_text
from courses.errors import QuestionChanged


class ReflectionBlock(QuestionBlock):
    """A text area, for one person's eyes."""

    kind = "reflection"
    marked = False
    form = "courses/questions/reflection.html"
    hint = gettext_lazy("Only you can read this. It is never marked, and you can leave it empty.")
    longest = 4000

    question = blocks.TextBlock(rows=2, help_text="For example: “What would you ask your council?”")
    thought = blocks.TextBlock(
        label="Said once it is kept",
        rows=2,
        required=False,
        help_text="For example: “A good question has a date in it.”",
    )

    def freeze(self, value: Any) -> Payload:
        """Return the question as plain data."""
        return frozen(value, thought=value["thought"])

    @classmethod
    def accept(cls, payload: Payload, response: Response) -> Response:
        """Return what was written."""
        if response.option_ids:
            raise QuestionChanged
        return Response(text=typed_text(response.text, cls.longest))

    @classmethod
    def mark(cls, payload: Payload, response: Response) -> Mark:
        """Say that it is kept. There is nothing to be right or wrong."""
        words = [payload["thought"], _("You can change or delete yours at any time.")]
        return Mark(True, _("Kept, for you only"), " ".join(word for word in words if word))

    @classmethod
    def plain(cls, payload: Payload) -> str:
        """Return the question for paper: lines to write on."""
        return "\n".join([payload["question"], *["  ________________________________________"] * 4])

    class Meta:
        icon = "edit"
        label = "Think and write"
        description = "A private note: never marked, never seen by anybody else"
        label_format = "Think: {question}"
        preview_value = {
            "question": "What would you ask your council, in one sentence with a date in it?",
            "thought": "A good question is about a power the council has.",
        }

"""A statement that is true or false: good for myths."""

from typing import Any

from wagtail import blocks

from courses.blocks.questions.choice import ChoiceQuestion, Mark, Payload, mark_one

TRUE, FALSE = "true", "false"


class TrueFalseBlock(ChoiceQuestion, blocks.StructBlock):
    """Two radios with fixed option ids; each has its own reason."""

    kind = "true_false"

    question = blocks.TextBlock(
        label="Statement", rows=2, help_text="For example: “You must be a British citizen to object to a plan.”"
    )
    answer = blocks.ChoiceBlock(label="It is", choices=[(TRUE, "True"), (FALSE, "False")])
    why_true = blocks.TextBlock(label="Said to people who choose “True”", rows=2)
    why_false = blocks.TextBlock(label="Said to people who choose “False”", rows=2)

    def freeze(self, value: Any) -> Payload:
        """Return the question as plain data."""
        options = [
            {"id": TRUE, "text": "True", "correct": value["answer"] == TRUE, "why": value["why_true"]},
            {"id": FALSE, "text": "False", "correct": value["answer"] == FALSE, "why": value["why_false"]},
        ]
        return {"question": str(value["question"]).strip(), "options": options}

    @classmethod
    def mark(cls, payload: Payload, chosen: frozenset[str]) -> Mark:
        """Mark one chosen option id."""
        return mark_one(payload, chosen)

    def get_searchable_content(self, value: Any) -> list[str]:
        """Let search find the statement, never its answer."""
        return [str(value["question"])]

    class Meta:
        icon = "help"
        label = "True or false"
        description = "A statement to think about: true or false?"
        label_format = "True or false: {question}"
        template = "courses/blocks/question.html"
        preview_template = "courses/blocks/preview.html"
        preview_value = {
            "question": "You must be a British citizen to object to a planning application.",
            "answer": FALSE,
            "why_true": "Anyone affected can write to the council.",
            "why_false": "Right. Anyone affected can write.",
        }

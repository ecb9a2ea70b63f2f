"""A question where more than one answer can be right."""

from typing import Any

from wagtail import blocks

from courses.blocks.questions.choice import (
    TWO_EMPTY,
    ChoiceQuestion,
    Mark,
    OptionBlock,
    OptionNote,
    Payload,
    check_options,
    freeze_options,
    refuse,
)


class MultipleChoiceBlock(ChoiceQuestion, blocks.StructBlock):
    """Checkboxes in a fieldset; what is still to find is said in words."""

    kind = "multiple_choice"
    several = True
    hint = "Choose every one that fits."

    question = blocks.TextBlock(rows=2, help_text="For example: “Which of these can count in a planning decision?”")
    options = blocks.ListBlock(OptionBlock(), label="Answers", min_num=2, max_num=8, default=TWO_EMPTY)

    def clean(self, value: Any) -> Any:
        """Refuse a question that nobody can answer."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:  # a draft may be half written; publishing asks for all of it
            return cleaned
        if check_options(cleaned["options"]) < 1:
            refuse("options", "Tick at least one right answer.")
        return cleaned

    def freeze(self, value: Any) -> Payload:
        """Return the question as plain data."""
        return freeze_options(value["question"], value["options"])

    @classmethod
    def mark(cls, payload: Payload, chosen: frozenset[str]) -> Mark:
        """Mark a set of chosen option ids: right when it is exactly the set of right ones."""
        right = cls.right_ids(payload)
        notes = {}
        for option_id, option in cls.options_of(payload).items():
            if option_id in chosen & right:
                notes[option_id] = OptionNote("right", "Right", option["why"])
            elif option_id in chosen:
                notes[option_id] = OptionNote("wrong", "Not this one", option["why"])
            elif option_id in right:
                notes[option_id] = OptionNote("missed", "This one too", option["why"])
        if chosen == right:
            return Mark(True, "Yes, that’s right", "You found them all.", notes)
        return Mark(False, f"You found {len(chosen & right)} of {len(right)}", still_to_do(chosen, right), notes)

    def get_searchable_content(self, value: Any) -> list[str]:
        """Let search find the question, never its answers."""
        return [str(value["question"])]

    class Meta:
        icon = "tasks"
        label = "Several answers"
        description = "A question where more than one answer can be right"
        label_format = "Question: {question}"
        template = "courses/blocks/question.html"
        preview_template = "courses/blocks/preview.html"
        preview_value = {
            "question": "Which of these can count in a planning decision?",
            "options": [
                {"text": "Daylight", "correct": True, "why": "It counts."},
                {"text": "What the homes nearby will sell for", "correct": False, "why": "Prices do not count."},
                {"text": "Privacy and overlooking", "correct": True, "why": "It counts."},
            ],
        }


def still_to_do(chosen: frozenset[str], right: frozenset[str]) -> str:
    """Say in words what keeps an answer from being right: "1 you chose does not fit, and 2 are still to find."."""
    wrong, missed = len(chosen - right), len(right - chosen)
    parts = []
    if wrong:
        parts.append(f"{wrong} you chose {'does' if wrong == 1 else 'do'} not fit")
    if missed:
        parts.append(f"{missed} {'is' if missed == 1 else 'are'} still to find")
    return ", and ".join(parts).capitalize() + "."

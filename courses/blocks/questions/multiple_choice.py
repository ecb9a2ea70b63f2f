"""A question where more than one answer can be right."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks

from courses.blocks.questions.choice import TWO_EMPTY, ChoiceQuestion, OptionBlock, check_options, freeze_options
from courses.blocks.questions.protocol import Mark, OptionNote, Payload, Response, read_again_field, refuse


class MultipleChoiceBlock(ChoiceQuestion):
    """Checkboxes in a fieldset; what is still to find is said in words."""

    kind = "multiple_choice"
    several = True
    input_type = "checkbox"
    hint = gettext_lazy("Choose every one that fits.")

    question = blocks.TextBlock(rows=2, help_text="For example: “Which of these can count in a planning decision?”")
    options = blocks.ListBlock(OptionBlock(), label="Answers", min_num=2, max_num=8, default=TWO_EMPTY)
    read_again = read_again_field()

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
        return freeze_options(value)

    @classmethod
    def mark(cls, payload: Payload, response: Response) -> Mark:
        """Mark a set of chosen option ids: right when it is exactly the set of right ones."""
        right, chosen = cls.right_ids(payload), frozenset(response.option_ids)
        notes = {}
        for option_id, option in cls.options_of(payload).items():
            if option_id in chosen & right:
                notes[option_id] = OptionNote("right", _("Right"), option["why"])
            elif option_id in chosen:
                notes[option_id] = OptionNote("wrong", _("Not this one"), option["why"])
            elif option_id in right:
                notes[option_id] = OptionNote("missed", _("This one too"), option["why"])
        if chosen == right:
            return Mark(True, _("Yes, that’s right"), _("You found them all."), notes)
        found = _("You found %(found)s of %(right)s") % {"found": len(chosen & right), "right": len(right)}
        return Mark(False, found, still_to_do(chosen, right), notes)

    class Meta:
        icon = "tasks"
        label = "Several answers"
        description = "A question where more than one answer can be right"
        preview_value = {
            "question": "Which of these can count in a planning decision?",
            "options": [
                {"text": "Daylight", "correct": True, "why": "It counts."},
                {"text": "What the homes nearby will sell for", "correct": False, "why": "Prices do not count."},
                {"text": "Privacy and overlooking", "correct": True, "why": "It counts."},
            ],
        }


def still_to_do(chosen: frozenset[str], right: frozenset[str]) -> str:
    """Say in words what keeps an answer from being right: "1 you chose does not fit. 2 are still to find."."""
    wrong, missed = len(chosen - right), len(right - chosen)
    parts = []
    if wrong:
        parts.append(ngettext("%(n)s you chose does not fit.", "%(n)s you chose do not fit.", wrong) % {"n": wrong})
    if missed:
        parts.append(ngettext("%(n)s is still to find.", "%(n)s are still to find.", missed) % {"n": missed})
    return " ".join(parts)

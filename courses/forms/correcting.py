"""Which question was wrong, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models.correction import LONGEST_REASON


class CorrectionForm(forms.Form):
    """One question of a lesson and the reason that learners read."""

    question = forms.ChoiceField(label=_("Question"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What was wrong"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Learners read this, for example: “We had ticked the wrong answer. An inspector decides.”"),
    )

    def __init__(self, questions: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].choices = questions  # type: ignore[attr-defined]

    @property
    def has_questions(self) -> bool:
        """Return whether there is anything to correct."""
        return bool(self.fields["question"].choices)  # type: ignore[attr-defined]

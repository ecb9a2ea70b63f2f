"""What is asked before an edition's learning records leave the school."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import LONGEST_REASON, SHORTEST_REASON
from courses.xapi.vocabulary import VERSIONS


class RecordsForm(forms.Form):
    """Why, and in which version of xAPI."""

    reason = forms.CharField(
        label=_("What is it for?"),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        help_text=_("For example: our evaluator compares how people learn in two years. It is kept with your name."),
        error_messages={
            "required": _("Say what the records are for."),
            "min_length": _("Say a little more: who needs the records, and what for."),
        },
    )
    version = forms.ChoiceField(
        label=_("Version of xAPI"), choices=[(name, f"xAPI {name}") for name in VERSIONS], required=False
    )

    def clean_version(self) -> str:
        """Return the version as a statement says it."""
        return VERSIONS.get(self.cleaned_data["version"], VERSIONS["1.0.3"])

"""What the editor's desk asks about one date of an event. Cleans only; saving is the service's."""

from typing import Any, cast

from django import forms

from lms.lib.clock import now
from webinars.models import Occurrence
from webinars.models.wall_time import WallTimeFormField
from webinars.recurrence.wording import say_date

KEEP, MOVE, SKIP, CANCEL, RESTORE = "keep", "move", "skip", "cancel", "restore"
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


class DateActForm(forms.Form):
    """Keep, move, skip, cancel or put back; what is not possible for this date is not offered."""

    act = forms.ChoiceField(label="What happens to this date?", widget=forms.RadioSelect)
    to = WallTimeFormField(
        label="Move to", required=False, widget=MOMENT, input_formats=FORMATS, help_text="On the event's own clock."
    )
    reason = forms.CharField(
        label="Reason", required=False, max_length=250, help_text="Shown in public. Needed to cancel."
    )

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = occurrence.zone
        cast(forms.ChoiceField, self.fields["act"]).choices = acts_for(occurrence)

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen act needs."""
        answers = super().clean() or {}
        if answers.get("act") == MOVE and not answers.get("to") and "to" not in self.errors:
            self.add_error("to", "Choose the new date and time.")
        to = answers.get("to")
        if answers.get("act") == MOVE and to and to <= now().astimezone(self.zone).replace(tzinfo=None):
            self.add_error("to", f"{say_date(to)} has passed. People who booked would be told: check the year.")
        if answers.get("act") == CANCEL and not answers.get("reason"):
            self.add_error("reason", "Say why it is cancelled: people planned on it.")
        return answers


def acts_for(occurrence: Occurrence) -> list[tuple[str, str]]:
    """Return what can be done with a date as it is now."""
    if occurrence.status != Occurrence.Status.PLANNED:
        return [(KEEP, "Leave it as it is"), (RESTORE, "Put it back")]
    acts = [
        (KEEP, "It stays as it is"),
        (MOVE, "Move it: people who booked are told"),
        (CANCEL, "Cancel it: it stays visible with the reason, people who booked are told"),
    ]
    if not occurrence.is_extra:
        acts.insert(2, (SKIP, "Skip it: it was never announced"))
    return acts


class DateDetailsForm(forms.ModelForm):
    """What one date says differently; empty means as the event."""

    class Meta:
        model = Occurrence
        fields = [
            "title",
            "duration_override",
            "format_override",
            "venue_name",
            "address",
            "region",
            "host",
            "nation_override",
            "capacity_override",
            "bsl_override",
            "notes",
        ]


class ExtraDateForm(forms.Form):
    """One more date outside the rule."""

    starts_local = WallTimeFormField(
        label="Date and time", widget=MOMENT, input_formats=FORMATS, help_text="On the event's own clock."
    )


class CancelAllForm(forms.Form):
    """One reason for every date to come."""

    reason = forms.CharField(
        label="Reason",
        max_length=250,
        help_text="Shown in public.",
        error_messages={"required": "Say why it is cancelled: people planned on it."},
    )

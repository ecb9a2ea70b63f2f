"""Made-up things for the gallery: one of each kind of card, form and state."""

from typing import Any

from django import forms
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message

from lms.lib.charts import bar_chart
from lms.lib.qr import qr_path
from lms.lib.small_numbers import shown

NATIONS = [("england", "England"), ("wales", "Wales")]


class SampleForm(forms.Form):
    """One field of each kind; bound with nothing, so that every error shows."""

    name = forms.CharField(label="What shall we call you?", help_text="Any name you like.", required=False)
    email = forms.EmailField(label="Your email", help_text="For the link, and if the plan changes.")
    telephone = forms.CharField(
        label="Telephone", required=False, widget=forms.TextInput(attrs={"type": "tel", "class": "short"})
    )
    notes = forms.CharField(label="Something else", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    nation = forms.ChoiceField(label="Where do you live?", choices=[("", "Choose one"), *NATIONS])
    needs = forms.MultipleChoiceField(
        label="What do you need to take part?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("bsl", "BSL"), ("captions", "Captions")],
    )
    photos = forms.ChoiceField(
        label="May we photograph you?", widget=forms.RadioSelect, choices=[("yes", "Yes"), ("no", "No")]
    )
    reminders = forms.BooleanField(label="Remind me by email the day before", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].widget.option_hints = {"bsl": "An interpreter on screen or in the room."}
        self.fields["photos"].widget.option_hints = {"no": "We give you a sticker."}


def event_cards() -> list[dict[str, Any]]:
    """One card in a room with few places, one online, one cancelled."""
    usual = {"month": "Mar", "clock": "11am to 3pm", "heading": "h3"}
    room = [
        {"text": "In person", "icon_name": "pin", "kind": "place"},
        {"text": "Step-free", "icon_name": "step"},
        {"text": "BSL", "icon_name": "bsl"},
    ]
    return [
        usual | {
            "title": "Access stewards day", "url": "#events", "iso": "2027-03-13T11:00+00:00",
            "weekday": "Sat", "day": 13, "full_date": "Saturday 13 March", "place": "Manchester",
            "tags": room, "left": "6 places left", "scarce": True,
        },
        usual | {
            "title": "Stewarding training", "url": "#events", "iso": "2027-03-02T18:30+00:00",
            "weekday": "Tue", "day": 2, "full_date": "Tuesday 2 March", "clock": "6:30pm to 8pm",
            "place": "Calder Tenants Union (example)", "online": True,
            "tags": [{"text": "Online", "icon_name": "screen", "kind": "online"}], "left": "Places left",
        },
        usual | {
            "title": "Land search workshop", "url": "#events", "iso": "2027-06-05T11:00+01:00",
            "weekday": "Sat", "day": 5, "month": "Jun", "full_date": "Saturday 5 June", "clock": "11am",
            "place": "York", "cancelled": True, "note": "The venue's lift is broken. A new date will follow.",
            "tags": [{"text": "Cancelled", "icon_name": "x", "kind": "off"}],
        },
    ]  # fmt: skip


def samples() -> dict[str, Any]:
    """Everything the gallery's fragments name."""
    return {
        "sample_form": SampleForm(),
        "broken_form": SampleForm({}, prefix="broken"),
        "cards": event_cards(),
        "steps": [
            {"title": "Rent increases", "url": "#learn", "small": "8 min · Done", "done": True},
            {"title": "Awaab's Law", "url": "#learn", "small": "10 min · You are here", "current": True},
            {"title": "Repairs", "url": "#learn", "small": "9 min"},
        ],
        "rows": [{"done": 5, "total": 5}, {"done": 2, "total": 5, "now": True}, {"done": 0, "total": 6}],
        "trail": [{"title": "Home", "url": "/"}, {"title": "Events", "url": "#events"}],
        "segments": [
            {"text": "List", "url": "#act", "icon_name": "list"},
            {"text": "Month", "url": "#act", "icon_name": "cal", "current": True},
        ],
        "options": [{"value": "online", "text": "Online", "checked": True}, {"value": "leeds", "text": "Leeds"}],
        "chart": bar_chart([(f"M{n + 1}", (shown(412 - 90 * n), shown(356 - 118 * n))) for n in range(4)]),
        "qr": qr_path("https://school.example/"),
        "kinds": ["online", "place", "done", "sun", "move", "off", "info"],
        "notes": [Message(SUCCESS, "Your choices are saved.")],
        "menu": [{"title": "Learn", "url": "#top", "current": True}, {"title": "Events", "url": "#top"}],
        "languages": [
            {"code": "cy", "name": "Cymraeg", "dir": "ltr", "url": "#top"},
            {"code": "ar", "name": "العربية", "dir": "rtl", "url": "#top"},
        ],
    }

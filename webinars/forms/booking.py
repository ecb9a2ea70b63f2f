"""The booking form: two things we need, the rest if you like. Cleans only; saving is the service's."""

import re
import uuid
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from lms.lib.tokens import western_digits
from webinars.models import AccessNeed, BookingConsent, Occurrence
from webinars.models.choices import Format, Language
from webinars.recurrence.wording import say_date
from webinars.services.booking import Contact, delete_on

PHONE = re.compile(r"\+?[0-9]{7,15}")
FOLLOW_IN = [("", "English"), *[choice for choice in Language.choices if choice[0] != "en"]]


def read_contact(typed: str) -> Contact:
    """Return an e-mail address or a phone number in its one spelling; raise ValidationError with what to do."""
    text = typed.strip()
    digits = re.sub(r"[\s().-]", "", western_digits(text))
    if not re.search(r"[a-zA-Z@]", text) and digits:
        number = re.sub(r"^00", "+", digits)
        number = re.sub(r"^0", "+44", number)
        if not PHONE.fullmatch(number):
            raise ValidationError("Write the phone number with 7 to 15 digits, like 0113 496 0000")
        return Contact(phone=number)
    if "@" not in text:
        raise ValidationError("This e-mail needs an @, like name@example.org")
    try:
        validate_email(text)
    except ValidationError as problem:
        raise ValidationError("Check this e-mail address: it should look like name@example.org") from problem
    if len(text) > 254:
        raise ValidationError("This e-mail address is too long. Is there a shorter one?")
    return Contact(email=text.lower())


def needs_offered(occurrence: Occurrence) -> list[tuple[str, str]]:
    """Return what can be asked for: no step-free way in online, no phone call into a room."""
    not_here = {
        Format.ONLINE: {"step_free", "childcare", "travel"},
        Format.IN_PERSON: {"phone"},
        Format.HYBRID: set(),
    }[Format(occurrence.shown_format)]
    return [choice for choice in AccessNeed.Kind.choices if choice[0] not in not_here]


def consents_asked(occurrence: Occurrence) -> list[tuple[str, str]]:
    """Return the consents, the one about sharing with its hosts named; without hosts it is not asked."""
    names = ", ".join(host.name for host in occurrence.event.hosts.all())
    sharing = BookingConsent.Purpose.HOST
    return [
        (value, f"Share my name and contact with {names}, who host this training" if value == sharing else text)
        for value, text in BookingConsent.Purpose.choices
        if names or value != sharing
    ]


class BookingForm(forms.Form):
    """One page, no account. `occurrence` decides which needs are offered and prints the day of deletion."""

    name = forms.CharField(
        label="What shall we call you?",
        max_length=80,
        help_text="Any name you like. It is the name we say out loud.",
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={
            "required": "Write a name we can call you",
            "max_length": "Write a shorter name: 80 letters at most",
        },
    )
    contact = forms.CharField(
        label="Your e-mail or your phone number",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email", "dir": "ltr", "spellcheck": "false"}),
        error_messages={
            "required": "Write one way to reach you: an e-mail address or a phone number",
            "max_length": "This is too long for an e-mail address or a phone number",
        },
    )
    needs = forms.MultipleChoiceField(
        label="What do you need to take part?",
        required=False,
        choices=AccessNeed.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the list, or write it below"},
    )
    note = forms.CharField(
        label="Something else",
        required=False,
        max_length=600,
        help_text="Only what we have to arrange. You do not need to explain why.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Write at most 600 letters here, or ring us"},
    )
    language = forms.ChoiceField(
        label="Language you want to follow in",
        required=False,
        choices=FOLLOW_IN,
        help_text="If enough people ask, we find an interpreter.",
        error_messages={"invalid_choice": "Choose a language from the list"},
    )
    consents = forms.MultipleChoiceField(
        label="May we write to you about other things?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=BookingConsent.Purpose.choices,
        help_text="All of these are up to you. You can come along without any of them, and change your mind any time.",
        error_messages={"invalid_choice": "Choose from the list"},
    )
    website = forms.CharField(
        label="Leave this box empty",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    client_uuid = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, occurrence: Occurrence, late_for_bsl: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gone = say_date(delete_on(occurrence))
        self.fields["contact"].help_text = f"For joining, and to tell you if something changes. We delete it on {gone}."
        self.fields[
            "needs"
        ].help_text = f"You can leave this empty. Only the access contact sees it. We delete it on {gone}."
        needs = cast(forms.MultipleChoiceField, self.fields["needs"])
        needs.choices = needs_offered(occurrence)
        if late_for_bsl:
            needs.widget.option_hints = {"bsl": "Too late to promise for this date. We will try, and tell you."}
        cast(forms.MultipleChoiceField, self.fields["consents"]).choices = consents_asked(occurrence)

    def clean_name(self) -> str:
        """Return the name without control characters."""
        name = "".join(letter for letter in self.cleaned_data["name"] if letter.isprintable()).strip()
        if not name:
            raise ValidationError("Write a name we can call you")
        return name

    def clean_contact(self) -> Contact:
        """Return the contact in its one spelling."""
        return read_contact(self.cleaned_data["contact"])

    def clean_website(self) -> str:
        """Refuse a filled trap: people do not see it."""
        if self.cleaned_data["website"]:
            raise ValidationError("Leave the last box empty: it is there to stop robots")
        return ""

    def clean_client_uuid(self) -> uuid.UUID | None:
        """Return the form's id; anything else counts as none."""
        try:
            return uuid.UUID(self.cleaned_data["client_uuid"])
        except ValueError:
            return None

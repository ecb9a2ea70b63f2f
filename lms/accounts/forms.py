"""What people type about themselves. Forms check the shape; services decide."""

import zoneinfo

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lms.accounts.models import User


class SignInForm(forms.Form):
    """One field, whether or not the address is known."""

    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("We send a code there. Nothing else, unless you ask for it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Type your email address, for example name@example.org."),
            "invalid": _("That does not look like an email address. Check it has an @ and no spaces."),
        },
    )


class CodeForm(forms.Form):
    """The code from the e-mail."""

    code = forms.CharField(
        label=_("The code from the email"),
        max_length=40,
        help_text=_("Eight numbers. Spaces do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short", "dir": "ltr"}
        ),
        error_messages={"required": _("Type the eight numbers from the email.")},
    )


class ResumeForm(forms.Form):
    """The code from a resume card."""

    code = forms.CharField(
        label=_("Your resume code"),
        max_length=60,
        help_text=_("From your card: three groups of letters and numbers. Capitals, spaces and dashes do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}
        ),
        error_messages={"required": _("Type the code from your card.")},
    )


class ProfileForm(forms.Form):
    """A name to show, a language, a time zone. Nothing is compulsory, and any name is right."""

    display_name = forms.CharField(
        label=_("Name to show"),
        max_length=80,
        required=False,
        help_text=_("Any name you like. It stands on your resume card and in your data."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("The site's own")), *settings.LANGUAGES]
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), required=False, help_text=_("For the times of trainings that you see when signed in.")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["time_zone"].choices = time_zones()  # type: ignore[attr-defined]


class StaffSignInForm(forms.Form):
    """E-mail and password, for people who edit the site."""

    email = forms.EmailField(
        label=_("Your email address"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={
            "required": _("Type your email address."),
            "invalid": _("That does not look like an email address."),
        },
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Type your password.")},
    )


class PasswordForm(forms.Form):
    """A new password, once: it can be pasted, and shown by the browser."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=1000,
        help_text=format_lazy("{}", " ".join(password_validators_help_texts())),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Type a new password.")},
    )

    def __init__(self, *args: object, person: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.person = person

    def clean_password(self) -> str:
        """Refuse short, common and personal ones, saying why."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.person)
        return password


class DeleteForm(forms.Form):
    """The last step before everything is gone."""

    sure = forms.BooleanField(
        label=_("Yes, delete everything"),
        error_messages={"required": _("Tick the box if you are sure. Nothing was deleted.")},
    )


def time_zones() -> list[tuple[str, object]]:
    """Return the choices of zones by area, the school's own first."""
    places = sorted(
        key
        for key in zoneinfo.available_timezones()
        if "/" in key and not key.startswith(("Etc/", "SystemV/", "posix/", "right/"))
    )
    areas: dict[str, list[tuple[str, str]]] = {}
    for key in places:
        area, _slash, place = key.partition("/")
        areas.setdefault(area, []).append((key, place.replace("_", " ").replace("/", ", ")))
    return [("", _("The school's own (%(zone)s)") % {"zone": settings.TIME_ZONE}), *areas.items()]

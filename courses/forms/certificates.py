"""What people type about certificates: a name to print, a code, a name to check, a reason to withdraw."""

from django import forms
from django.utils.translation import gettext_lazy as _

NO_KEEPING = {"autocapitalize": "words", "spellcheck": "false", "dir": "auto"}


class PrintForm(forms.Form):
    """The name to print. It is shown once and not stored (AC-61)."""

    name = forms.CharField(
        label=_("Name to print"),
        max_length=120,
        help_text=_("Any name is right. It goes on this page only. We do not keep it."),
        widget=forms.TextInput(attrs={"autocomplete": "name", **NO_KEEPING}),
        error_messages={
            "required": _("Type the name to print."),
            "max_length": _("This name is too long for the page. Use up to 120 letters."),
        },
    )


class CodeForm(forms.Form):
    """The code on a certificate. Any length is taken: a long one is simply unknown."""

    code = forms.CharField(
        label=_("Code on the certificate"),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}
        ),
        error_messages={
            "required": _("Type the code from the certificate."),
            "max_length": _("That is longer than any code. Type the 20 letters and numbers only."),
        },
    )


class NameCheckForm(forms.Form):
    """A name to compare with the one on the paper."""

    name = forms.CharField(
        label=_("Name on the paper"),
        max_length=120,
        help_text=_("Capitals, spaces and accents do not matter. We do not keep what you type."),
        widget=forms.TextInput(attrs={"autocomplete": "off", **NO_KEEPING}),
        error_messages={
            "required": _("Type the name that is on the paper."),
            "max_length": _("This is longer than any name we print. Type up to 120 letters."),
        },
    )


class WithdrawForm(forms.Form):
    """Why a certificate no longer counts, and whether a new one takes its place."""

    reason = forms.CharField(
        max_length=200,
        help_text="Whoever types the code reads this. No names. For example: It was issued by mistake.",
        error_messages={"required": "Say why. Whoever checks the certificate reads it."},
    )
    again = forms.BooleanField(
        label="Issue a new one in its place",
        required=False,
        help_text="The holder finds it in My learning, with a new code. Use this when a code got into wrong hands.",
    )

"""What people type to make, join and look after a group."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.models import MOST_HEADS, CohortMember
from courses.selectors.cohort_screen import GroupFrame
from courses.selectors.outline import Outline
from courses.services.cohort_cards import MOST_CARDS

NOT_TYPED = _("Choose from the list")


def one_line(typed: str) -> str:
    """Return a name without control characters and with single spaces."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in typed).split())


def nickname_field(hint: Any) -> forms.CharField:
    """Return the field in which people choose what their group calls them."""
    return forms.CharField(
        label=_("Choose a nickname"),
        max_length=40,
        help_text=hint,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={
            "required": _("Choose a nickname. It can be anything."),
            "max_length": _("Choose a shorter nickname: 40 letters at most."),
        },
    )


class NicknameForm(forms.Form):
    """What the group calls somebody."""

    nickname = nickname_field(_("Your organiser sees it. It can be anything: “Blue door”, “Night shift”."))

    def clean_nickname(self) -> str:
        """Return it in one line."""
        nickname = one_line(self.cleaned_data["nickname"])
        if not nickname:
            raise ValidationError(_("Choose a nickname. It can be anything."))
        return nickname


class JoinForm(NicknameForm):
    """A nickname, and whether organisers may see what one finished: no, unless they say yes."""

    share = forms.ChoiceField(
        label=_("Share your ticks with your organiser?"),
        help_text=_("Only which lessons you finished. Never answers or scores. Change it at any time."),
        choices=[
            ("no", _("No, count me in the numbers only")),
            ("yes", _("Yes, show my ticks beside my nickname")),
        ],
        initial="no",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_TYPED},
    )

    @property
    def shares(self) -> bool:
        """Return whether they said yes."""
        return bool(self.cleaned_data.get("share") == "yes")


class WordsForm(forms.Form):
    """The three words from the poster."""

    words = forms.CharField(
        label=_("Your three words"),
        max_length=100,
        help_text=_("From the poster or from your organiser. Capitals and commas do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}
        ),
        error_messages={
            "required": _("Type the three words, for example: kettle garden lamp"),
            "max_length": _("Type only the three words, for example: kettle garden lamp"),
        },
    )


class NewGroupForm(NicknameForm):
    """A new group: its name, what it does, and what its organiser is called there."""

    field_order = ["name", "module", "nickname"]

    name = forms.CharField(
        label=_("What is the group called?"),
        max_length=60,
        help_text=_("The people in it see this. For example: Tuesday group"),
        error_messages={
            "required": _("Give the group a name, for example: Tuesday group"),
            "max_length": _("Choose a shorter name: 60 letters at most."),
        },
    )
    module = forms.ChoiceField(
        label=_("What do you do together?"), required=False, error_messages={"invalid_choice": NOT_TYPED}
    )
    client_uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, outline: Outline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["module"])
        modules = [(str(module.lineage), f"{module.number}. {module.title}") for module in outline.modules]
        field.choices = [("", _("All of it: %(title)s") % {"title": outline.title}), *modules]
        self.fields["nickname"].help_text = _("What the people in your group call you here. It can be anything.")

    def clean_name(self) -> str:
        """Return it in one line."""
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("Give the group a name, for example: Tuesday group"))
        return name


class PresentForm(forms.Form):
    """Who was there. `members` are those of the group; anybody else is refused."""

    present = forms.MultipleChoiceField(
        label=_("Who was there?"),
        required=False,
        help_text=_("The nicknames people chose. Late arrivals: come back and tick them."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Somebody left the group meanwhile. Look at the list again.")},
    )

    def __init__(self, *args: Any, members: list[CohortMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(member.public_id): member for member in members}
        field = cast(forms.MultipleChoiceField, self.fields["present"])
        field.choices = [(key, member.nickname) for key, member in self.by_id.items()]

    @property
    def members(self) -> list[CohortMember]:
        """Return who was ticked."""
        return [self.by_id[key] for key in self.cleaned_data["present"]]


class TogetherForm(PresentForm):
    """A lesson done together."""

    field_order = ["lesson", "on", "present", "heads"]

    lesson = forms.ChoiceField(
        label=_("Lesson"), error_messages={"invalid_choice": NOT_TYPED, "required": _("Choose the lesson you did.")}
    )
    on = forms.DateField(
        label=_("When?"),
        help_text=_("A register on paper can be typed in later."),
        widget=forms.DateInput(attrs={"type": "date", "class": "moment"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the day."), "invalid": _("Write the day like 2027-03-09.")},
    )
    heads = forms.IntegerField(
        label=_("How many were in the room?"),
        required=False,
        min_value=0,
        max_value=MOST_HEADS,
        help_text=_("Everybody, with or without a nickname here. Only for counting."),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write a number, for example 15."),
            "min_value": _("Write a number, for example 15."),
            "max_value": _("Write a number up to 500."),
        },
    )
    client_uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, frame: GroupFrame, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["lesson"])
        field.choices = [(str(row.lineage), f"{row.label} {row.title}") for row in frame.lessons]


class DateForm(forms.Form):
    """A group's own day for a lesson or a module."""

    what = forms.ChoiceField(
        label=_("Lesson or module"),
        error_messages={"invalid_choice": NOT_TYPED, "required": _("Choose a lesson or a module.")},
    )
    on = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date", "class": "moment"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the day."), "invalid": _("Write the day like 2027-03-09.")},
    )
    at = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": "moment"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time like 19:00.")},
    )
    place = forms.CharField(
        label=_("Where"),
        required=False,
        max_length=80,
        help_text=_("For example: community room. Only people in the group see it."),
        error_messages={"max_length": _("Write at most 80 letters.")},
    )

    def __init__(self, *args: Any, frame: GroupFrame, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = {row.module_index for row in frame.lessons}
        modules = [
            (str(module.lineage), _("Module %(number)s: %(title)s") % {"number": module.number, "title": module.title})
            for place, module in enumerate(frame.outline.modules if frame.outline else [])
            if place in shown
        ]
        lessons = [(str(row.lineage), f"{row.label} {row.title}") for row in frame.lessons]
        cast(forms.ChoiceField, self.fields["what"]).choices = [*lessons, *modules]

    def clean_place(self) -> str:
        """Return it in one line."""
        return one_line(self.cleaned_data["place"])


class CardsForm(forms.Form):
    """How many cards to print."""

    number = forms.IntegerField(
        label=_("How many cards?"),
        min_value=1,
        max_value=MOST_CARDS,
        initial=10,
        help_text=_("Ten fit on one sheet of A4."),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={
            "required": _("Write how many cards you need."),
            "invalid": _("Write a number, for example 10."),
            "min_value": _("Write a number from 1 to 40."),
            "max_value": _("Write a number from 1 to 40."),
        },
    )

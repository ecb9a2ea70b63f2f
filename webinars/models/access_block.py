"""The access block: the same questions in the same order on every event, never left out (AC-15)."""

from dataclasses import dataclass

from django.db import models

from webinars.models.choices import NOT_KNOWN


def access_text(label: str, help_text: str = "") -> models.TextField:
    """Return one line of the block: required, because blank says nothing and "not known yet" says something."""
    return models.TextField(label, default=NOT_KNOWN, help_text=help_text)


@dataclass(frozen=True)
class AccessLine:
    """One line as a page shows it."""

    name: str
    label: str
    icon: str
    text: str


# The fixed order of AC-15: field, label on the page, icon.
ACCESS_ORDER = (
    ("step_free", "Step-free", "step"),
    ("toilets", "Toilets", "toilet"),
    ("hearing_loop", "Hearing loop", "loop"),
    ("captions", "Captions", "cc"),
    ("bsl", "BSL", "bsl"),
    ("quiet_space", "Quiet space", "quiet"),
    ("seating", "Seating", "chair"),
    ("lighting_noise", "Light and noise", "lamp"),
    ("personal_assistants", "Personal assistants", "hands"),
    ("masks_air", "Masks and air", "air"),
    ("travel", "Travel", "bus"),
    ("contact", "Whom to ask", "people"),
)


class AccessBlockMixin(models.Model):
    """What is there for whom. Public words about the place, never about a person."""

    step_free = access_text("step-free", "Every step, door width and lift on the way to the room.")
    toilets = access_text("toilets", "Accessible? Gender-neutral? Changing Places nearby?")
    hearing_loop = access_text("hearing loop")
    captions = access_text("captions", "Written by a person, or by a machine? In which language?")
    bsl = access_text("BSL", "Booked, or on request?")
    quiet_space = access_text("quiet space")
    seating = access_text("seating", "Chairs with arms, space to lie down, room to move.")
    lighting_noise = access_text("light and noise", "Flashing, music, echoes.")
    personal_assistants = access_text("personal assistants", "Free, and not counted as a place.")
    masks_air = access_text("masks and air")
    travel = access_text("travel", "Money for travel, nearest step-free stop, lifts offered.")
    contact = access_text("whom to ask", "A role, never a person's name.")
    request_days = models.PositiveSmallIntegerField(
        "ask by, working days before", default=15, help_text="15 working days is what booking a BSL interpreter takes."
    )

    offers_step_free = models.BooleanField("step-free", default=False)
    offers_hearing_loop = models.BooleanField("hearing loop", default=False)
    offers_captions = models.BooleanField("captions", default=False)
    offers_bsl = models.BooleanField("BSL", default=False)
    offers_quiet_space = models.BooleanField("quiet space", default=False)
    offers_easy_read = models.BooleanField("Easy Read", default=False)
    offers_childcare = models.BooleanField("free childcare", default=False)
    offers_travel = models.BooleanField("travel money", default=False)

    class Meta:
        abstract = True

    def access_lines(self) -> list[AccessLine]:
        """Return the block in its fixed order, without the deadline, which depends on the date."""
        return [AccessLine(name, label, icon, getattr(self, name) or NOT_KNOWN) for name, label, icon in ACCESS_ORDER]

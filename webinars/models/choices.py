"""The short lists that trainings are described with."""

from django.db import models

NOT_KNOWN = "Not known yet. Ask us."


class Format(models.TextChoices):
    """Where people meet."""

    ONLINE = "online", "Online"
    IN_PERSON = "in_person", "In person"
    HYBRID = "hybrid", "In person and online"


class BookingMode(models.TextChoices):
    """How somebody gets in."""

    NONE = "none", "No booking: just come"
    OPEN = "open", "Anyone can book"
    CLOSED = "closed", "By invitation"


class Visibility(models.TextChoices):
    """Who finds it. A private event is in no list, no search and no public feed."""

    PUBLIC = "public", "Public"
    PRIVATE = "private", "Private: members of the group only"


class AreaOfWork(models.TextChoices):
    """Which working group it belongs to."""

    CAMPAIGNS = "campaigns", "Campaigns"
    TRAINING = "training", "Training"
    POLICY = "policy", "Policy"
    MESSAGING = "messaging", "Messaging"
    COMMITTEE = "committee", "Committee"
    ALL = "all", "All areas"


class Language(models.TextChoices):
    """Languages people teach, interpret or help in; each named as its speakers name it."""

    ENGLISH = "en", "English"
    BSL = "bfi", "British Sign Language"
    WELSH = "cy", "Cymraeg"
    ARABIC = "ar", "العربية"
    FARSI = "fa", "فارسی"
    KURDISH = "ckb", "کوردی"
    POLISH = "pl", "Polski"
    ROMANIAN = "ro", "Română"
    SPANISH = "es", "Español"
    TIGRINYA = "ti", "ትግርኛ"
    URDU = "ur", "اردو"
    BENGALI = "bn", "বাংলা"


RIGHT_TO_LEFT = {"ar", "fa", "ckb", "ur"}


def direction(code: str) -> str:
    """Return the reading direction of a language: "rtl" or "ltr"."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


class LanguagePart(models.TextChoices):
    """What a language is there for."""

    SPOKEN = "spoken", "Spoken or signed throughout"
    INTERPRETED = "interpreted", "Interpretation"
    SUPPORT = "support", "Somebody who helps in it"

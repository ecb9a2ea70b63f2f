"""Where a law, a fact or a lesson holds. Most housing law is devolved, so every one says so (requirements B8)."""

from django.db import models


class Nation(models.TextChoices):
    """The part of the UK that something is true for."""

    ENGLAND = "england", "England"
    ENGLAND_WALES = "england_wales", "England and Wales"
    GB = "gb", "Great Britain"
    UK = "uk", "The whole UK"
    SCOTLAND = "scotland", "Scotland"
    WALES = "wales", "Wales"
    NI = "ni", "Northern Ireland"

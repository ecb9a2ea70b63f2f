"""Where people meet, in a room or online."""

from django.db import models

from webinars.models.choices import Format


class PlaceMixin(models.Model):
    """The place of every date that does not name its own."""

    format = models.CharField(max_length=12, choices=Format.choices, default=Format.ONLINE)
    venue_name = models.CharField("name of the place", max_length=160, blank=True)
    address = models.CharField(max_length=250, blank=True)
    region = models.ForeignKey("cms.Region", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    online_note = models.CharField(
        "how to join online",
        max_length=250,
        blank=True,
        help_text="What everybody may read: which app, by phone, how early. Never the link itself.",
    )
    join_url = models.URLField(
        "joining link", blank=True, help_text="Only in the e-mail to people who booked. Never on a page or in a feed."
    )
    join_phone = models.CharField("phone number to join", max_length=60, blank=True)

    class Meta:
        abstract = True

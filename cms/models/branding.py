"""The site's own name, colours, sender and menus: settings, because the programme's name is provisional (B2)."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from lms.lib.colour import contrast

PAPER = "#FFF7EC"
ENOUGH_CONTRAST = 4.5  # WCAG 2.2, 1.4.3

HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
hex_colour = RegexValidator(rf"^{HEX_COLOUR.pattern}\Z", "Write the colour as # and six digits, for example #5B1A66.")


@register_setting(icon="view", order=10)
class Branding(BaseSiteSetting, ClusterableModel):
    """What the site is called and how it looks."""

    site_name = models.CharField(max_length=60, default="Commonbrick")
    tagline = models.CharField(max_length=160, default="Learn, organise and win on housing, land and planning.")
    contact_email = models.EmailField(blank=True, help_text="A role's address, never a person's.")
    sender_name = models.CharField(
        max_length=60, blank=True, help_text="Who e-mails come from. Empty: the site's name."
    )
    colour_action = models.CharField(
        "colour of buttons and links", max_length=7, blank=True, validators=[hex_colour], help_text="Empty: plum."
    )
    colour_progress = models.CharField(
        "colour of bricks", max_length=7, blank=True, validators=[hex_colour], help_text="Empty: brick red."
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("site_name", "tagline", "contact_email", "sender_name")], "Name and sender"
        ),
        MultiFieldPanel([FieldPanel("colour_action"), FieldPanel("colour_progress")], "Colours"),
        InlinePanel("menu_items", heading="Menus", label="Link"),
    ]

    class Meta:
        verbose_name = "branding and menus"

    def clean(self) -> None:
        """Refuse a colour that could not be read on the page."""
        super().clean()
        for name in ("colour_action", "colour_progress"):
            colour = getattr(self, name)
            if HEX_COLOUR.fullmatch(colour) and contrast(colour, PAPER) < ENOUGH_CONTRAST:
                message = "This colour is too light to read on the page. Choose a darker one."
                raise ValidationError({name: message})


class MenuItem(Orderable):
    """A link in the header or the footer."""

    class Place(models.TextChoices):
        """Where the link stands."""

        MAIN = "main", "Header"
        FOOTER = "footer", "Footer"

    branding = ParentalKey(Branding, on_delete=models.CASCADE, related_name="menu_items")
    place = models.CharField(max_length=8, choices=Place.choices, default=Place.MAIN)
    label = models.CharField(max_length=40)
    page = models.ForeignKey("wagtailcore.Page", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(
        max_length=200, blank=True, help_text="For a part of the site that is no page: /my-learning/"
    )

    panels = [FieldPanel("place"), FieldPanel("label"), FieldPanel("page"), FieldPanel("path")]

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page__isnull=False, path="") | (models.Q(page__isnull=True) & ~models.Q(path="")),
                name="cms_menuitem_page_or_path",
                violation_error_message="Choose a page or write a path, not both.",
            ),
            models.CheckConstraint(
                condition=models.Q(path="") | (models.Q(path__startswith="/") & ~models.Q(path__startswith="//")),
                name="cms_menuitem_path_is_local",
                violation_error_message="A path starts with one / and stays on this site.",
            ),
        ]

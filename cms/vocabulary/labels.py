"""Labels that pages, events and organisations share."""

from django.db import models
from wagtail.search import index

from cms.vocabulary.nation import Nation


class Label(models.Model):
    """A name with a stable address part."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Topic(index.Indexed, Label):
    """What something is about: renting, land, planning…"""

    description = models.CharField(max_length=200, blank=True)
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]


class Region(index.Indexed, Label):
    """A part of the UK, chosen from a list and never worked out from a postcode (law.md L-05)."""

    nation = models.CharField(max_length=16, choices=Nation.choices, default=Nation.ENGLAND)
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

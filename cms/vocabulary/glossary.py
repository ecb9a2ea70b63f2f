"""Words that need explaining, with more than one meaning where the law and the campaign differ."""

from django.db import models
from wagtail.search import index


class GlossaryTerm(index.Indexed, models.Model):
    """A word with its plain meaning, and what it means in law and in this campaign where those differ (B-24)."""

    term = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    also = models.JSONField(
        "other forms", default=list, blank=True, help_text="Other spellings and plurals that mean the same."
    )
    plain = models.TextField("in plain words", help_text="One or two short sentences.")
    in_law = models.TextField("in law", blank=True)
    in_campaign = models.TextField("in this campaign", blank=True)

    search_fields = [
        index.SearchField("term", boost=3),
        index.SearchField("plain"),
        index.AutocompleteField("term"),
    ]

    class Meta:
        ordering = ["term"]

    def __str__(self) -> str:
        return self.term

    @property
    def forms(self) -> list[str]:
        """Return every spelling, longest first, so that the longest match wins in a text."""
        return sorted({self.term, *self.also}, key=lambda form: (-len(form), form))

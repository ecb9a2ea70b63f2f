"""A fact is said once, with its source, date and nation, and used by reference (AC-42)."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.search import index

from cms.vocabulary.nation import Nation


class FactQuerySet(models.QuerySet["Fact"]):
    """Sets of facts."""

    def due_for_review(self, today: datetime.date) -> "FactQuerySet":
        """Return the facts whose review date has come."""
        return self.filter(review_by__lte=today)


class Fact(index.Indexed, models.Model):
    """One checked statement. Changing it changes every page that shows it."""

    class Confidence(models.TextChoices):
        """How good the source is (requirements.md)."""

        A = "A", "Official or primary source"
        B = "B", "Reputable secondary source"
        C = "C", "General knowledge: find a source before publishing"

    key = models.SlugField(max_length=80, unique=True)
    statement = models.TextField(help_text="A whole sentence that is true by itself.")
    value = models.CharField(max_length=40, help_text="The number or word to show large, for example 65%.")
    unit = models.CharField(max_length=80, blank=True, help_text="For example: of households.")
    nation = models.CharField(max_length=16, choices=Nation.choices, default=Nation.ENGLAND)
    source = models.CharField(max_length=250)
    source_url = models.URLField(blank=True)
    source_date = models.DateField()
    checked_on = models.DateField()
    review_by = models.DateField()
    confidence = models.CharField(max_length=1, choices=Confidence.choices, default=Confidence.A)

    objects = FactQuerySet.as_manager()

    search_fields = [
        index.SearchField("statement"),
        index.SearchField("source"),
        index.AutocompleteField("statement"),
        index.FilterField("nation"),
    ]

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(review_by__gt=models.F("checked_on")),
                name="cms_fact_review_after_check",
                violation_error_message="The review date must come after the day it was checked.",
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="cms_fact_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.unit}".strip() + f" ({self.key})"

    def clean(self) -> None:
        """Refuse a source from the future."""
        super().clean()
        if self.source_date and self.checked_on and self.source_date > self.checked_on:
            raise ValidationError(
                {"source_date": "The source is dated after the day it was checked. Check both dates."}
            )

    def is_being_checked(self, today: datetime.date) -> bool:
        """Return whether the page should say that the fact is being checked again."""
        return self.review_by <= today

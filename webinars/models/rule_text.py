"""The column of a repetition: django-recurrence's field, kept as the text it was written as."""

from typing import Any

from django import forms
from django.db import models
from recurrence.fields import RecurrenceField


class RuleTextField(RecurrenceField):
    """A RecurrenceField whose Python value is its bare text.

    The library turns every date into UTC on the way in and out, which moves a series by an hour at a clock change,
    and fails on a bad row while loading it. Text stays as it is: `webinars.recurrence` reads it, wall time first, and
    a bad row is a row whose dates are not made, not an error page.
    """

    def to_python(self, value: Any) -> str:
        """Return the text; None is the empty rule, that is, no repetition."""
        return "" if value is None else str(value)

    def get_prep_value(self, value: Any) -> str:
        """Return the text."""
        return self.to_python(value)

    def value_to_string(self, obj: models.Model) -> str:
        """Return what page revisions and fixtures keep."""
        return self.to_python(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        """Return a text field; its widget comes from the panel."""
        return models.Field.formfield(self, **{"form_class": forms.CharField, "strip": False, **kwargs})

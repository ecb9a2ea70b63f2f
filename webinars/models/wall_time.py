"""A date and time as a clock on the wall shows it, without a zone: "18:30 on 3 February", winter and summer."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime


class WallTimeFormField(forms.DateTimeField):
    """Reads a naive date and time: no zone is asked, so no clock change can refuse or shift it."""

    def to_python(self, value: Any) -> datetime.datetime | None:
        """Return what was typed as a naive datetime without seconds."""
        with timezone.override(datetime.UTC):
            read = super().to_python(value)
        return read.replace(tzinfo=None, second=0, microsecond=0) if read else None


class WallTimeField(models.Field):
    """A naive datetime column. Django's own DateTimeField would turn it into an instant of the server's zone."""

    description = "Date and time on the clock of the event's own zone"
    empty_strings_allowed = False

    def db_type(self, connection: Any) -> str:
        """Return a column type without a zone."""
        return "timestamp without time zone" if connection.vendor == "postgresql" else "datetime"

    def get_internal_type(self) -> str:
        """Return a name Django's converters do not know, so that none of them adds a zone."""
        return "WallTimeField"

    def from_db_value(self, value: Any, *args: Any) -> datetime.datetime | None:
        """Return what the column holds."""
        return self.to_python(value)

    def to_python(self, value: Any) -> datetime.datetime | None:
        """Return a naive datetime from a datetime or its ISO text."""
        if value is None or value == "":
            return None
        if isinstance(value, str):
            try:
                value = parse_datetime(value)
            except ValueError:
                value = None
        if not isinstance(value, datetime.datetime) or value.tzinfo is not None:
            raise ValidationError("Write a date and a time, without a zone.", code="invalid")
        return value

    def get_prep_value(self, value: Any) -> str | None:
        """Return the text both databases keep and sort alike."""
        wall = self.to_python(super().get_prep_value(value))
        return wall.isoformat(sep=" ") if wall else None

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Return the wall time as text, for the database and for page revisions.

        Page revisions turn every datetime they are given into UTC, which would move a summer event by an hour.
        """
        return self.value_to_string(model_instance)

    def value_to_string(self, obj: models.Model) -> str:
        """Return what page revisions and fixtures keep."""
        wall = self.to_python(self.value_from_object(obj))
        return wall.isoformat() if wall else ""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        """Return the naive form field."""
        return super().formfield(**{"form_class": WallTimeFormField, **kwargs})

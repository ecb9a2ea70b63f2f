"""A row's number in an address: `<row:pk>`. lms/urls.py makes the word known.

Longer numbers than any key name nothing: they answer 404, where the database would have answered with an error.
"""

from django.urls.converters import IntConverter


class RowNumber(IntConverter):
    """Up to 18 digits, which every kind of key fits."""

    regex = "[0-9]{1,18}"

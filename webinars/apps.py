"""Registers the trainings app and its receivers."""

from django.apps import AppConfig


class WebinarsConfig(AppConfig):
    """Floor 3 of the house: trainings and webinars on a calendar."""

    name = "webinars"
    verbose_name = "trainings"

    def ready(self) -> None:
        """Connect the receivers that keep dates and feeds right."""
        from webinars import receivers  # noqa: F401  (signals connect once the apps are loaded)

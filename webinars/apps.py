"""Registers the trainings app and its receivers."""

from django.apps import AppConfig


class WebinarsConfig(AppConfig):
    """Floor 3 of the house: trainings and webinars on a calendar."""

    name = "webinars"
    verbose_name = "trainings"

    def ready(self) -> None:
        """Connect the receivers that keep dates and feeds right."""
        from lms.accounts import data_rights
        from webinars import receivers  # noqa: F401  (signals connect once the apps are loaded)
        from webinars.services.persons_data import erase_bookings, export_bookings

        data_rights.register("trainings", export=export_bookings, erase=erase_bookings)

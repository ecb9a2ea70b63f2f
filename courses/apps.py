"""Registers the learning app and its receivers."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Floor 2 of the house: what is taught, and what learners did."""

    name = "courses"
    verbose_name = "learning"

    def ready(self) -> None:
        """Connect the receivers, and say what learning keeps about a person."""
        from courses import receivers  # noqa: F401  (signals connect once the apps are loaded)
        from courses.services.data_rights import erase_learning, export_learning
        from lms.accounts import data_rights

        data_rights.register("learning", export=export_learning, erase=erase_learning)

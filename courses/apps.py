"""Registers the learning app and its receivers."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Floor 2 of the house: what is taught, and what learners did."""

    name = "courses"
    verbose_name = "learning"

    def ready(self) -> None:
        """Connect the receivers, which also say what learning keeps about a person."""
        from courses import checks, receivers  # noqa: F401  (both register themselves once the apps are loaded)

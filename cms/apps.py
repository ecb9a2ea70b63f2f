"""Registers the site app and its receivers."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Floor 1 of the house: the site."""

    name = "cms"

    def ready(self) -> None:
        """Connect the receivers that keep cached pages right."""
        from cms import receivers  # noqa: F401  (signals connect once the apps are loaded)

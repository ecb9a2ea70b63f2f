"""Registers the demo school's command."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo school: content files and `manage.py demo`."""

    name = "lms.demo"
    label = "demo"

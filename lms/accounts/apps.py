"""Registers the people app and the staff users' screens of the Wagtail admin."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """Floor 0 of the house: people."""

    name = "lms.accounts"
    label = "accounts"
    default = True  # of the two classes here; without it Django takes neither and connects nothing

    def ready(self) -> None:
        """Connect the receivers."""
        from lms.accounts import receivers  # noqa: F401  (signals connect once the apps are loaded)


class StaffUsersConfig(WagtailUsersAppConfig):
    """Wagtail's users section with forms that ask for a display name instead of a real name."""

    user_viewset = "lms.accounts.staff.StaffUserViewSet"

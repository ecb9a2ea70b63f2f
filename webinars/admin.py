"""The bookings in the editor: to read and to export. They change through the same services as everybody's."""

from typing import Any

from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.models import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from webinars.models import Registration

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def no_formula(value: Any) -> str:
    """Return a cell that no spreadsheet runs: what looks like a formula starts with an apostrophe."""
    text = str(value or "")
    return f"'{text}" if text.startswith(FORMULA) else text


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Whoever may view bookings may view them; nobody writes them by hand."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether the user may do this; only viewing is ever possible."""
        return action == "view" and bool(super().user_has_permission(user, "view"))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Return whether the user may do one of these."""
        return "view" in set(actions) and self.user_has_permission(user, "view")


class BookingIndexView(IndexView):
    """The list, with cells that are safe to open in a spreadsheet."""

    custom_field_preprocess = {
        name: {"csv": no_formula, "xlsx": no_formula} for name in ("name", "email", "phone", "occurrence")
    }

    def get_base_queryset(self) -> Any:
        """Load what the table prints at once."""
        return super().get_base_queryset().select_related("occurrence__event")


class BookingViewSet(ModelViewSet):
    """Bookings for coordinators. Access needs are not here: only the access contact reads them."""

    model = Registration
    icon = "group"
    menu_label = "Bookings"
    menu_order = 250
    add_to_admin_menu = True
    index_view_class = BookingIndexView
    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields = ["name"]
    list_display = ["reference", Column("occurrence", label="Date"), "name", "email", "phone", "status", "created_at"]
    list_filter = ["status", "created_at"]
    list_export = ["reference", "occurrence", "name", "email", "phone", "language", "status", "created_at"]
    inspect_view_fields = ["reference", "occurrence", "name", "email", "phone", "language", "status", "created_at"]
    search_fields = ["reference", "name", "email", "phone"]
    search_backend_name = None


register_permission_policy(Registration, ReadOnlyPolicy(Registration))

"""The bookings in the editor: to read and to export. They change through the same services as everybody's."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.models import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from lms.lib.spreadsheets import Row, csv_response, defused
from webinars.models import Registration


def no_formula(value: Any) -> str:
    """Return a cell of Wagtail's own .xlsx export that no spreadsheet runs, also after saving it as CSV."""
    return defused(str(value or ""))


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

    custom_field_preprocess = {name: {"xlsx": no_formula} for name in ("name", "email", "phone", "occurrence")}

    def get_base_queryset(self) -> Any:
        """Load what the table prints at once."""
        return super().get_base_queryset().select_related("occurrence__event")

    def write_csv_response(self, queryset: Any) -> StreamingHttpResponse:
        """Write the list with our own writer instead of Wagtail's."""
        return csv_response("bookings", self.csv_rows(queryset))

    def csv_rows(self, queryset: Any) -> Iterator[Row]:
        """Yield the headings, then one row for each booking; times as Wagtail's own export writes them."""
        yield [self.get_heading(queryset, field) for field in self.list_export]
        rows = queryset.iterator(chunk_size=500) if isinstance(queryset, QuerySet) else queryset
        for item in rows:
            yield [
                value if isinstance(value, int | float) or value is None else str(value)
                for value in self.to_row_dict(item).values()
            ]


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

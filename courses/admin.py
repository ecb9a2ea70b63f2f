"""Certificates in the editor: to find by code and to withdraw. Whose they are is not shown, and nothing is edited."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.models import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from courses.models import Certificate


class LookOnlyPolicy(ModelPermissionPolicy):
    """Whoever may view certificates may view them; rows are written by services only."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether the user may do this; only viewing is ever possible."""
        return action == "view" and bool(super().user_has_permission(user, "view"))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Return whether the user may do one of these."""
        return "view" in set(actions) and self.user_has_permission(user, "view")


class CertificateIndexView(IndexView):
    """The list, each row with the way to its withdrawal."""

    def get_base_queryset(self) -> Any:
        """Load what the table prints at once."""
        return super().get_base_queryset().select_related("withdrawal")

    def get_list_more_buttons(self, instance: Certificate) -> list[Button]:
        """Offer to withdraw, where that is still possible."""
        return [*super().get_list_more_buttons(instance), *self.withdraw_buttons(instance)]

    def withdraw_buttons(self, instance: Certificate) -> list[Button]:
        """Return the button of a certificate that stands."""
        if instance.withdrawn_at:
            return []
        return [Button("Withdraw", withdraw_address(instance), icon_name="cross", priority=30)]


def withdraw_address(certificate: Certificate) -> str:
    """Return where a certificate is withdrawn."""
    return reverse("courses:desk_withdraw", args=[certificate.pk])


class CertificateViewSet(ModelViewSet):
    """Certificates by code. No column leads to a person."""

    model = Certificate
    icon = "success"
    menu_label = "Certificates"
    menu_order = 260
    add_to_admin_menu = True
    index_view_class = CertificateIndexView
    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields = ["title"]
    list_display = [
        "code",
        "title",
        "year",
        "kind",
        Column("issued_at", label="Issued"),
        Column("withdrawn_at", label="Withdrawn"),
    ]
    list_filter = ["kind", "year"]
    inspect_view_fields = ["code", "title", "year", "kind", "earned_at", "issued_at"]
    search_fields = ["code", "title"]
    search_backend_name = None


register_permission_policy(Certificate, LookOnlyPolicy(Certificate))

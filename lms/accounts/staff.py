"""The people section of the Wagtail admin: who may work on the site. A name to show, an address, no real-name rule."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView, UserViewSet

from lms.accounts.user import User, normal_email


class StaffFormMixin(forms.ModelForm):
    """What both forms ask for. Whoever is saved here works on the site, so they are staff and no longer a guest."""

    email = forms.EmailField(label="Email", help_text="They sign in with it. It is never shown to others.")
    display_name = forms.CharField(
        label="Name to show", max_length=80, required=False, help_text="Any name they like. Empty is fine too."
    )
    first_name = None
    last_name = None

    def clean_email(self) -> str:
        """Return the one spelling under which addresses are kept, so that capitals make no second person."""
        return normal_email(self.cleaned_data["email"]) or ""

    def save(self, commit: bool = True) -> User:
        """Save somebody who may be given a part in the editor."""
        self.instance.is_staff = True
        self.instance.is_guest = False
        return super().save(commit)


class StaffCreationForm(StaffFormMixin, UserCreationForm):
    """Makes somebody who may sign in to the editor."""

    class Meta(UserCreationForm.Meta):
        fields = {"email", "display_name", "is_superuser", "groups"}


class StaffEditForm(StaffFormMixin, UserEditForm):
    """Changes somebody who may sign in to the editor."""

    class Meta(UserEditForm.Meta):
        fields = {"email", "display_name", "is_active", "is_superuser", "groups"}


class StaffIndexView(IndexView):
    """Lists who works on the site. Learners and guests stand in no list that anybody can page through."""

    def get_base_queryset(self) -> QuerySet[User]:
        """Return staff, and whoever was given a part or all rights in another way."""
        people = super().get_base_queryset()
        entitled = people.filter(is_staff=True) | people.filter(is_superuser=True) | people.filter(groups__isnull=False)
        return entitled.distinct()

    def order_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """Order by the name to show where Wagtail orders by a real name."""
        fields: dict[str, str] = {"name": "display_name", "-name": "-display_name"}
        if self.ordering in fields:
            return queryset.order_by(fields[self.ordering])
        return super().order_queryset(queryset)


class StaffUserViewSet(UserViewSet):
    """Wagtail's users section with those forms, and with templates that show their fields."""

    index_view_class = StaffIndexView
    create_template_name = "accounts/staff/create.html"
    edit_template_name = "accounts/staff/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        """Return the form for making or for changing a person."""
        return StaffEditForm if for_update else StaffCreationForm

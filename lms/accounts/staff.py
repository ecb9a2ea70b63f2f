"""The staff users' forms of the Wagtail admin: a name to show, an e-mail address, no real-name rule."""

from django import forms
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet


class StaffCreationForm(UserCreationForm):
    """Makes somebody who may sign in to the editor."""

    first_name = None
    last_name = None
    display_name = forms.CharField(label="Name to show", max_length=80)

    class Meta(UserCreationForm.Meta):
        fields = {"email", "display_name", "is_active", "is_superuser", "groups"}


class StaffEditForm(UserEditForm):
    """Changes somebody who may sign in to the editor."""

    first_name = None
    last_name = None
    display_name = forms.CharField(label="Name to show", max_length=80)

    class Meta(UserEditForm.Meta):
        fields = {"email", "display_name", "is_active", "is_superuser", "groups"}


class StaffUserViewSet(UserViewSet):
    """Wagtail's users section with those forms and templates that show their fields."""

    template_prefix = "accounts/staff/"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """Return the form for making or for changing a person."""
        return StaffEditForm if for_update else StaffCreationForm

"""Who may do what with accounts."""

from django.contrib.auth.models import AnonymousUser

from lms.accounts.models import User


def is_editor(person: User | AnonymousUser) -> bool:
    """Tell whether somebody may enter the editor, and so must keep a password."""
    return person.is_staff or person.has_perm("wagtailadmin.access_admin")

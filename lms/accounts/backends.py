"""How a session that was opened without a password finds its person."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db import models
from django.http import HttpRequest

from lms.accounts.user import User
from lms.lib.prepared import Prepared

PLACE_BACKEND = "lms.accounts.backends.PlaceBackend"
PERSON = Prepared(lambda key: User.objects.filter(pk=key, is_active=True), key=models.BigIntegerField())


class PlaceBackend(BaseBackend):
    """Sessions of guests, resume codes and e-mailed codes. They keep a place in the lessons and never open the editor
    (lms/accounts/editor_door.py looks for this backend's name in the session)."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """Nothing typed into a form signs in here."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person of a session, unless they were locked out."""
        person: User | None = PERSON.first(key=user_id)
        return person

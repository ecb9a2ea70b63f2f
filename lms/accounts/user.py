"""A person: learner, trainer, organiser or editor. Roles are groups and relations, not kinds of user."""

import uuid
import zoneinfo
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

GUEST_NAME = "Guest"


@cache
def known_time_zones() -> frozenset[str]:
    """Return the IANA time zones of this machine. Looked up once: each look reads hundreds of files (30 ms)."""
    return frozenset(zoneinfo.available_timezones())


def check_time_zone(key: str) -> None:
    """Raise ValidationError unless `key` is an IANA time zone of this machine."""
    if key not in known_time_zones():
        raise ValidationError("Choose a time zone from the list, for example Europe/London.")


def normal_email(address: str | None) -> str | None:
    """Return the one spelling under which an address is kept: trimmed and in lower case; None for nothing."""
    cleaned = (address or "").strip().lower()
    return cleaned or None


class UserManager(BaseUserManager["User"]):
    """Makes people. A guest needs nothing at all; a person who signs in needs an e-mail address."""

    def create_guest(self) -> "User":
        """Return a new person without a name, an address or a password."""
        guest = self.model(is_guest=True)
        guest.set_unusable_password()
        guest.save(using=self._db)
        return guest

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new person known by `email`; without a password they sign in by an e-mailed code."""
        user = self.model(email=normal_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new site owner."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a person by address, whatever its capitals."""
        return self.get(email=normal_email(username))


class User(AbstractBaseUser, PermissionsMixin):
    """One person. Nothing here says where they live, what they belong to or what they believe (law.md L-05)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(
        null=True, blank=True, unique=True, error_messages={"unique": "Someone already signs in with this address."}
    )
    display_name = models.CharField("name to show", max_length=80, blank=True)
    language = models.CharField(max_length=12, blank=True, choices=settings.LANGUAGES)
    time_zone = models.CharField(max_length=64, blank=True, validators=[check_time_zone])
    is_guest = models.BooleanField(default=False, editable=False)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    signed_out_everywhere_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []  # type: ignore[misc] # Django's stubs call it a constant

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_once",
                violation_error_message="Someone already signs in with this address.",
            ),
            models.CheckConstraint(
                condition=~models.Q(email=""),
                name="accounts_user_email_null_not_blank",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def clean(self) -> None:
        """Keep one spelling of the address."""
        super().clean()
        self.email = normal_email(self.email)

    def get_session_auth_hash(self) -> str:
        """Return what a session must hold to stay open: it changes with the password and with "sign out everywhere"."""
        return self._session_hash(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Yield the same under the older keys that are still accepted."""
        for key in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(key)

    def _session_hash(self, key: str | bytes) -> str:
        moment = self.signed_out_everywhere_at
        value = f"{self.password}:{moment.timestamp() if moment else ''}"
        return salted_hmac("lms.accounts.session", value, secret=key, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        """Return the name to show; never the address."""
        return self.display_name or (GUEST_NAME if self.is_guest else f"Person {str(self.public_id)[:8]}")

    def get_short_name(self) -> str:
        """Return the same name: people choose one name."""
        return self.get_full_name()

"""What people choose about themselves."""

from lms.accounts.models import User


def change_profile(*, person: User, display_name: str, language: str, time_zone: str) -> None:
    """Keep a name to show (any name), a language and a time zone ("" for the school's own)."""
    person.display_name, person.language, person.time_zone = display_name.strip(), language, time_zone
    person.full_clean(exclude=["password", "email"])
    person.save(update_fields=["display_name", "language", "time_zone"])

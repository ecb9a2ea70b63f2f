"""How a browser remembers whose unsent work it holds: a mark that tells two people apart and says nothing about them.

The mark is no secret and opens nothing. It only keeps the work of one person from being filed under another who uses
the same phone (docs/adr/0032).
"""

import hashlib

from lms.accounts.models import MergedGuest, User

LENGTH = 32


def device_mark(person: User) -> str:
    """Return a person's mark, 32 hex digits, the same for ever: their random public id, hashed."""
    return hashlib.sha256(f"device:{person.public_id}".encode()).hexdigest()[:LENGTH]


def is_mark_of(mark: str, person: User) -> bool:
    """Return whether a mark is this person's, or that of a guest who became part of them. One query at most."""
    return mark == device_mark(person) or MergedGuest.objects.filter(mark=mark, person=person).exists()

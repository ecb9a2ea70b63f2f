"""The people tables. Their names are spelled out in docs/reference/glossary.md."""

from lms.accounts.user import User

__all__ = ["User"]

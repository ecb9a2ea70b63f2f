"""What allauth does for us: it carries a staff member from a right password through its sign-in stages to a session.

A second factor is such a stage, so adding one later changes no view. docs/adr/0012 says what is ours and why.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):
    """Nobody signs up through allauth, and it says nothing in messages."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are made by our own sign-in, staff in the editor."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The page that follows says enough."""

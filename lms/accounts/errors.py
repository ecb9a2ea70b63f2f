"""Why signing in, merging or a code did not work; each message is shown to people as it is."""

from lms.lib.errors import DomainError


class CodeRefusedError(DomainError):
    """The typed code is not the right one, and may be typed again."""


class RequestOverError(DomainError):
    """This sign-in was used, is too old or had too many tries: only a new code helps."""


class MergeRefusedError(DomainError):
    """Two people must not become one."""


class LockedOutError(DomainError):
    """This person may not sign in."""

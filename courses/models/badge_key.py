"""Public keys that badges were signed with. Old ones stay, so that old badges can still be checked."""

from django.db import models

from courses.models.permanent import PermanentModel


class BadgeKey(PermanentModel):
    """The public half of a key, as Multikey text ("z6Mk…"). The private half is in a file, never here."""

    public = models.CharField(max_length=80, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.public

"""Who a guest turned out to be, so that what their phone kept offline still finds them."""

from django.db import models

from lms.accounts.user import User


class MergedGuest(models.Model):
    """The device mark of a guest who is gone, and the person who has everything of theirs now."""

    mark = models.CharField(max_length=32, unique=True, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="merged_guests")

    def __str__(self) -> str:
        return f"merged guest {self.pk}"

"""What a lesson and a question said when they were published: immutable, so that old work keeps its meaning."""

from django.conf import settings
from django.db import models

from courses.models.permanent import PermanentModel


class QuestionVersion(PermanentModel):
    """A question as learners saw it: one row for each different content (learning.md section 8, G3)."""

    lineage = models.UUIDField()
    block_id = models.UUIDField()
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    payload = models.JSONField()
    language = models.CharField(max_length=12, default=settings.LANGUAGE_CODE)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lineage", "block_id", "sha256"], name="courses_questionversion_content_once"
            ),
            models.UniqueConstraint(
                fields=["lineage", "block_id", "number"], name="courses_questionversion_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payload.get('question', '')} (version {self.number})"


class LessonVersion(PermanentModel):
    """A lesson as it was published. Completions point here, so a later edit cannot falsify them (AC-41)."""

    class Change(models.TextChoices):
        """Whether people who finished should hear of it."""

        EDITORIAL = "editorial", "Wording only"
        MATERIAL = "material", "What it teaches changed"

    programme = models.UUIDField()
    year = models.PositiveSmallIntegerField()
    lineage = models.UUIDField()
    language = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    title = models.CharField(max_length=255)
    required = models.BooleanField()
    minutes = models.PositiveSmallIntegerField()
    snapshot = models.JSONField()
    change = models.CharField(max_length=12, choices=Change.choices, default=Change.MATERIAL)
    published_at = models.DateTimeField()
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year", "lineage", "language", "sha256"], name="courses_lessonversion_content_once"
            ),
            models.UniqueConstraint(
                fields=["programme", "year", "lineage", "language", "number"], name="courses_lessonversion_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (version {self.number})"

"""Parts of a page that several kinds share."""

import uuid

from django.db import models
from modelcluster.fields import ParentalManyToManyField

from cms.vocabulary.nation import Nation


class LineageMixin(models.Model):
    """What a page teaches, kept by translations and by next year's copy: never a page id, slug, title or position."""

    lineage = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)

    class Meta:
        abstract = True


class NationMixin(models.Model):
    """Where the law on the page holds."""

    nation = models.CharField(
        max_length=16,
        choices=Nation.choices,
        default=Nation.ENGLAND,
        help_text="Where is this true? Housing law differs between the four nations.",
    )

    class Meta:
        abstract = True


class TopicsMixin(models.Model):
    """What the page is about."""

    topics = ParentalManyToManyField("cms.Topic", blank=True)

    class Meta:
        abstract = True

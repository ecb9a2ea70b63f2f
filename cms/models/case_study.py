"""Stories of winning."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from cms.models.mixins import TopicsMixin
from cms.models.site_page import SitePage


class CaseStudyPage(TopicsMixin, SitePage):
    """Who won what, where and how, and whether it was delivered (A-06). Says nothing that its source does not."""

    class Status(models.TextChoices):
        """A promise is not yet a win."""

        PROMISED = "promised", "Promised, not yet delivered"
        DELIVERED = "delivered", "Delivered"

    place = models.CharField(max_length=120)
    region = models.ForeignKey("cms.Region", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    group = models.CharField("who did it", max_length=160)
    target = models.CharField("whom they asked", max_length=160)
    problem = models.TextField()
    what_they_did = models.TextField()
    what_was_won = models.TextField()
    status = models.CharField(max_length=12, choices=Status.choices)
    source = models.CharField(max_length=250)
    checked_on = models.DateField()
    legal_check_done = models.BooleanField(
        default=False, help_text="A landlord or council is named: has somebody read this for defamation (L-30)?"
    )

    content_panels = [
        *SitePage.content_panels,
        MultiFieldPanel([FieldPanel("place"), FieldPanel("region"), FieldPanel("group"), FieldPanel("target")], "Who"),
        FieldPanel("problem"),
        FieldPanel("what_they_did"),
        MultiFieldPanel([FieldPanel("what_was_won"), FieldPanel("status")], "What came of it"),
        MultiFieldPanel([FieldPanel("source"), FieldPanel("checked_on"), FieldPanel("legal_check_done")], "Checked"),
        FieldPanel("topics"),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("place"), index.SearchField("what_was_won")]
    template = "cms/case_study_page.html"

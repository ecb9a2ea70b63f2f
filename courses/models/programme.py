"""One yearly edition of a programme."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.models import LineageMixin, SitePage
from courses.models.enrolment import Enrolment
from courses.models.lines import lines_of


class ProgrammePage(LineageMixin, SitePage):
    """What is taught in one year. An edition is known by (lineage, year): translations share both, next year's
    copy shares the lineage only, so progress never leaks from one year into another.
    """

    year = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(2000), MaxValueValidator(2200)], help_text="For example: 2027"
    )
    edition_name = models.CharField(max_length=60, blank=True, help_text="For example: Year 2")
    tagline = models.CharField(
        max_length=160, blank=True, help_text="For example: Six modules. Start anywhere, in any order."
    )
    outcomes = models.TextField(
        "after this year you will be able to",
        blank=True,
        help_text="One a line, for example: write a planning comment that counts",
    )
    hours = models.PositiveSmallIntegerField("hours in all", null=True, blank=True)
    hours_note = models.CharField(
        max_length=120, blank=True, help_text="For example: Half an hour a week takes ten weeks."
    )
    introduction = RichTextField(blank=True, features=["bold", "ol", "ul", "link"])
    completion_percent = models.PositiveSmallIntegerField(
        "done at",
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="How many percent of the required lessons finish this programme. 100 means all of them.",
    )

    content_panels = [
        *SitePage.content_panels,
        FieldRowPanel([FieldPanel("year"), FieldPanel("edition_name")]),
        FieldPanel("tagline"),
        FieldPanel("outcomes"),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("hours"), FieldPanel("completion_percent")]), FieldPanel("hours_note")],
            "Time and finishing",
        ),
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("outcomes"),
        index.SearchField("introduction"),
        index.FilterField("year"),
    ]
    parent_page_types = ["courses.LearnIndexPage"]
    subpage_types = ["courses.ModulePage"]
    template = "courses/programme_page.html"

    class Meta:
        verbose_name = "programme (one year)"
        verbose_name_plural = "programmes"

    @property
    def outcome_list(self) -> list[str]:
        """Return the outcomes, one string each."""
        return lines_of(self.outcomes)

    def clean(self) -> None:
        """Refuse a new year once people have started: their progress is filed under the old one."""
        super().clean()
        if not self.pk:
            return
        before = type(self).objects.filter(pk=self.pk).values_list("year", flat=True).first()
        if before not in (None, self.year) and Enrolment.objects.filter(programme=self.lineage, year=before).exists():
            raise ValidationError(
                {"year": f"People have already started {before}. Copy the programme for a new year instead."}
            )

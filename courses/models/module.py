"""A part of a programme: about an hour on one subject."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from cms.models import LineageMixin, NationMixin, SitePage, TopicsMixin
from courses.models.lines import lines_of


class ModulePage(LineageMixin, NationMixin, TopicsMixin, SitePage):
    """A few lessons in order. Its minutes are the sum of theirs."""

    number = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(99)], help_text="Its place in the year, for example: 2"
    )
    outcomes = models.TextField(
        "you will be able to", blank=True, help_text="One a line, for example: check a rent-increase notice"
    )
    trainers = models.CharField("who made it", max_length=160, blank=True, help_text="For example: the programme team")
    best_after = models.CharField(max_length=80, blank=True, help_text="For example: Best after module 1")
    opens_on = models.DateField(
        null=True, blank=True, help_text="Shown while no lesson of the module is published, for example: Opens in May"
    )
    care_note = models.TextField(
        "take care", blank=True, help_text="For example: Lesson 3 is about a child who died. You can skip it and go on."
    )
    bring = models.TextField(
        "what to bring", blank=True, help_text="For a group, one a line, for example: a map of your area on paper"
    )
    access_tips = models.TextField(
        "access tips",
        blank=True,
        help_text="For a group, one a line, for example: lesson 2 has a long table; read it out",
    )
    facilitator_notes = models.TextField(
        "notes for facilitators",
        blank=True,
        help_text="Printed in the facilitator pack only, one paragraph a line. For example: Leave time for lesson 3.",
    )

    content_panels = [
        *SitePage.content_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("nation")]),
        FieldPanel("outcomes"),
        FieldPanel("trainers"),
        FieldPanel("topics"),
        MultiFieldPanel(
            [FieldPanel("opens_on"), FieldPanel("best_after"), FieldPanel("care_note")], "Notes for learners"
        ),
        MultiFieldPanel(
            [FieldPanel("bring"), FieldPanel("access_tips"), FieldPanel("facilitator_notes")],
            "For whoever runs it with a group",
        ),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("outcomes"), index.FilterField("number")]
    parent_page_types = ["courses.ProgrammePage"]
    subpage_types = ["courses.LessonPage"]
    template = "courses/module_page.html"

    class Meta:
        verbose_name = "module"
        verbose_name_plural = "modules"

    @property
    def outcome_list(self) -> list[str]:
        """Return the outcomes, one string each."""
        return lines_of(self.outcomes)

    @property
    def bring_list(self) -> list[str]:
        """Return what this module needs besides paper and pens, one string each."""
        return lines_of(self.bring)

    @property
    def access_tip_list(self) -> list[str]:
        """Return what makes this module easier to take part in, one string each."""
        return lines_of(self.access_tips)

    @property
    def facilitator_note_list(self) -> list[str]:
        """Return what whoever runs the module should know, one paragraph each."""
        return lines_of(self.facilitator_notes)

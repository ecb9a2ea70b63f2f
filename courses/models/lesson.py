"""A lesson: about ten minutes on one thing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Orderable
from wagtail.search import index

from cms.blocks import QuietStreamField
from cms.models import LineageMixin, NationMixin, SitePage
from courses.blocks import LessonBodyBlock
from courses.blocks.easy_read import EasyReadBlock
from courses.blocks.identity import id_faults
from courses.blocks.questions import KINDS
from courses.models.frozen_questions import changed_kind
from courses.models.lineages import give_own_lineage
from courses.models.lines import lines_of
from courses.models.reading_time import minutes_to_read

SUMMARY_LINES = 3


class LessonPage(LineageMixin, NationMixin, SitePage):
    """What is taught. What people did with it is kept under (enrolment, lineage), never under this page's place."""

    minutes = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text="Leave it empty and we count the words and the videos.",
    )
    outcomes = models.TextField(
        "you will be able to", blank=True, help_text="One a line, for example: say who decides an appeal"
    )
    where_you_live = models.TextField(
        blank=True, help_text="For example: This is the law in England. Scotland, Wales and Northern Ireland differ."
    )
    body = QuietStreamField(LessonBodyBlock(), blank=True)
    easy_read = QuietStreamField(
        EasyReadBlock(),
        blank=True,
        help_text="The same lesson in Easy Read. Doing either of the two is doing the lesson.",
    )
    summary = models.TextField("in three lines", blank=True, help_text="Three lines to remember, one a line.")
    sources = models.TextField(blank=True, help_text="One a line, for example: Housing Act 1996, section 188 (England)")
    last_checked = models.DateField("law and figures checked on", null=True, blank=True)
    required = models.BooleanField(
        "counts towards the programme",
        default=True,
        help_text="An extra lesson does not count. People can still mark it done.",
    )
    recognised = models.BooleanField(
        "may be recognised in a later year",
        default=True,
        help_text="People who did this lesson in an earlier year may count it, if it teaches the same. Untick it for a "
        "lesson that everybody should do each year.",
    )
    reading_minutes = models.PositiveSmallIntegerField(default=1, editable=False)
    question_count = models.PositiveSmallIntegerField(default=0, editable=False)

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("outcomes"),
        FieldPanel("body"),
        FieldPanel("summary"),
        InlinePanel("lesson_terms", heading="Words in this lesson", label="Word"),
    ]
    easy_read_panels = [FieldPanel("easy_read")]
    checking_panels = [
        FieldRowPanel([FieldPanel("nation"), FieldPanel("last_checked")]),
        FieldPanel("where_you_live"),
        FieldPanel("sources"),
        MultiFieldPanel([FieldPanel("required"), FieldPanel("recognised"), FieldPanel("minutes")], "Counting"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading="Lesson"),
            ObjectList(easy_read_panels, heading="Easy Read"),
            ObjectList(checking_panels, heading="Place and sources"),
            ObjectList(SitePage.promote_panels, heading="Promote"),
        ]
    )
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("body"),
        index.SearchField("outcomes"),
        index.SearchField("summary"),
        index.FilterField("nation"),
        index.FilterField("required"),
    ]
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    template = "courses/lesson_page.html"

    class Meta:
        verbose_name = "lesson"
        verbose_name_plural = "lessons"

    @property
    def minutes_shown(self) -> int:
        """Return how long the lesson takes: what the trainer says, or what the words and videos say."""
        return self.minutes or self.reading_minutes

    @property
    def outcome_list(self) -> list[str]:
        """Return the outcomes, one string each."""
        return lines_of(self.outcomes)

    @property
    def summary_list(self) -> list[str]:
        """Return what to remember, one string each."""
        return lines_of(self.summary)

    @property
    def source_list(self) -> list[str]:
        """Return the sources, one string each."""
        return lines_of(self.sources)

    def raw_body(self) -> list[dict[str, Any]]:
        """Return the body as the database keeps it. Parts made in the editor or in Python get their ids here."""
        return self.body.stream_block.get_prep_value(self.body)

    def clean(self) -> None:
        """Refuse ids that are missing or repeated (G2) and questions that became another kind (G5)."""
        super().clean()
        raw = self.raw_body()
        if faults := id_faults(raw):
            raise ValidationError({"body": faults})
        if question := changed_kind(self.lineage, raw):
            message = f"The question “{question}” is now of another kind. Add it as a new question instead."
            raise ValidationError({"body": message})
        if len(self.summary_list) > SUMMARY_LINES:
            raise ValidationError({"summary": "Keep it to three lines."})

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Count minutes and questions, so that lists need not read bodies; a copy within an edition is a new lesson."""
        give_own_lineage(self)
        self.reading_minutes = minutes_to_read(self)
        self.question_count = sum(child.block_type in KINDS for child in self.body)
        return super().save(*args, **kwargs)


class LessonTerm(Orderable):
    """A glossary word that a lesson explains, in the lesson's order."""

    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="lesson_terms")
    term = models.ForeignKey("cms.GlossaryTerm", on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("term")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["lesson", "term"], name="courses_lessonterm_once")]

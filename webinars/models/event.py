"""A training, webinar, meeting or action: what is offered, when, where and for whom."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Orderable, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms.models import Nation, SitePage, TopicsMixin
from lms.lib.clock import now
from webinars.models.access_block import AccessBlockMixin
from webinars.models.choices import AreaOfWork, BookingMode, Format, Language, LanguagePart, Visibility, direction
from webinars.models.event_panels import event_panels
from webinars.models.page_context import SelectorContext
from webinars.models.place import PlaceMixin
from webinars.models.timing import TimingMixin


def new_uid() -> str:
    """Return a calendar UID for life: no host in it, so that a change of domain changes nothing (RFC 7986 5.3)."""
    return str(uuid.uuid4())


class EventQuerySet(PageQuerySet):
    """Sets of events."""

    def listed(self) -> "EventQuerySet":
        """Return what everybody may find: published and public."""
        return self.live().filter(visibility=Visibility.PUBLIC)


class EventPage(SelectorContext, TopicsMixin, TimingMixin, PlaceMixin, AccessBlockMixin, SitePage):
    """One event, once or in a series. Its dates are Occurrence rows, made when it is published."""

    uid = models.CharField(max_length=80, unique=True, editable=False, default=new_uid)
    hosts = ParentalManyToManyField("cms.Organisation", blank=True, related_name="+")
    trainers = models.CharField("who leads it", max_length=250, blank=True, help_text="Roles; names only if agreed.")
    audience = models.CharField("who it is for", max_length=160, blank=True)
    area_of_work = models.CharField(max_length=12, choices=AreaOfWork.choices, blank=True)
    tag = models.SlugField(
        max_length=60, blank=True, help_text="The same word on events that belong together, such as the same day."
    )
    page_language = models.CharField("language of this page", max_length=8, choices=Language.choices, default="en")
    nation = models.CharField(
        "where its law holds",
        max_length=16,
        choices=Nation.choices,
        blank=True,
        help_text="Empty: it is not about law.",
    )
    will_be_able_to = models.TextField("you will be able to", blank=True, help_text="One line each.")
    enjoyable = models.TextField("what makes it enjoyable", blank=True)
    bring = models.CharField("what to bring", max_length=250, blank=True)
    safety = models.TextField("safety and photo policy", blank=True)
    capacity = models.PositiveIntegerField("places", null=True, blank=True, help_text="Empty: no limit.")
    access_places = models.PositiveSmallIntegerField(
        "places kept for access",
        default=0,
        help_text="On top of the places above, for people who need support; open to everybody a week before.",
    )
    booking = models.CharField(max_length=8, choices=BookingMode.choices, default=BookingMode.OPEN)
    booked_as_series = models.BooleanField("one booking covers all dates", default=False)
    visibility = models.CharField(max_length=8, choices=Visibility.choices, default=Visibility.PUBLIC)

    objects = PageManager.from_queryset(EventQuerySet)()

    content_panels = [*SitePage.content_panels, *event_panels()]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("venue_name"),
        index.SearchField("address"),
        index.SearchField("audience"),
        index.SearchField("will_be_able_to"),
    ]
    context_selector = "webinars.selectors.event_page.event_context"
    exclude_fields_in_copy = ["uid"]
    parent_page_types = ["webinars.EventIndexPage"]
    subpage_types: list[str] = []
    template = "webinars/event_page.html"

    class Meta:
        verbose_name = "training"

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet["EventPage"]:
        """Return what search may know of: never a private event."""
        return super().get_indexed_objects().filter(visibility=Visibility.PUBLIC)

    def get_indexed_instance(self) -> "EventPage | None":
        """Return this event for the search index, or None if it is private."""
        found = super().get_indexed_instance()
        return None if found is not None and found.visibility == Visibility.PRIVATE else found

    @property
    def direction(self) -> str:
        """Return the reading direction of the page's own language."""
        return direction(self.page_language)

    @property
    def abilities(self) -> list[str]:
        """Return what people will be able to do, one line each."""
        return [line.strip() for line in self.will_be_able_to.splitlines() if line.strip()]

    @property
    def is_online(self) -> bool:
        """Return whether one can take part from anywhere."""
        return self.format != Format.IN_PERSON

    def clean(self) -> None:
        """Refuse rules, times and empty answers that would mislead people; one sentence at each field."""
        super().clean()
        if self.format != Format.ONLINE and not (self.venue_name or self.address):
            raise ValidationError({"venue_name": "Say where people meet, or choose Online."})
        moment = now()
        untouched = self.untouched_dates() if self.pk else {}
        walls = self.clean_timing(moment, {wall for wall, plain in untouched.items() if not plain})
        if walls is None:
            return
        gone = {wall for wall in untouched if wall < moment.astimezone(self.zone).replace(tzinfo=None)}
        if gone - set(walls):
            raise ValidationError(
                {"starts_local": "Dates that have passed cannot change. End this series and start a new event."}
            )

    def untouched_dates(self) -> dict[Any, bool]:
        """Return each date of the rule made so far, and whether it is planned as the rule says."""
        rows = self.occurrences.filter(is_extra=False)
        return {row.original_local: row.is_as_planned for row in rows}

    def with_content_json(self, content: dict[str, Any]) -> "EventPage":
        """Keep the UID whatever a revision says: a copied page brings the revisions of its original."""
        page: EventPage = super().with_content_json(content)
        page.uid = self.uid
        return page

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page; a private event does not exist for anybody who may not edit it."""
        if self.visibility == Visibility.PRIVATE and not self.permissions_for_user(request.user).can_edit():
            raise Http404
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response


class EventLanguage(Orderable):
    """A language somebody can take part in."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField("language", max_length=8, choices=Language.choices)
    part = models.CharField(max_length=12, choices=LanguagePart.choices, default=LanguagePart.SPOKEN)

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["event", "code"],
                name="webinars_eventlanguage_once",
                violation_error_message="Each language once.",
            )
        ]

    def __str__(self) -> str:
        return self.get_code_display()

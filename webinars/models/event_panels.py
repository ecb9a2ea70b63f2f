"""How the editor's form of an event is laid out, in the order in which people plan one."""

from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.admin.widgets import AdminDateTimeInput

from webinars.models.access_block import ACCESS_ORDER
from webinars.recurrence.widget import RecurrenceInput

OFFERS = (
    "offers_step_free",
    "offers_hearing_loop",
    "offers_captions",
    "offers_bsl",
    "offers_quiet_space",
    "offers_easy_read",
    "offers_childcare",
    "offers_travel",
)


def group(heading: str, *names: str, folded: bool = False) -> MultiFieldPanel:
    """Return a titled group of plain fields."""
    return MultiFieldPanel(
        [FieldPanel(name) for name in names], heading=heading, classname="collapsed" if folded else ""
    )


def event_panels() -> list[Panel]:
    """Return the panels of an event, below title and first sentence."""
    return [
        MultiFieldPanel(
            [
                FieldPanel("starts_local", widget=AdminDateTimeInput(format="%Y-%m-%d %H:%M")),
                FieldPanel("duration_minutes"),
                FieldPanel("all_day"),
                FieldPanel("tz"),
                FieldPanel("recurrence", widget=RecurrenceInput),
                FieldPanel("open_ended"),
            ],
            heading="When",
        ),
        group("Where", "format", "venue_name", "address", "region", "online_note", "join_url", "join_phone"),
        group("Booking", "booking", "capacity", "access_places", "booked_as_series", "visibility"),
        group("For whom", "audience", "area_of_work", "topics", "tag", "nation", "page_language"),
        group("What happens", "will_be_able_to", "enjoyable", "bring", "safety"),
        group("Who runs it", "hosts", "trainers"),
        InlinePanel("languages", heading="Languages people can take part in", label="Language"),
        group("What is there (lists can be filtered by these)", *OFFERS),
        group(
            "Access: “Not known yet” is an answer, empty is not", *(name for name, *_ in ACCESS_ORDER), "request_days"
        ),
    ]

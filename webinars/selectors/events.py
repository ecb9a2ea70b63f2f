"""Sets of events that other parts of the site ask for."""

from webinars.models import EventPage
from webinars.models.choices import Visibility


def private_page_ids() -> list[int]:
    """Return the pages that the public search leaves out (named in settings.SEARCH_HIDDEN)."""
    return list(EventPage.objects.filter(visibility=Visibility.PRIVATE).values_list("pk", flat=True))

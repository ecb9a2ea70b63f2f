"""The feed's revision: moved by every change of what the public feed shows, removals included."""

from datetime import date, timedelta

from django.db import transaction

from lms.lib.clock import now
from lms.lib.freshness import content_changed
from webinars.models import FeedRevision
from webinars.models.calendar import KEEP_WITHDRAWN_DAYS

PUBLIC = "public"


def window_from_today() -> date:
    """Return the day since which public feeds look back."""
    return now().date() - timedelta(days=KEEP_WITHDRAWN_DAYS)


def current_revision() -> FeedRevision:
    """Return the public feed's revision row, made at the first change ever."""
    moment = now().replace(microsecond=0)
    row, _ = FeedRevision.objects.get_or_create(
        key=PUBLIC, defaults={"changed_at": moment, "window_from": window_from_today()}
    )
    return row


@transaction.atomic
def bump_feed(*, window_from: date | None = None) -> FeedRevision:
    """Move the revision. Its time always moves by a second at least: If-Modified-Since knows no smaller step."""
    current_revision()
    row = FeedRevision.objects.select_for_update().get(key=PUBLIC)
    row.number += 1
    row.changed_at = max(now().replace(microsecond=0), row.changed_at + timedelta(seconds=1))
    if window_from:
        row.window_from = window_from
    row.save()
    content_changed()
    return row

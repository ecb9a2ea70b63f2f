"""The calendar files: stored bytes, joined. Nothing is built or evaluated when a calendar asks."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from gzip import compress
from importlib import metadata

from django.core.cache import cache
from django.db import connection
from django.db.models import Q, QuerySet

from cms.models import Branding
from lms.lib.freshness import UNKNOWN, revision
from webinars.ical.writer import calendar
from webinars.ical.zones import vtimezone
from webinars.models import CalendarEntry, EventPage, FeedRevision
from webinars.selectors.vevents import day_start

logger = logging.getLogger(__name__)

PUBLIC = "public"
MAX_ENTRIES, MAX_BYTES = 1000, 900_000  # Google shows nothing of a file above about 1 MB
ZONE_DATA = metadata.version("tzdata")
KEPT_SECONDS = 60 * 60 * 24
State = CalendarEntry.State


@dataclass(frozen=True)
class Mark:
    """By what a client knows whether it has a file already. `changed_at` is an instant in UTC."""

    etag: str
    changed_at: datetime


@dataclass(frozen=True)
class Feed(Mark):
    """A calendar file, ready to send."""

    body: bytes
    packed: bytes


@dataclass(frozen=True)
class Stamp:
    """What a 304 needs to know of the public feed: one row."""

    number: int
    changed_at: datetime
    window_from: datetime


Row = tuple[str, str, datetime, datetime | None, str, bytes]


def public_stamp() -> Stamp:
    """Return where the public feed stands; a school without any event has an empty feed.

    One query, or none while the content's revision is the one it was read at: whatever moves the feed moves that too.
    """
    now = revision()
    if now == UNKNOWN or connection.in_atomic_block:
        return read_stamp()
    stamp: Stamp | None = cache.get(f"feed-stamp:{now}")
    if stamp is None:
        stamp = read_stamp()
        cache.set(f"feed-stamp:{now}", stamp, KEPT_SECONDS)
    return stamp


def read_stamp() -> Stamp:
    """Return where the public feed stands now, with one query."""
    row = FeedRevision.objects.filter(key=PUBLIC).values_list("number", "changed_at", "window_from").first()
    if row is None:
        return Stamp(0, datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))
    return Stamp(row[0], row[1], day_start(row[2]))


def feed_key(stamp: Stamp) -> str:
    """Return under what the public feed of this revision is kept."""
    return f"feed:{PUBLIC}:{stamp.number}:{stamp.changed_at:%Y%m%d%H%M%S}:{ZONE_DATA}"


def public_mark(stamp: Stamp) -> Mark:
    """Return the mark of the feed at this revision, without loading a megabyte that nobody may want."""
    key = f"{feed_key(stamp)}:mark"
    mark: Mark | None = cache.get(key)
    if mark is None:
        feed = public_feed(stamp)
        mark = Mark(feed.etag, feed.changed_at)
        cache.set(key, mark, KEPT_SECONDS)
    return mark


def public_feed(stamp: Stamp) -> Feed:
    """Return the feed of everything public at this revision; two queries when it is not kept yet, else none."""
    key = feed_key(stamp)
    kept: Feed | None = cache.get(key)
    if kept is None:
        rows = CalendarEntry.objects.filter(state__in=[State.LISTED, State.WITHDRAWN]).filter(
            Q(ends_at=None) | Q(ends_at__gte=stamp.window_from)
        )
        kept = feed_of(trimmed(in_order(loaded(rows))), stamp.changed_at, description=WHAT_IT_IS)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


WHAT_IT_IS = "Trainings, webinars and actions. Free, and open to everybody."


def loaded(rows: QuerySet[CalendarEntry]) -> list[Row]:
    """Return what joining needs of stored entries."""
    return [
        (uid, rid, sort_at, ends_at, tzid, bytes(raw))
        for uid, rid, sort_at, ends_at, tzid, raw in rows.values_list(
            "uid", "recurrence_id", "sort_at", "ends_at", "tzid", "ical_bytes"
        )
    ]


def in_order(rows: list[Row]) -> list[Row]:
    """Return entries by start, UID, and the series before its changed dates; sorted here, as databases collate apart."""
    return sorted(rows, key=lambda row: (row[2], row[0], row[1]))


def trimmed(rows: list[Row]) -> list[Row]:
    """Return entries within the cap, the oldest left out first and never a changed date without its series."""
    size, kept = 0, 0
    for row in reversed(rows):
        size += len(row[5])
        if size > MAX_BYTES or kept == MAX_ENTRIES:
            logger.warning("feed.trimmed entries=%d of=%d", kept, len(rows))
            break
        kept += 1
    shown = rows[len(rows) - kept :] if kept else []
    masters = {row[0] for row in shown if not row[1]}
    return [row for row in shown if row[0] in masters]


def feed_of(rows: list[Row], changed_at: datetime, *, description: str, name: str = "") -> Feed:
    """Return a calendar file of stored entries. Same rows, same bytes."""
    branding = Branding.objects.first() or Branding()
    body = calendar(
        name=name or branding.site_name,
        description=description,
        zones=[vtimezone(tzid) for tzid in sorted({row[4] for row in rows} - {""})],
        events=[row[5] for row in rows],
    )
    # mtime=0: the same bytes in every process
    return Feed(f'"{hashlib.sha256(body).hexdigest()[:32]}"', changed_at, body, compress(body, 6, mtime=0))


def event_feed(uid: str) -> Feed | None:
    """Return the file of one public event with all its dates; None if there is none, or it was withdrawn long ago."""
    found = CalendarEntry.objects.filter(state__in=[State.LISTED, State.WITHDRAWN]).filter(
        Q(uid=uid) | Q(event__uid=uid)
    )
    stamps = list(found.values_list("changed_at", flat=True))
    if not stamps:
        return None
    changed_at = max(stamps)
    event = EventPage.objects.filter(uid=uid).only("title").first()
    return feed_of(in_order(loaded(found)), changed_at, description=WHAT_IT_IS, name=event.title if event else "")

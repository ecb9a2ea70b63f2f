"""Run as a process of its own, with the benchmark's settings: says as JSON what to ask for and how many queries it takes.

Queries are counted with Django's test client on the benchmark's own data, the second time a page is asked for, without
the response cache.
"""

import json
import os
import re
import sys
from dataclasses import asdict, dataclass, field

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings_uncached")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from cms.models import HomePage  # noqa: E402
from courses.models import Enrolment, LessonPage  # noqa: E402
from webinars.models import EventIndexPage, EventPage, Occurrence  # noqa: E402


@dataclass
class Target:
    """One row of the table: what to ask for, of which server, and what is promised."""

    name: str
    path: str
    cached: bool
    limit: float | None
    query_limit: int | None
    headers: dict[str, str] = field(default_factory=dict)
    queries: int = 0


def count_queries(target: Target) -> int:
    """Return the queries of one warm answer."""
    client = Client(headers={"host": "127.0.0.1", **target.headers})
    client.get(target.path)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(target.path)
    if response.status_code not in {200, 304}:
        sys.exit(f"{target.name}: {target.path} answered {response.status_code}")
    return len(queries)


def path_of(page: HomePage | LessonPage | EventIndexPage) -> str:
    """Return a page's path on this site."""
    return re.sub(r"^https?://[^/]+", "", page.full_url or "/")


def main() -> None:
    """Find the pages, sign a learner in, count, and print."""
    lesson = LessonPage.objects.live().order_by("-depth", "pk").first()
    events = EventIndexPage.objects.live().first()
    home = HomePage.objects.live().first()
    enrolment = Enrolment.objects.select_related("user").order_by("pk").last()
    if not (lesson and events and home and enrolment):
        sys.exit("The demo school has no lesson, events, home page or learner to measure.")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(enrolment.user, backend="lms.accounts.backends.PlaceBackend")
    signed_in = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"}
    listing = Client(headers={"host": "127.0.0.1"}).get(path_of(events)).content.decode()
    link = re.search(r'<link[^>]*type="text/calendar"[^>]*>', listing)
    address = re.search(r'href="(?:(?:https?|webcal):)?(?://[^/"]+)?(/[^"]*)"', link[0]) if link else None
    if address is None:
        sys.exit("The list of events names no calendar.")
    feed = address[1].replace("&amp;", "&")
    etag = Client(headers={"host": "127.0.0.1"}).get(feed).headers.get("ETag", "")
    targets = [
        Target("lesson, anybody", path_of(lesson), True, 1.5, None),
        Target("lesson, anybody, not cached", path_of(lesson), False, None, 10),
        Target("lesson, signed in", path_of(lesson), True, 25, 14, signed_in),
        Target("home, anybody", path_of(home), True, 1.5, None),
        Target("home, anybody, not cached", path_of(home), False, None, None),
        Target("list of events, anybody", path_of(events), True, 1.5, None),
        Target("list of events, not cached", path_of(events), False, None, None),
        Target("calendar, all of it (200)", feed, True, 6, 3),
        Target("calendar, nothing new (304)", feed, True, 4, 3, {"If-None-Match": etag}),
    ]
    for target in targets:
        anybody_cached = target.cached and not target.headers and "calendar" not in target.name
        target.queries = 0 if anybody_cached else count_queries(target)
    print(
        json.dumps(
            {
                "targets": [asdict(target) for target in targets],
                "pages": {"home": path_of(home), "lesson": path_of(lesson), "events": path_of(events)},
                "events": EventPage.objects.live().count(),
                "occurrences": Occurrence.objects.count(),
                "learners": Enrolment.objects.count(),
            }
        )
    )


if __name__ == "__main__":
    main()

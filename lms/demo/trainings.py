"""The demo school's year of trainings: published as pages, with their dates made and changed by the real services."""

from typing import Any

from django.db import transaction

from cms.models import HomePage, Organisation
from lms.accounts.models import User
from lms.demo.bookings import book_places
from lms.demo.event_changes import make_exceptions
from lms.demo.event_files import event_fields, event_rows, free_uid, region_of
from lms.demo.files import read
from lms.demo.pages import belongs_to_an_editor, put_page
from lms.demo.vocabulary import load_topics
from webinars.models import EventIndexPage, EventLanguage, EventPage

BY = "demo"


def load_events(*, year: int, owner: User) -> EventIndexPage:
    """Make the page of all trainings and a year's events below it, or bring them up to date; return the page.

    Run again for the same year, it makes no page, revision, date or booking a second time. Another year's events are new
    pages beside them.
    """
    load_organisations()
    index = put_page(
        HomePage.objects.get(),
        EventIndexPage,
        owner=owner,
        slug="events",
        title="Learn it together",
        lede="Trainings, webinars and meetings on homes, land and planning. All free. No account needed.",
    )
    for data in event_rows():
        load_event(index, data, year=year, owner=owner)
    return index


@transaction.atomic
def load_organisations() -> None:
    """Make or update the groups that host trainings. All but the teams of this site are invented and say so."""
    for data in read("organisations.toml")["organisation"]:
        fields = {
            "name": data["name"],
            "kind": data["kind"],
            "region": region_of(data),
            "focus": data.get("focus", ""),
            "is_example": data["kind"] != Organisation.Kind.TEAM,
        }
        row = Organisation.objects.filter(slug=data["slug"]).first() or Organisation(slug=data["slug"])
        if row.pk is None or any(getattr(row, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(row, name, value)
            row.full_clean()
            row.save()


@transaction.atomic
def load_event(index: EventIndexPage, data: dict[str, Any], *, year: int, owner: User) -> EventPage:
    """Make and publish one event with its dates and bookings; leave its page alone when it already says the same."""
    slug = f"{data['slug']}-{year}"
    fields = event_fields(data, year)
    languages = [tuple(entry.split(":")) for entry in data["languages"]]
    hosts = {row.slug: row for row in Organisation.objects.filter(slug__in=data["hosts"])}
    topics = load_topics(data.get("topics", []))
    event = EventPage.objects.child_of(index).filter(slug=slug).first()
    if event is not None and belongs_to_an_editor(event):
        return event
    if event is None or not says_the_same(event, fields, languages, data["hosts"], data.get("topics", [])):
        is_new = event is None
        if event is None:
            event = EventPage(slug=slug, owner=owner, live=False, uid=free_uid(f"{year}:{data['key']}"))
        for name, value in fields.items():
            setattr(event, name, value)
        event.hosts.set([hosts[host] for host in data["hosts"]])
        event.topics.set(topics)
        event.languages = [
            EventLanguage(code=code, part=part, sort_order=place) for place, (code, part) in enumerate(languages)
        ]
        if is_new:
            event.full_clean(exclude=["path", "depth", "url_path"])
            index.add_child(instance=event)
        event.save_revision(user=owner).publish(user=owner)
        event.refresh_from_db()
    make_exceptions(event, data, year=year, by=BY)
    book_places(event, number=data.get("booked", 0))
    return event


def says_the_same(
    event: EventPage, fields: dict[str, Any], languages: list[tuple[str, ...]], hosts: list[str], topics: list[str]
) -> bool:
    """Return whether a published event equals its file."""
    return (
        event.live
        and all(getattr(event, name) == value for name, value in fields.items())
        and [(row.code, row.part) for row in event.languages.all()] == languages
        and {row.slug for row in event.hosts.all()} == set(hosts)
        and {row.slug for row in event.topics.all()} == set(topics)
    )

"""The demo school's yearly programme: modules 1 and 3 in full, the others as outlines that are not published."""

import datetime
import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from cms.models import GlossaryTerm, HomePage
from courses.models import LearnIndexPage, LessonPage, LessonTerm, ModulePage, ProgrammePage
from lms.accounts.models import User
from lms.demo.files import CONTENT, read
from lms.demo.lesson_body import stored_body, stored_easy_read
from lms.demo.pages import belongs_to_an_editor, put_page, stable_id
from lms.demo.vocabulary import load_topics, load_vocabulary


def lineage(path: str) -> uuid.UUID:
    """Return what a page teaches as an id: the same in every year's edition, as a roll-over would keep it."""
    return uuid.UUID(stable_id(f"lineage:{path}"))


@transaction.atomic
def load_programme(*, year: int, owner: User) -> ProgrammePage:
    """Make the edition of a year, or bring it up to date, and return it. Unchanged pages are not published again."""
    load_vocabulary()
    home = HomePage.objects.get()
    index = put_page(home, LearnIndexPage, owner=owner, slug="learn", title="Learn", lede="This year's programme.")
    data = read("programme.toml")
    programme = put_page(
        index,
        ProgrammePage,
        owner=owner,
        slug=data["slug"].format(year=year),
        title=data["title"].format(year=year),
        lineage=lineage("programme"),
        year=year,
        edition_name=data["edition"],
        tagline=data["tagline"],
        lede=data["lede"],
        outcomes="\n".join(data["outcomes"]),
        hours=data["hours_total"],
        hours_note=data["hours_per_week"],
        introduction="".join(data["intro"].splitlines()),
    )
    for row in data["modules"]:
        load_module(programme, row, owner=owner)
    return programme


def load_module(
    programme: ProgrammePage, row: dict[str, Any], *, owner: User, said_then: Mapping[str, dict[str, Any]] | None = None
) -> ModulePage:
    """Make one module with its lessons: published where they are written in full, drafts where they are outlined.

    `said_then` holds, by lesson key, the fields that another year's edition had instead.
    """
    folder = f"module_{row['key']}"
    data = read(f"{folder}/module.toml")
    fields: dict[str, Any] = {
        "title": data["title"],
        "lineage": lineage(f"module:{data['key']}"),
        "number": int(data["key"]),
        "lede": row["lede"],
        "outcomes": "\n".join(data["outcomes"]),
        "nation": data["nation"],
        "trainers": data["trainers"],
        "opens_on": datetime.date(programme.year, row["released_month"], 1),
    }
    module = put_page(programme, ModulePage, owner=owner, slug=data["slug"], **fields)
    topics = load_topics(data["topics"])
    if {topic.pk for topic in module.topics.all()} != {topic.pk for topic in topics} and not belongs_to_an_editor(
        module
    ):
        module.topics.set(topics)
        module.save_revision(user=owner).publish(user=owner)
    for path in sorted((CONTENT / folder).glob("lesson_*.toml")):
        lesson = read(f"{folder}/{path.name}")
        load_lesson(module, {**lesson, **(said_then or {}).get(lesson["key"], {})}, owner=owner)
    if (CONTENT / folder / "outline.toml").exists():
        for lesson in read(f"{folder}/outline.toml")["lesson"]:
            load_outline(module, lesson, owner=owner)
    return module


def load_lesson(module: ModulePage, data: dict[str, Any], *, owner: User) -> LessonPage:
    """Make and publish one lesson that is written in full; leave it alone when it already says the same."""
    terms = {term.slug: term for term in GlossaryTerm.objects.filter(slug__in=data["terms"])}
    fields: dict[str, Any] = {
        **shared_fields(data),
        "where_you_live": data["where_you_live"],
        "summary": "\n".join(data["summary"]),
        "sources": "\n".join(data["sources"]),
        "last_checked": data["last_checked"],
    }
    body = stored_body(data["key"], data["body"])
    easy_read = stored_easy_read(data["key"], data.get("easy_read", []))
    lesson = LessonPage.objects.child_of(module).filter(slug=data["slug"]).first()
    streams = {"body": body, "easy_read": easy_read}
    if lesson is not None and lesson.live and says_the_same(lesson, fields, streams, data["terms"]):
        return lesson
    if lesson is not None and belongs_to_an_editor(lesson):
        return lesson
    if lesson is None:
        lesson = LessonPage(slug=data["slug"], owner=owner, live=False)
    for name, value in fields.items():
        setattr(lesson, name, value)
    for name, stored in streams.items():
        setattr(lesson, name, json.dumps(stored))
    lesson.lesson_terms = [LessonTerm(term=terms[key], sort_order=place) for place, key in enumerate(data["terms"])]
    lesson.full_clean(exclude=["path", "depth", "url_path"])
    if lesson.pk is None:
        module.add_child(instance=lesson)
    lesson.save_revision(user=owner).publish(user=owner)
    return lesson


def says_the_same(
    lesson: LessonPage, fields: dict[str, Any], streams: dict[str, list[dict[str, Any]]], terms: list[str]
) -> bool:
    """Return whether a published lesson equals its file, whatever fields its blocks have gained since."""
    return (
        all(getattr(lesson, name) == value for name, value in fields.items())
        and all(
            without_empty(list(getattr(lesson, name).raw_data)) == without_empty(stored)
            for name, stored in streams.items()
        )
        and [row.term.slug for row in lesson.lesson_terms.select_related("term")] == terms
    )


def without_empty(value: Any) -> Any:
    """Return stored blocks without the fields that say nothing: saving writes those that a file leaves out."""
    if isinstance(value, dict):
        return {name: without_empty(inner) for name, inner in value.items() if inner not in (None, "")}
    return [without_empty(inner) for inner in value] if isinstance(value, list) else value


def shared_fields(data: dict[str, Any]) -> dict[str, Any]:
    """Return what a written lesson and an outlined one both have."""
    return {
        "title": data["title"],
        "lineage": lineage(f"lesson:{data['key']}"),
        "lede": data["lede"],
        "minutes": data["minutes"],
        "nation": data["nation"],
        "outcomes": "\n".join(data["outcomes"]),
    }


def load_outline(module: ModulePage, data: dict[str, Any], *, owner: User) -> LessonPage:
    """Make one draft with the points that somebody will write up. A draft that exists belongs to its writers."""
    found = LessonPage.objects.child_of(module).filter(slug=data["slug"]).first()
    if found is not None:
        return found
    path = f"lesson:{data['key']}/outline"
    points = "".join(f"<li>{point}</li>" for point in data["points"])
    body = [
        {"type": "heading", "value": "Points to write up", "id": stable_id(f"{path}:heading")},
        {"type": "text", "value": f"<ul>{points}</ul>", "id": stable_id(f"{path}:points")},
    ]
    return put_page(module, LessonPage, owner=owner, slug=data["slug"], live=False, body=body, **shared_fields(data))

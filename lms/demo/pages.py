"""Puts a page where it belongs, publishes it only when something changed, and gives blocks stable ids."""

import json
import uuid
from typing import Any, TypeVar

from wagtail.models import Page, PageLogEntry

from lms.accounts.models import User

# Block ids made from this and a path stay the same on every load, so answers keep pointing at their question (G7).
SPACE = uuid.UUID("6f0c2a52-6c0d-5b3e-9a59-3b6c1d5e7f10")

PageKind = TypeVar("PageKind", bound=Page)


def stable_id(path: str) -> str:
    """Return the id that a block or option at `path` always has."""
    return str(uuid.uuid5(SPACE, path))


def text_block(path: str, html: str) -> dict[str, Any]:
    """Return a text block in the stored form."""
    return {"type": "text", "value": html, "id": stable_id(path)}


def belongs_to_an_editor(page: Page) -> bool:
    """Return whether somebody has changed this page in the editor: then the demo leaves it to them."""
    return bool(page.pk and PageLogEntry.objects.filter(page=page.pk, action="wagtail.edit").exists())


def put_page(
    parent: Page,
    kind: type[PageKind],
    *,
    owner: User,
    slug: str,
    live: bool = True,
    body: list[dict[str, Any]] | None = None,
    **fields: Any,
) -> PageKind:
    """Make or update the page `slug` under `parent` and return it.

    `body` is the stored form of a StreamField with ids. A page whose fields are already so is left alone: no revision
    is made and nothing is published again; so is a page that somebody changed in the editor. With live=False a new page
    stays a draft.
    """
    page = kind.objects.child_of(parent).filter(slug=slug).first()
    stored = json.dumps(body) if body is not None else None
    if page is None:
        page = kind(slug=slug, owner=owner, live=False, **fields)
        if stored is not None:
            page.body = stored
        page.full_clean(exclude=["path", "depth", "url_path"])
        parent.add_child(instance=page)
    elif belongs_to_an_editor(page):
        return page
    else:
        changed = [name for name, value in fields.items() if getattr(page, name) != value]
        if stored is not None and list(page.body.raw_data) != body:
            changed.append("body")
            page.body = stored
        if not changed:
            return page
        for name, value in fields.items():
            setattr(page, name, value)
    revision = page.save_revision(user=owner)
    if live:
        revision.publish(user=owner)
        page.refresh_from_db()
    return page

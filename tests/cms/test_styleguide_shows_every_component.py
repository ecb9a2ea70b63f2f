"""The gallery is the proof that each component can be drawn, and the place to see them all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.test.signals import template_rendered

from lms.accounts.models import User

COMPONENTS = sorted((Path(__file__).resolve().parents[2] / "templates" / "components").glob("*.html"))

pytestmark = pytest.mark.django_db


def drawn(client: Client, address: str) -> tuple[set[str], str]:
    """Return the names of all templates a page was made of, and the page."""
    names: set[str] = set()

    def note(template: object, **_: object) -> None:
        names.add(str(getattr(template, "name", "")))

    template_rendered.connect(note)
    try:
        answer = client.get(address)
    finally:
        template_rendered.disconnect(note)
    assert answer.status_code == 200
    return names, answer.content.decode()


def test_every_component_is_shown(client_of: Callable[[User], Client], editor: User) -> None:
    names, _ = drawn(client_of(editor), "/styleguide/")
    assert [file.name for file in COMPONENTS if f"components/{file.name}" not in names] == []


def test_no_id_stands_twice(client_of: Callable[[User], Client], editor: User) -> None:
    parts = drawn(client_of(editor), "/styleguide/")[1].split(' id="')[1:]
    ids = [part.split('"', 1)[0] for part in parts]
    assert sorted({one for one in ids if ids.count(one) > 1}) == []


@pytest.mark.parametrize("file", COMPONENTS, ids=lambda file: file.stem)
def test_a_component_says_what_it_takes(file: Path) -> None:
    assert file.read_text(encoding="utf-8").splitlines()[0].startswith(("{# Argument", "{# Arguments: none"))


def test_the_gallery_is_for_staff(visitor: Client, client_of: Callable[[User], Client], learner: User) -> None:
    assert visitor.get("/styleguide/").status_code == 404
    assert client_of(learner).get("/styleguide/").status_code == 404

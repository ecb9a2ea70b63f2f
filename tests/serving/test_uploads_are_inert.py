"""Pictures are served as pictures; nothing else of the uploads has an address, and nothing uploaded can run."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client

PICTURE = b"\x89PNG\r\n\x1a\n<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> None:
    """Lay out a folder of uploads with all kinds of things in it."""
    settings.MEDIA_ROOT = tmp_path
    for name in (
        "images/rally.max-800x600.png",
        "images/RALLY.PNG",
        "images/page.html",
        "images/drawing.svg",
        "images/noextension",
        "images/page.html.png",
        "original_images/rally.png",
        "documents/minutes.pdf",
        "secret.png",
    ):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(PICTURE)


def get(path: str, **headers: str) -> Any:
    """Ask for a file; nothing here needs the database but the page that says it is not there."""
    return Client(headers=headers).get(f"{configured.MEDIA_URL}{path}")


@pytest.mark.parametrize("name", ["rally.max-800x600.png", "RALLY.PNG", "page.html.png"])
def test_a_picture_is_a_picture_whatever_is_in_it(name: str) -> None:
    response = get(f"images/{name}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
    assert b"".join(response.streaming_content) == PICTURE
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cache-Control"] == "public, max-age=2592000, immutable"
    assert response.cookies == {}


def test_a_browser_that_has_it_is_told_so() -> None:
    seen = get("images/rally.max-800x600.png").headers["Last-Modified"]
    assert get("images/rally.max-800x600.png", if_modified_since=seen).status_code == 304


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "images/page.html",
        "images/drawing.svg",
        "images/noextension",
        "images/",
        "images/nothing.png",
        "images/../secret.png",
        "images/..%2Fsecret.png",
        "images/%2e%2e/secret.png",
        "images/..%5Csecret.png",
        "original_images/rally.png",
        "documents/minutes.pdf",
        "secret.png",
        "",
    ],
)
def test_nothing_else_is_there(path: str) -> None:
    assert get(path).status_code == 404

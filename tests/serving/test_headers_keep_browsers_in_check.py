"""What browsers are told: nothing inline on public pages, a looser rule in the editor only, no framing by others."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Page

from cms.models import HomePage, StandardPage
from lms.accounts.models import User

pytestmark = pytest.mark.django_db
STRICT = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
}


def policy(response: object) -> set[str]:
    """Return a response's content security policy as a set of rules."""
    return set(response.headers["Content-Security-Policy"].split("; "))  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["/", "/search/", "/nowhere/", "/healthz", "/robots.txt", "/administration/"])
def test_public_answers_are_strict(site_tree: HomePage, path: str) -> None:
    response = Client().get(path)
    assert policy(response) == STRICT | {"frame-ancestors 'none'"}
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in response.headers["Permissions-Policy"]


def test_a_refused_host_is_strict_too() -> None:
    response = Client().get("/", HTTP_HOST="evil.example")
    assert (response.status_code, policy(response)) == (400, STRICT | {"frame-ancestors 'none'"})


def test_the_editor_may_use_what_wagtail_needs(client_of: Callable[[User], Client], editor: User) -> None:
    response = client_of(editor).get("/admin/")
    assert {"script-src 'self' 'unsafe-inline'", "frame-ancestors 'self'"} <= policy(response)
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_draft_is_strict_and_may_be_framed_by_the_editor(
    site_tree: HomePage, client_of: Callable[[User], Client], editor: User
) -> None:
    page = site_tree.add_child(instance=StandardPage(title="Leaflet", slug="leaflet"))
    page.title = "A draft"
    page.save_revision()
    response = client_of(editor).get(f"/admin/pages/{page.pk}/view_draft/")
    assert b"A draft" in response.content
    assert policy(response) == STRICT | {"frame-ancestors 'self'"}
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_view_may_be_stricter(site_tree: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    serve = Page.serve

    def stricter(self: Page, request: object, *args: object, **kwargs: object) -> object:
        response = serve(self, request, *args, **kwargs)
        response["Content-Security-Policy"] = "sandbox"
        response["Referrer-Policy"] = "no-referrer"
        return response

    monkeypatch.setattr(HomePage, "serve", stricter)
    response = Client().get("/")
    assert policy(response) == {"sandbox"}
    assert response.headers["Referrer-Policy"] == "no-referrer"

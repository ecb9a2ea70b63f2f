"""Pages are found in one query by their whole address, and come out exactly as from Wagtail's own walk."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail import hooks
from wagtail import views as wagtail_views
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms import routing
from cms.models import HomePage, StandardPage
from cms.routing import find_page, root_address
from lms.accounts.models import User

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "/",
    "/about/",
    "/about/us/",
    "/about/us/here/",
    "/about/us/here/now/",
    "/about/nobody/",
    "/About/",
    "/draft/",
    "/draft/child/",
    "/front/about/",
    "/us/",
    "/cy/",
    "/cy/amdanom/",
    "/cy/about/",
    "/amdanom/",
    "/about",
    "/moved/",
    "/about/?x=1",
]


@pytest.fixture
def tree(site_tree: HomePage) -> HomePage:
    """Return a home page with pages four levels deep, a draft with a published page below, and a Welsh translation."""
    page: Page = site_tree
    for slug in ("about", "us", "here", "now"):
        page = page.add_child(instance=StandardPage(title=slug.title(), slug=slug, lede=f"All of {slug}."))
    draft = site_tree.add_child(instance=StandardPage(title="Draft", slug="draft", live=False))
    draft.add_child(instance=StandardPage(title="Child", slug="child"))
    welsh = Locale.objects.create(language_code="cy")
    home = site_tree.copy_for_translation(welsh)
    home.live = True
    home.save()
    about = StandardPage.objects.get(slug="about").copy_for_translation(welsh)
    about.title, about.slug, about.live = "Amdanom", "amdanom", True
    about.save()
    Redirect.objects.create(old_path="/moved", redirect_link="/about/")
    return site_tree


@pytest.fixture
def by_wagtail(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function that switches the short way off."""
    return lambda: monkeypatch.setattr(routing, "find_page", lambda address: None)


def outcome(address: str, **headers: str) -> tuple[int, str, bytes]:
    """Return status, where a redirect leads, and the bytes."""
    response = Client(headers=headers).get(address)
    return response.status_code, response.headers.get("Location", ""), response.content


@pytest.mark.parametrize("host", ["testserver", "localhost"])
def test_every_answer_is_the_one_wagtail_gives(tree: HomePage, by_wagtail: Callable[[], None], host: str) -> None:
    ours = {address: outcome(address, host=host) for address in ADDRESSES}
    again = {address: outcome(address, host=host) for address in ADDRESSES}
    by_wagtail()
    theirs = {address: outcome(address, host=host) for address in ADDRESSES}
    assert ours == theirs
    assert again == theirs
    assert {address: found[0] for address, found in ours.items() if found[0] != 404} == {
        "/": 200,
        "/about/": 200,
        "/about/us/": 200,
        "/about/us/here/": 200,
        "/about/us/here/now/": 200,
        "/draft/child/": 200,
        "/cy/": 200,
        "/cy/amdanom/": 200,
        "/about": 301,
        "/moved/": 301,
        "/about/?x=1": 200,
    }


def test_a_language_without_a_translation_has_no_pages(tree: HomePage) -> None:
    response = Client().get("/ar/about/")
    assert response.status_code == 404
    assert b'<html lang="en" dir="ltr"' in response.content
    assert Client().get("/ar/").status_code == 404
    assert b'<html lang="cy" dir="ltr"' in Client().get("/cy/").content


def test_another_site_has_its_own_pages(tree: HomePage, by_wagtail: Callable[[], None]) -> None:
    us = StandardPage.objects.get(slug="us")
    Site.objects.filter(is_default_site=True).update(hostname="testserver")
    Site.objects.create(hostname="127.0.0.1", root_page=us)
    addresses = ["/", "/here/", "/about/", "/about/us/"]
    ours = [outcome(address, host="127.0.0.1") for address in addresses]
    assert [found[0] for found in ours] == [200, 200, 404, 404]
    by_wagtail()
    assert [outcome(address, host="127.0.0.1") for address in addresses] == ours


def asked(path: str) -> int:
    """Return how many queries finding a page takes."""
    request = RequestFactory().get(f"/{path}")
    with CaptureQueriesContext(connection) as queries:
        root = root_address(request)
        page = find_page(f"{root}{path}")
    assert isinstance(page, StandardPage)
    return len(queries)


@pytest.mark.parametrize("path", ["about/", "about/us/here/now/"])
def test_depth_does_not_matter(tree: HomePage, path: str) -> None:
    asked(path)
    assert asked(path) == 5  # the site and its languages, the page and its kind; outside of a transaction none


@pytest.mark.django_db(transaction=True)
def test_a_page_that_is_remembered_takes_no_query(tree: HomePage) -> None:
    asked("about/us/here/now/")
    assert asked("about/us/here/now/") == 0


@pytest.mark.django_db(transaction=True)
def test_what_a_request_does_to_a_page_is_its_own(tree: HomePage) -> None:
    mine = find_page("/front/about/")
    assert mine is not None
    mine.title = "Scribbled on"
    theirs = find_page("/front/about/")
    assert theirs is not None and theirs is not mine
    assert theirs.title == "About"


@pytest.mark.django_db(transaction=True)
def test_what_is_published_or_withdrawn_is_found_so_at_once(tree: HomePage) -> None:
    page = find_page("/front/about/")
    assert isinstance(page, StandardPage)
    page.title = "About now"
    page.save_revision().publish()
    assert getattr(find_page("/front/about/"), "title", None) == "About now"
    page.unpublish()
    assert find_page("/front/about/") is None


@pytest.mark.django_db(transaction=True)
def test_another_root_is_known_at_once(tree: HomePage) -> None:
    assert b"All of us." in Client().get("/about/us/").content
    site = Site.objects.get(is_default_site=True)
    site.root_page = StandardPage.objects.get(slug="about")
    site.save()
    assert Client().get("/about/us/").status_code == 404
    assert b"All of us." in Client().get("/us/").content


def test_a_page_that_became_another_kind_is_found_again(tree: HomePage) -> None:
    assert Client().get("/about/us/here/now/").status_code == 200
    StandardPage.objects.get(slug="now").delete()
    StandardPage.objects.get(slug="here").add_child(instance=HomePage(title="Now too", slug="now"))
    assert isinstance(find_page("/front/about/us/here/now/"), HomePage)


def test_a_restricted_page_asks_who_you_are(tree: HomePage, client_of: Callable[[User], Client], learner: User) -> None:
    PageViewRestriction.objects.create(
        page=StandardPage.objects.get(slug="about"), restriction_type=PageViewRestriction.LOGIN
    )
    assert Client().get("/about/us/").status_code == 302
    assert client_of(learner).get("/about/us/").status_code == 200


def test_hooks_run(tree: HomePage) -> None:
    def closed(page: Page, request: HttpRequest, *rest: Any) -> HttpResponse | None:
        return HttpResponse("closed today", status=410) if page.slug == "us" else None

    with hooks.register_temporarily("before_serve_page", closed):
        assert Client().get("/about/us/").status_code == 410
        assert Client().get("/about/").status_code == 200


def test_a_kind_of_page_that_routes_further_is_left_to_wagtail(tree: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routing, "kinds_that_route", lambda: (StandardPage,))
    assert find_page("/front/about/") is None
    assert Client().get("/about/").status_code == 200


def test_a_page_that_is_known_is_not_looked_for_again(tree: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_walk(self: Page, request: HttpRequest, path_components: list[str]) -> None:
        raise AssertionError("the tree was walked")

    monkeypatch.setattr(Page, "route", no_walk)
    monkeypatch.setattr(routing, "kinds_that_route", tuple)
    assert Client().get("/about/us/here/now/").status_code == 200


def test_wagtail_still_reads_its_note_from_the_request(tree: HomePage) -> None:
    """The short way leans on this detail of Wagtail: without it pages are still right, but slow again."""
    request = RequestFactory().get("/nowhere/")
    marker = StandardPage.objects.get(slug="about")
    request._wagtail_route_for_request = None  # type: ignore[attr-defined]
    assert Page.route_for_request(request, "about/") is None
    assert marker.url_path == "/front/about/"
    assert wagtail_views.serve.__module__ == "wagtail.views"

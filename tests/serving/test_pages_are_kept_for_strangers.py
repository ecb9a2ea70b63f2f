"""A stranger's page is kept whole; nobody else gets it, nobody else makes it, and what is published shows at once."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.models import StandardPage
from lms.accounts.models import User
from lms.lib import response_cache
from lms.lib.page_store import PageStore, keep_page
from lms.lib.response_cache import STORE

pytestmark = pytest.mark.usefixtures("keeping")
GZIP = {"HTTP_ACCEPT_ENCODING": "gzip, br"}


def stranger() -> Client:
    """Return a browser that says which host it wants, as every real one does."""
    return Client(HTTP_HOST="testserver")


def queries_of(client: Client, path: str = "/leaflet/", **headers: Any) -> int:
    """Return how many queries an answer took."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path, **headers).status_code in {200, 304}
    return len(queries)


def publish(page: StandardPage, title: str) -> None:
    """Publish a page under a new title, as the editor does."""
    page.title = title
    page.save_revision().publish()


def test_the_second_reader_costs_no_query(leaflet: StandardPage) -> None:
    assert queries_of(stranger()) > 0
    assert queries_of(stranger()) == 0


def test_the_kept_page_is_the_page(leaflet: StandardPage) -> None:
    first, second = stranger().get("/leaflet/"), stranger().get("/leaflet/")
    assert second.content == first.content
    assert dict(second.items()) == dict(first.items())
    assert second.headers["Cache-Control"] == "no-cache"


def test_what_is_published_shows_on_the_next_request(leaflet: StandardPage) -> None:
    stranger().get("/leaflet/")
    publish(leaflet, "Leaflet of the spring")
    assert b"Leaflet of the spring" in stranger().get("/leaflet/").content


def test_what_is_unpublished_is_gone_on_the_next_request(leaflet: StandardPage) -> None:
    stranger().get("/leaflet/")
    leaflet.unpublish()
    assert stranger().get("/leaflet/").status_code == 404


def test_a_page_made_while_a_change_commits_is_not_kept_as_new(
    leaflet: StandardPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = StandardPage.get_context

    def read_then_publish(self: StandardPage, *args: Any, **kwargs: Any) -> Any:
        context = read(self, *args, **kwargs)
        publish(StandardPage.objects.get(pk=self.pk), "Newer")
        return context

    with monkeypatch.context() as patch:
        patch.setattr(StandardPage, "get_context", read_then_publish)
        assert b"Newer" not in stranger().get("/leaflet/").content
    assert b"Newer" in stranger().get("/leaflet/").content


def test_a_kept_page_lives_for_a_minute_at_most(leaflet: StandardPage, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = [1_000.0]
    monkeypatch.setattr(response_cache, "monotonic", lambda: seconds[0])
    stranger().get("/leaflet/")
    seconds[0] += 59
    assert queries_of(stranger()) == 0
    seconds[0] += 2
    assert queries_of(stranger()) > 0


def test_a_signed_in_person_neither_gets_nor_makes_a_kept_page(
    leaflet: StandardPage, client_of: Callable[[User], Client], learner: User
) -> None:
    theirs = client_of(learner)
    theirs.defaults["HTTP_HOST"] = "testserver"
    response = theirs.get("/leaflet/")
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert len(STORE) == 0
    stranger().get("/leaflet/")
    assert len(STORE) == 1
    assert queries_of(theirs) > 0
    assert len(STORE) == 1


def test_any_cookie_but_the_reading_settings_goes_past_the_cache(leaflet: StandardPage) -> None:
    stranger().get("/leaflet/")
    for cookie in ("sessionid=x", "csrftoken=x", "cb_view=theme-dark; sessionid=x", "sessionid=x; cb_view=theme-dark"):
        assert queries_of(stranger(), HTTP_COOKIE=cookie) > 0, cookie
    assert len(STORE) == 1


def test_reading_settings_have_pages_of_their_own_and_made_up_ones_do_not(leaflet: StandardPage) -> None:
    usual = stranger().get("/leaflet/").content
    dark = stranger().get("/leaflet/", HTTP_COOKIE="cb_view=theme-dark").content
    assert dark != usual
    assert len(STORE) == 2
    assert stranger().get("/leaflet/", HTTP_COOKIE="cb_view=theme-nonsense.zz-1").content == usual
    assert stranger().get("/leaflet/", HTTP_COOKIE="cb_view=zz-1.theme-dark").content == dark
    assert len(STORE) == 2


def test_credentials_go_past_the_cache(leaflet: StandardPage) -> None:
    stranger().get("/leaflet/")
    assert queries_of(stranger(), HTTP_AUTHORIZATION="Basic eDp4") > 0


def test_an_unknown_query_goes_past_the_cache(leaflet: StandardPage) -> None:
    stranger().get("/leaflet/")
    assert queries_of(stranger(), "/leaflet/?utm_source=x") > 0
    assert queries_of(stranger(), "/leaflet/?page=1&x=1") > 0
    assert queries_of(stranger(), f"/leaflet/?page={'1' * 200}") > 0
    assert len(STORE) == 1


def test_a_known_query_has_a_page_of_its_own(leaflet: StandardPage) -> None:
    stranger().get("/leaflet/")
    assert queries_of(stranger(), "/leaflet/?page=2") > 0
    assert queries_of(stranger(), "/leaflet/?page=2") == 0
    assert len(STORE) == 2


def test_a_wrong_host_is_refused_although_the_page_is_kept(leaflet: StandardPage) -> None:
    stranger().get("/leaflet/")
    assert stranger().get("/leaflet/", HTTP_HOST="evil.example").status_code == 400
    assert stranger().get("/leaflet/", HTTP_X_FORWARDED_HOST="evil.example").status_code == 200


def test_the_scheme_is_part_of_what_is_kept(leaflet: StandardPage) -> None:
    stranger().get("/leaflet/")
    assert queries_of(stranger(), **{"wsgi.url_scheme": "https"}) > 0


def test_what_is_not_found_or_moved_is_not_kept(leaflet: StandardPage) -> None:
    assert stranger().get("/nowhere/").status_code == 404
    assert stranger().get("/leaflet").status_code == 301
    assert len(STORE) == 0


def test_an_answer_that_sets_a_cookie_is_not_kept(leaflet: StandardPage, monkeypatch: pytest.MonkeyPatch) -> None:
    serve = StandardPage.serve

    def serve_with_cookie(self: StandardPage, request: Any, *args: Any, **kwargs: Any) -> Any:
        response = serve(self, request, *args, **kwargs)
        response.set_cookie("who", "me")
        return response

    monkeypatch.setattr(StandardPage, "serve", serve_with_cookie)
    assert stranger().get("/leaflet/").status_code == 200
    assert len(STORE) == 0


def test_an_answer_that_opens_a_session_is_not_kept(leaflet: StandardPage, monkeypatch: pytest.MonkeyPatch) -> None:
    serve = StandardPage.serve

    def serve_with_session(self: StandardPage, request: Any, *args: Any, **kwargs: Any) -> Any:
        request.session["seen"] = True
        return serve(self, request, *args, **kwargs)

    monkeypatch.setattr(StandardPage, "serve", serve_with_session)
    assert stranger().get("/leaflet/").status_code == 200
    assert len(STORE) == 0


def test_an_answer_that_says_private_is_not_kept(leaflet: StandardPage, monkeypatch: pytest.MonkeyPatch) -> None:
    serve = StandardPage.serve

    def serve_privately(self: StandardPage, request: Any, *args: Any, **kwargs: Any) -> Any:
        response = serve(self, request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    monkeypatch.setattr(StandardPage, "serve", serve_privately)
    assert stranger().get("/leaflet/").headers["Cache-Control"] == "private, no-store"
    assert len(STORE) == 0


def test_a_restricted_page_is_never_kept_and_closes_at_once(leaflet: StandardPage) -> None:
    stranger().get("/leaflet/")
    restriction = PageViewRestriction(page=leaflet, restriction_type=PageViewRestriction.LOGIN)
    restriction.save()
    assert stranger().get("/leaflet/").status_code == 302
    STORE.clear()
    stranger().get("/leaflet/")
    assert len(STORE) == 0
    restriction.delete()
    assert stranger().get("/leaflet/").status_code == 200


def test_a_draft_shown_to_an_editor_is_never_kept(
    leaflet: StandardPage, client_of: Callable[[User], Client], editor: User
) -> None:
    leaflet.title = "Secret draft"
    leaflet.save_revision()
    draft = leaflet.get_latest_revision_as_object()
    response = draft.make_preview_request()
    assert b"Secret draft" in response.content
    assert len(STORE) == 0
    assert b"Secret draft" not in stranger().get("/leaflet/").content


def test_a_kept_page_does_not_stand_in_for_a_draft(leaflet: StandardPage) -> None:
    stranger().get("/leaflet/", HTTP_HOST="localhost")
    leaflet.title = "Secret draft"
    assert b"Secret draft" in leaflet.make_preview_request().content


def test_no_page_of_other_views_is_kept_unless_it_says_so(leaflet: StandardPage) -> None:
    for path in ("/search/", "/healthz", "/readyz", "/my-learning/", "/robots.txt"):
        assert stranger().get(path).status_code in {200, 302, 503}, path
    assert len(STORE) == 0


def test_the_language_follows_the_address_and_not_the_browser(leaflet: StandardPage) -> None:
    english = stranger().get("/leaflet/", HTTP_ACCEPT_LANGUAGE="ar, cy;q=0.5")
    assert b'<html lang="en" dir="ltr"' in english.content
    assert english.headers["Content-Language"] == "en"
    assert queries_of(stranger(), HTTP_ACCEPT_LANGUAGE="en-GB") == 0


def test_it_is_sent_compressed_to_those_who_can_read_that(leaflet: StandardPage) -> None:
    plain = stranger().get("/leaflet/")
    for _ in range(2):
        zipped = stranger().get("/leaflet/", **GZIP)
        assert zipped.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(zipped.content) == plain.content
        assert zipped.headers["Content-Length"] == str(len(zipped.content))
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_a_browser_that_has_the_page_is_told_so(leaflet: StandardPage) -> None:
    etag = stranger().get("/leaflet/").headers["ETag"]
    again = stranger().get("/leaflet/", HTTP_IF_NONE_MATCH=etag)
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Length" not in again.headers
    assert queries_of(stranger(), HTTP_IF_NONE_MATCH=etag) == 0
    publish(leaflet, "Newer")
    assert stranger().get("/leaflet/", HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_head_gets_the_head_only(leaflet: StandardPage) -> None:
    stranger().head("/leaflet/")
    assert len(STORE) == 0
    size = len(stranger().get("/leaflet/").content)
    head = stranger().head("/leaflet/")
    assert (head.content, head.headers["Content-Length"]) == (b"", str(size))


def test_a_post_is_never_answered_from_memory(leaflet: StandardPage) -> None:
    stranger().get("/leaflet/")
    assert stranger().post("/leaflet/").status_code in {200, 405}
    assert queries_of(stranger()) == 0


def test_memory_is_bounded_and_the_longest_unasked_goes_first() -> None:
    page = keep_page(revision="1", until=0, headers={}, body=b"x" * 10_000)
    store = PageStore(budget=50_000)
    for number in range(20):
        store.put((str(number),), page)
        store.get(("0",))
    assert store.used <= 50_000
    assert store.get(("0",)) is page
    assert store.get(("1",)) is None
    assert store.get(("19",)) is page
    store.put(("whale",), keep_page(revision="1", until=0, headers={}, body=bytes(range(256)) * 400))
    assert store.get(("whale",)) is None


def test_rows_that_pages_show_count_as_content(leaflet: StandardPage) -> None:
    """A guard on the guard: something that no page shows must not empty the cache."""
    stranger().get("/leaflet/")
    ContentType.objects.create(app_label="x", model="y")
    assert queries_of(stranger()) == 0


def test_no_revision_no_cache(leaflet: StandardPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(response_cache, "revision", lambda: "")
    assert queries_of(stranger()) > 0
    assert queries_of(stranger()) > 0
    assert len(STORE) == 0

"""A short way to learning pages: found by their whole address in one query, then served by Wagtail like every page."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail import views as wagtail_views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from courses.models import LessonPage, ModulePage, ProgrammePage
from lms.lib.response_cache import may_be_kept

# learn/<programme>/<module>/<lesson>/: what stands at which depth.
KINDS: tuple[type[Page], ...] = (ProgrammePage, ModulePage, LessonPage)


@may_be_kept
def learn_page(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at `path`. A published one skips the walk down the tree, which asks twice for each level.

    Everything else (drafts, other kinds of pages, several sites on one server) takes the usual way.
    """
    root = root_path()
    kind = KINDS[path.strip("/").count("/") - 1]
    page = kind.objects.filter(url_path=f"{root}{path}", live=True).first() if root else None
    if page is not None:
        request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]  (Wagtail's own note)
    return cast(HttpResponse, wagtail_views.serve(request, path))


def root_path() -> str:
    """Return the stored address of the site's root page in the reader's language; empty where there are several sites."""
    roots = Site.get_site_root_paths()
    if len({root.site_id for root in roots}) != 1:
        return ""
    by_language = {root.language_code: str(root.root_path) for root in roots}
    return by_language.get(get_language() or "", str(roots[0].root_path))

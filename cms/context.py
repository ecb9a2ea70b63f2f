"""What every template knows about the site: its name, its menus. One query a page at most, none when remembered."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from wagtail.models import Site

from cms.models import Branding, MenuItem
from lms.lib.process_memory import ProcessMemory

PARTS = ProcessMemory(100)  # hosts


@dataclass(frozen=True)
class Link:
    """One entry of a menu."""

    title: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class SiteParts:
    """Branding and menus as templates use them, cheap to keep."""

    site_name: str
    tagline: str
    contact_email: str
    has_colours: bool
    main: list[Link] = field(default_factory=list)
    footer: list[Link] = field(default_factory=list)


DEFAULT_MAIN = [Link("Learn", "/learn/"), Link("Events", "/events/"), Link("My learning", "/my-learning/")]


def read_site_parts(request: HttpRequest) -> SiteParts:
    """Return the site's branding and menus from the database: one query, two for a site without menus."""
    site = Site.find_for_request(request)
    items = list(MenuItem.objects.filter(branding__site=site).select_related("branding", "page"))
    found = items[0].branding if items else Branding.objects.filter(site=site).first()
    branding = found or Branding()  # for_site() would write on a first GET
    links: dict[str, list[Link]] = {MenuItem.Place.MAIN: [], MenuItem.Place.FOOTER: []}
    for item in items:
        if item.page and not item.page.live:
            continue
        links[item.place].append(Link(item.label, item.page.get_url(request) if item.page else item.path))
    return SiteParts(
        site_name=branding.site_name,
        tagline=branding.tagline,
        contact_email=branding.contact_email,
        has_colours=bool(branding.colour_action or branding.colour_progress),
        main=links[MenuItem.Place.MAIN] or DEFAULT_MAIN,
        footer=links[MenuItem.Place.FOOTER],
    )


def site(request: HttpRequest) -> dict[str, Any]:
    """Return `branding`, `main_menu` and `footer_menu`, with the part of the site one is in marked as current.

    `frame_key` names all that a page's header and footer depend on besides language and reading settings.
    """
    host = request.get_host()
    parts = PARTS.recall(host, lambda: read_site_parts(request))

    def here(link: Link) -> bool:
        return link.url != "/" and request.path.startswith(link.url)

    menu = [Link(link.title, link.url, here(link)) for link in parts.main]
    return {
        "branding": parts,
        "main_menu": menu,
        "footer_menu": parts.footer,
        "frame_key": (host, *(link.url for link in menu if link.current)),
    }

"""The demo school's site: home page, standard pages, stories of winning, branding and menus."""

from typing import Any

from django.db import transaction
from wagtail.models import Page, Site

from cms.models import Branding, CaseStudyPage, HomePage, MenuItem, Region, StandardPage
from lms.accounts.models import User
from lms.demo.files import read
from lms.demo.pages import put_page, text_block

REGIONS = (
    ("North East", "north-east", "england"),
    ("North West", "north-west", "england"),
    ("Yorkshire and the Humber", "yorkshire", "england"),
    ("East Midlands", "east-midlands", "england"),
    ("West Midlands", "west-midlands", "england"),
    ("East of England", "east-of-england", "england"),
    ("London", "london", "england"),
    ("South East", "south-east", "england"),
    ("South West", "south-west", "england"),
    ("Scotland", "scotland", "scotland"),
    ("Wales", "wales", "wales"),
    ("Northern Ireland", "northern-ireland", "ni"),
)


def load_regions() -> None:
    """Make the twelve regions and nations of the UK."""
    for name, slug, nation in REGIONS:
        Region.objects.update_or_create(slug=slug, defaults={"name": name, "nation": nation})


@transaction.atomic
def load_site(*, owner: User) -> HomePage:
    """Make the home page and what hangs on it; return it. Run again, it changes only what the files changed."""
    load_regions()
    root = Page.objects.get(depth=1)
    home = HomePage.objects.child_of(root).first()
    if home is None:
        home = HomePage(
            title="Home",
            slug="commonbrick",
            lede="Free lessons and trainings on housing, land and planning. Ten minutes at a time, on any phone.",
            owner=owner,
        )
        root.add_child(instance=home)
        home.save_revision(user=owner).publish()
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True, hostname="localhost", port=80
    )
    old_root = site.root_page if site.root_page_id else None
    if site.root_page_id != home.pk:
        site.root_page, site.site_name = home, "Commonbrick"
        site.save()
        if old_root is not None and old_root.specific_class is Page and not old_root.get_children().exists():
            old_root.delete()
    for page in read("pages.toml")["page"]:
        put_page(
            home,
            StandardPage,
            owner=owner,
            slug=page["slug"],
            title=page["title"],
            lede=page["lede"],
            body=[text_block(f"page:{page['slug']}", page["html"])],
        )
    load_case_studies(home, owner)
    load_branding(site)
    start = StandardPage.objects.filter(slug="start-here").first()
    if start and home.start_here_id != start.pk:
        home.start_here = start
        home.save_revision(user=owner).publish()
    return home


def load_case_studies(home: HomePage, owner: User) -> None:
    """Make the page of stories and one page for each."""
    index = put_page(
        home,
        StandardPage,
        owner=owner,
        slug="stories",
        title="Stories of winning",
        lede="What people won together, where, and whether it was delivered.",
        body=[],
    )
    for case in read("case_studies.toml")["case"]:
        region = Region.objects.filter(name=case["region"]).first()
        fields: dict[str, Any] = {
            name: case[name]
            for name in ("place", "group", "target", "problem", "what_they_did", "what_was_won", "status", "checked_on")
        }
        put_page(
            index,
            CaseStudyPage,
            owner=owner,
            slug=case["slug"],
            title=case["title"],
            lede=case["summary"],
            region=region,
            source=case.get("source", "Homes for Us Alliance, summit report, 11 December 2025"),
            **fields,
        )


def load_branding(site: Site) -> None:
    """Fill in the name and the menus, once: what an editor changes later stays."""
    branding = Branding.for_site(site)
    if branding.menu_items.exists():
        return
    branding.site_name = "Commonbrick"
    branding.contact_email = "help@commonbrick.example"
    branding.save()
    main = [("Learn", "/learn/"), ("Events", "/events/"), ("My learning", "/my-learning/"), ("Help", "/help/")]
    footer = [
        ("Help and contact", "/help/"),
        ("About", "/about/"),
        ("Stories of winning", "/stories/"),
        ("Accessibility", "/accessibility/"),
        ("Privacy", "/privacy/"),
    ]
    for place, links in ((MenuItem.Place.MAIN, main), (MenuItem.Place.FOOTER, footer)):
        for order, (label, path) in enumerate(links):
            MenuItem.objects.create(branding=branding, place=place, label=label, path=path, sort_order=order)

"""The site's name, colours and menus are settings; no template spells a name out."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from wagtail.models import Site

from cms.models import Branding, HomePage, MenuItem, StandardPage


def branding() -> Branding:
    return Branding.for_site(Site.objects.get(is_default_site=True))


@pytest.mark.django_db(transaction=True)
def test_a_new_name_is_on_the_next_page(home: HomePage, visitor: Client) -> None:
    home.add_child(instance=StandardPage(title="About", slug="about"))
    visitor.get("/about/")
    settings = branding()
    settings.site_name = "Homes for Everyone"
    settings.save()
    assert "<title>About – Homes for Everyone</title>" in visitor.get("/about/").content.decode()


def test_chosen_colours_reach_the_stylesheet(home: HomePage, visitor: Client) -> None:
    settings = branding()
    settings.colour_action = "#003366"
    settings.save()
    assert "--plum: #003366;" in visitor.get("/brand.css").content.decode()


@pytest.mark.parametrize("colour", ["red", "#12345", "#123456;}body{display:none", "#FFE9A0"])
def test_a_colour_that_is_none_or_cannot_be_read_is_refused(home: HomePage, colour: str) -> None:
    settings = branding()
    settings.colour_action = colour
    with pytest.raises(ValidationError) as refused:
        settings.full_clean()
    assert list(refused.value.message_dict) == ["colour_action"]


@pytest.mark.parametrize(
    ("path", "name"), [("", "page_or_path"), ("//evil.example/", "path_is_local"), ("x", "path_is_local")]
)
def test_a_menu_link_goes_somewhere_on_this_site(home: HomePage, path: str, name: str) -> None:
    settings = branding()
    settings.save()
    with pytest.raises(IntegrityError, match=f"cms_menuitem_{name}"):
        MenuItem.objects.create(branding=settings, label="Away", path=path)


def test_the_menu_shows_what_the_settings_say(home: HomePage, visitor: Client) -> None:
    page = home.add_child(instance=StandardPage(title="About", slug="about"))
    settings = branding()
    settings.save()
    MenuItem.objects.create(branding=settings, label="Who we are", page=page)
    assert "Who we are" in visitor.get("/about/").content.decode()

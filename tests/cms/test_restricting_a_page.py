"""A page closed to the public is closed on the next request, whatever was remembered about pages before."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db(transaction=True)


def test_closing_and_opening_take_effect_at_once(home: HomePage, visitor: Client) -> None:
    page = home.add_child(instance=StandardPage(title="Committee papers", slug="papers"))
    assert visitor.get("/papers/").status_code == 200
    closed = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert visitor.get("/papers/").status_code == 302
    closed.delete()
    assert visitor.get("/papers/").status_code == 200


def test_closing_a_page_closes_those_below(home: HomePage, visitor: Client) -> None:
    page = home.add_child(instance=StandardPage(title="Committee", slug="committee"))
    page.add_child(instance=StandardPage(title="Minutes", slug="minutes"))
    assert visitor.get("/committee/minutes/").status_code == 200
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert visitor.get("/committee/minutes/").status_code == 302

"""A page set to go live later goes live by itself, and one set to end is withdrawn."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from wagtail.models import Page

from lms.lib.clock import now


@pytest.fixture
def page(transactional_db: None) -> Page:
    """Return a draft under the root."""
    root = Page.objects.get(depth=1)
    return root.add_child(instance=Page(title="Rent strike", slug="rent-strike", live=False))


def run_once() -> None:
    """Let the worker do what is due now."""
    call_command("worker", once=True)


def test_a_page_goes_live_when_its_moment_has_come(page: Page) -> None:
    page.go_live_at = now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    run_once()
    page.refresh_from_db()
    assert page.live is True


def test_a_page_waits_for_its_moment(page: Page) -> None:
    page.go_live_at = now() + timedelta(minutes=5)
    page.save_revision(approved_go_live_at=page.go_live_at)
    run_once()
    page.refresh_from_db()
    assert page.live is False


def test_a_page_is_withdrawn_when_its_time_is_over(page: Page) -> None:
    page.live, page.expire_at = True, now() - timedelta(minutes=1)
    page.save()
    run_once()
    page.refresh_from_db()
    assert page.live is False

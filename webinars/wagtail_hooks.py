"""What trainings add to the editor: the dates of an event, the bookings, and care before deleting."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from webinars.admin import BookingViewSet
from webinars.models import EventPage, Registration


@hooks.register("register_admin_viewset")
def bookings() -> BookingViewSet:
    """Show the bookings in the menu."""
    return BookingViewSet("bookings", url_prefix="bookings")


def dates_button(page: Page, priority: int) -> Button:
    """Return the way from an event to its dates."""
    return Button("Dates", reverse("webinars:desk_dates", args=[page.pk]), icon_name="calendar-alt", priority=priority)


@hooks.register("register_page_header_buttons")
def header_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Put it into the menu above the form of an event."""
    if isinstance(page.specific_deferred, EventPage) and page.permissions_for_user(user).can_edit():
        yield dates_button(page, 25)


@hooks.register("register_page_listing_buttons")
def listing_button(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Put it beside an event in lists of pages."""
    if isinstance(page.specific_deferred, EventPage) and page.permissions_for_user(user).can_edit():
        yield dates_button(page, 25)


@hooks.register("before_delete_page")
def keep_booked_events(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete what people have booked: they would never hear of it."""
    below = EventPage.objects.descendant_of(page, inclusive=True)
    if not Registration.objects.filter(occurrence__event__in=below).exists():
        return None
    messages.error(
        request,
        "People have booked here. Cancel the dates with a reason, or unpublish the page, instead of deleting it.",
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)

"""What the editor's desk does for learning."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from courses.access import WITHDRAW_CERTIFICATES
from courses.admin import CertificateViewSet
from courses.group_access import CLOSE_GROUPS, SEE_GROUPS
from courses.models import LessonPage
from courses.report_access import EXPORT_RECORDS, SEE_INSIGHT
from courses.selectors.translations import questions_that_differ


@hooks.register("after_publish_page")
def say_where_a_translation_asks_something_else(request: HttpRequest, page: Page) -> None:
    """Warn whoever published a translation whose questions are not the source's in other words."""
    lesson = page.specific
    if not isinstance(lesson, LessonPage):
        return
    for question in questions_that_differ(lesson):
        messages.warning(
            request,
            format_html(
                "“{}” is not the same question in both languages: its answers differ, or one language has not got it. "
                "What people answered in one language will not show in the other.",
                question,
            ),
        )


class LearningReportsItem(MenuItem):
    """Reports > Learning, for those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person may see the reports."""
        return request.user.has_perm(SEE_INSIGHT)


@hooks.register("register_reports_menu_item")
def learning_reports() -> MenuItem:
    """Add the entry. The pages themselves stand on the site, to be printed and read like any other."""
    return LearningReportsItem("Learning", reverse("courses:reports"), icon_name="success", order=100)


@hooks.register("register_permissions")
def insight_permissions() -> "QuerySet[Permission]":
    """Let the owner give these rights to groups."""
    rights = (SEE_INSIGHT, EXPORT_RECORDS, SEE_GROUPS, CLOSE_GROUPS, WITHDRAW_CERTIFICATES)
    names = [right.partition(".")[2] for right in rights]
    return Permission.objects.filter(content_type__app_label="courses", codename__in=names)


class GroupsItem(MenuItem):
    """Groups in the menu, for those who may open them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person may see groups as totals."""
        return request.user.has_perm(SEE_GROUPS)


@hooks.register("register_admin_menu_item")
def groups_item() -> MenuItem:
    """Add the entry."""
    return GroupsItem("Groups", reverse("courses:desk_groups"), icon_name="group", order=260)


@hooks.register("register_admin_viewset")
def certificates() -> CertificateViewSet:
    """Show the certificates in the menu."""
    return CertificateViewSet("certificates", url_prefix="certificates")


def correct_button(page: Page, user: Any) -> Iterator[Button]:
    """Yield the way from a published lesson with questions to correcting one."""
    lesson = page.specific_deferred
    if isinstance(lesson, LessonPage) and page.live and page.permissions_for_user(user).can_publish():
        address = reverse("courses:correct_question", args=[page.pk])
        yield Button("Correct a question", address, icon_name="tick-inverse", priority=35)


@hooks.register("register_page_header_buttons")
def header_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Put it into the menu above the form of a lesson."""
    yield from correct_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def listing_button(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Put it into the menu beside a lesson in lists of pages."""
    yield from correct_button(page, user)

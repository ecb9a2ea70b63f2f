"""What the editor's desk does for learning."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html
from wagtail import hooks
from wagtail.models import Page

from courses.models import LessonPage
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

"""Addresses of learning that are no pages: acts under /learning/, and one's own page."""

from django.urls import path

from courses.views import answers, lessons, my_learning

app_name = "courses"
urlpatterns = [
    path("learning/lessons/<row:page_id>/done/", lessons.mark_done, name="mark_done"),
    path("learning/lessons/<row:page_id>/not-done/", lessons.mark_undone, name="mark_undone"),
    path("learning/lessons/<row:page_id>/questions/<uuid:block_id>/", answers.answer, name="answer"),
    path("my-learning/", my_learning.my_learning, name="my_learning"),
]

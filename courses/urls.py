"""Addresses of learning: acts under /learning/, one's own page, and a short way to lessons."""

from django.urls import path, re_path

from courses.views import answers, lessons, my_learning, pages

app_name = "courses"
urlpatterns = [
    path("learning/lessons/<int:page_id>/done/", lessons.mark_done, name="mark_done"),
    path("learning/lessons/<int:page_id>/not-done/", lessons.mark_undone, name="mark_undone"),
    path("learning/lessons/<int:page_id>/questions/<uuid:block_id>/", answers.answer, name="answer"),
    path("my-learning/", my_learning.my_learning, name="my_learning"),
    re_path(r"^(learn/(?:[\w-]+/){1,3})$", pages.learn_page, name="learn_page"),
]

"""Addresses of learning that are no pages: acts under /learning/, and one's own page."""

from django.urls import path

from courses.views import answers, earlier_work, lessons, my_learning

app_name = "courses"
urlpatterns = [
    path("learning/lessons/<row:page_id>/done/", lessons.mark_done, name="mark_done"),
    path("learning/lessons/<row:page_id>/not-done/", lessons.mark_undone, name="mark_undone"),
    path("learning/lessons/<row:page_id>/questions/<uuid:block_id>/", answers.answer, name="answer"),
    path("learning/lessons/<row:page_id>/changes/", earlier_work.what_changed, name="what_changed"),
    path("learning/programmes/<row:page_id>/earlier/", earlier_work.earlier_work, name="earlier_work"),
    path("my-learning/", my_learning.my_learning, name="my_learning"),
]
